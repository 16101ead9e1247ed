package dev.troupe.jobs;

import dev.troupe.media.Clip;
import dev.troupe.media.FrameRange;
import dev.troupe.media.FrameSize;
import dev.troupe.media.Images;
import dev.troupe.media.Picture;
import dev.troupe.media.Scaling;
import dev.troupe.media.Sound;
import dev.troupe.media.Timeline;
import dev.troupe.problems.BadDataException;
import dev.troupe.problems.RequestException;
import dev.troupe.source.ClipFinder;
import dev.troupe.source.HadoopFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * An animation that was looked at and can be done: inputs opened, outputs free, options that fit
 * the clip. Everything that is wrong is found before any Spark job runs, and said together.
 *
 * @param request what was asked for
 * @param frameSize the network's
 * @param source the source image at that size
 * @param clip the driving clip
 * @param range the clip's frames that are used
 */
public record Preparation(
    AnimateRequest request, FrameSize frameSize, Picture source, Clip clip, FrameRange range) {

  /**
   * Looks at a request.
   *
   * @param request what was asked for
   * @return the same, ready to run
   * @throws RequestException with every mistake found
   * @throws IOException if a file system cannot be asked
   */
  public static Preparation of(AnimateRequest request) throws IOException {
    List<String> mistakes = new ArrayList<>(OutputChecks.mistakes(request));
    FrameSize size = request.inputs().model().open().manifest().network().frameSize();
    Optional<Picture> source = source(request.inputs(), size, mistakes);
    Optional<Clip> clip = clip(request.inputs(), mistakes);
    if (request.outputs().sound()) {
      clip.flatMap(Sound::mistake).ifPresent(mistakes::add);
    }
    Optional<FrameRange> range = clip.map(c -> range(c, request.motion(), mistakes));
    clip.flatMap(
            c -> OutputChecks.encoderMistake(request.outputs().resize().orElse(size), c.timeline()))
        .ifPresent(mistakes::add);
    if (!mistakes.isEmpty()) {
      throw new RequestException(mistakes);
    }
    return new Preparation(
        request, size, source.orElseThrow(), clip.orElseThrow(), range.orElseThrow());
  }

  private static Optional<Picture> source(
      AnimateRequest.Inputs inputs, FrameSize size, List<String> mistakes) {
    try {
      AnimateRequest.Pictures how = inputs.pictures();
      Scaling scaling = new Scaling(size, how.fit());
      return Optional.of(
          Images.read(HadoopFiles.input(inputs.source()), how.backgroundRgb(), scaling));
    } catch (BadDataException e) {
      mistakes.add(e.getMessage());
      return Optional.empty();
    }
  }

  private static Optional<Clip> clip(AnimateRequest.Inputs inputs, List<String> mistakes) {
    try {
      AnimateRequest.Pictures how = inputs.pictures();
      Clip clip = ClipFinder.find(inputs.driving(), how.imageRate());
      if (clip.damage().isPresent() && !how.allowTruncated()) {
        mistakes.add(
            clip.damage().get() + "; give --allow-truncated to use it up to its last good frame");
      }
      return Optional.of(clip.deinterlaced(how.deinterlacing()));
    } catch (BadDataException e) {
      mistakes.add(e.getMessage());
      return Optional.empty();
    }
  }

  private static FrameRange range(Clip clip, AnimateRequest.Motion motion, List<String> mistakes) {
    Timeline timeline = clip.timeline();
    FrameRange range = timeline.between(motion.start(), motion.end().orElse(timeline.duration()));
    if (range.count() == 0) {
      mistakes.add(
          "Options --start and --end leave no frame of %s, which lasts %.3f s."
              .formatted(clip.name(), timeline.duration().toDouble()));
    }
    OptionalInt reference =
        motion.reference().map(AnimateRequest.Reference::index).orElse(OptionalInt.empty());
    if (reference.isPresent()
        && (reference.getAsInt() < range.from() || reference.getAsInt() >= range.until())) {
      mistakes.add(
          "Option --reference-frame must be one of the frames used, %d to %d, found %d."
              .formatted(range.from(), range.until() - 1, reference.getAsInt()));
    }
    return range;
  }
}
