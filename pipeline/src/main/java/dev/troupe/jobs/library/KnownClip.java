package dev.troupe.jobs.library;

import com.google.errorprone.annotations.MustBeClosed;
import dev.troupe.media.Clip;
import dev.troupe.media.Codecs;
import dev.troupe.media.Deinterlacing;
import dev.troupe.media.FrameRange;
import dev.troupe.media.FrameReader;
import dev.troupe.media.FrameSize;
import dev.troupe.media.MediaInput;
import dev.troupe.media.Rational;
import dev.troupe.media.Scaling;
import dev.troupe.media.Sound;
import dev.troupe.media.Timeline;
import dev.troupe.problems.BadDataException;
import dev.troupe.source.ClipFinder;
import dev.troupe.source.HadoopFiles;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A clip as the library knows it: its frames' times, size and sound, without opening the file. Only
 * who decodes frames opens and probes it, once in each task.
 */
final class KnownClip implements Clip {
  private static final long serialVersionUID = 1L;

  private final String name;
  private final Rational imageRate;
  private final Facts facts;
  private final Deinterlacing deinterlacing;
  private transient @Nullable Timeline timeline;
  private transient @Nullable Clip probed;

  /**
   * What is known of a clip beside its name.
   *
   * @param times its timeline, see {@link CompactTimeline}
   * @param size of its frames
   * @param sound whether it has sound
   * @param damage what is wrong with it
   * @param traits see {@link Clip#traits()}
   * @param soundFault why its sound cannot be used
   */
  record Facts(
      String times,
      FrameSize size,
      boolean sound,
      @Nullable String damage,
      String traits,
      @Nullable String soundFault)
      implements java.io.Serializable {
    static Facts of(Clip clip) {
      return new Facts(
          CompactTimeline.write(clip.timeline()),
          clip.size(),
          clip.sound().isPresent(),
          clip.damage().orElse(null),
          clip.traits(),
          Sound.mistake(clip).orElse(null));
    }
  }

  KnownClip(String name, Rational imageRate, Facts facts) {
    this(name, imageRate, facts, Deinterlacing.AUTO);
  }

  private KnownClip(String name, Rational imageRate, Facts facts, Deinterlacing deinterlacing) {
    this.name = name;
    this.imageRate = imageRate;
    this.facts = facts;
    this.deinterlacing = deinterlacing;
  }

  @Override
  public Clip deinterlaced(Deinterlacing how) {
    return new KnownClip(name, imageRate, facts, how);
  }

  @Override
  public String traits() {
    return facts.traits();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public synchronized Timeline timeline() {
    if (timeline == null) {
      timeline = CompactTimeline.read(facts.times());
    }
    return timeline;
  }

  @Override
  public FrameSize size() {
    return facts.size();
  }

  @Override
  public Optional<String> damage() {
    return Optional.ofNullable(facts.damage());
  }

  @Override
  public Optional<MediaInput> sound() {
    return facts.sound() ? Optional.of(HadoopFiles.input(name)) : Optional.empty();
  }

  @Override
  @MustBeClosed
  public FrameReader read(FrameRange range, Optional<Scaling> scaling) {
    return probed().read(range, scaling);
  }

  @Override
  @MustBeClosed
  public FrameReader read(FrameRange range, Optional<Scaling> scaling, Codecs codecs) {
    return probed().read(range, scaling, codecs);
  }

  private synchronized Clip probed() {
    if (probed == null) {
      Clip found =
          facts.damage() == null
              ? ClipFinder.findAgain(name, imageRate, facts.traits())
              : ClipFinder.find(name, imageRate);
      if (!CompactTimeline.write(found.timeline()).equals(facts.times())) {
        throw new BadDataException(
            "Cannot use %s: it changed; expected %d frames as before, found others"
                .formatted(name, timeline().count()));
      }
      probed = found.deinterlaced(deinterlacing);
    }
    return probed;
  }
}
