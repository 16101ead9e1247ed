package dev.troupe.media;

import com.google.errorprone.annotations.MustBeClosed;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A clip that is one video file. */
final class VideoClip implements Clip {
  private static final long serialVersionUID = 1L;

  private final MediaInput input;
  private final VideoTrack track;
  private final Timeline timeline;
  private final FrameSize size;
  private final boolean hasSound;
  private final @Nullable String damage;

  VideoClip(
      MediaInput input, VideoTrack track, Timeline timeline, FrameSize size, boolean hasSound) {
    this(input, track, timeline, size, hasSound, null);
  }

  private VideoClip(
      MediaInput input,
      VideoTrack track,
      Timeline timeline,
      FrameSize size,
      boolean hasSound,
      @Nullable String damage) {
    this.input = input;
    this.track = track;
    this.timeline = timeline;
    this.size = size;
    this.hasSound = hasSound;
    this.damage = damage;
  }

  /** The same clip, found to be damaged. */
  VideoClip damaged(String sentence) {
    return new VideoClip(input, track, timeline, size, hasSound, sentence);
  }

  MediaInput input() {
    return input;
  }

  VideoTrack track() {
    return track;
  }

  @Override
  public String name() {
    return input.name();
  }

  @Override
  public Timeline timeline() {
    return timeline;
  }

  @Override
  public FrameSize size() {
    return size;
  }

  @Override
  public Optional<String> damage() {
    return Optional.ofNullable(damage);
  }

  @Override
  public Optional<MediaInput> sound() {
    return hasSound ? Optional.of(input) : Optional.empty();
  }

  @Override
  @MustBeClosed
  public FrameReader read(FrameRange range, Optional<Scaling> scaling) {
    return read(range, scaling, Codecs.IN_SOFTWARE);
  }

  @Override
  @MustBeClosed
  public FrameReader read(FrameRange range, Optional<Scaling> scaling, Codecs codecs) {
    Ranges.check(this, range);
    return new VideoReader(this, range, scaling.orElse(new Scaling(size, Fit.CROP)), codecs);
  }
}
