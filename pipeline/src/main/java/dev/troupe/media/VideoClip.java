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
  private final Deinterlacing deinterlacing;

  VideoClip(
      MediaInput input, VideoTrack track, Timeline timeline, FrameSize size, boolean hasSound) {
    this.input = input;
    this.track = track;
    this.timeline = timeline;
    this.size = size;
    this.hasSound = hasSound;
    damage = null;
    deinterlacing = Deinterlacing.AUTO;
  }

  private VideoClip(VideoClip clip, @Nullable String damage, Deinterlacing deinterlacing) {
    input = clip.input;
    track = clip.track;
    timeline = clip.timeline;
    size = clip.size;
    hasSound = clip.hasSound;
    this.damage = damage;
    this.deinterlacing = deinterlacing;
  }

  /** The same clip, found to be damaged. */
  VideoClip damaged(String sentence) {
    return new VideoClip(this, sentence, deinterlacing);
  }

  @Override
  public VideoClip deinterlaced(Deinterlacing how) {
    return new VideoClip(this, damage, how);
  }

  @Override
  public String traits() {
    return track.traits().text();
  }

  /** Whether its frames are deinterlaced when they are read. */
  boolean isDeinterlaced() {
    return track.traits().isInterlaced() && deinterlacing == Deinterlacing.AUTO;
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
