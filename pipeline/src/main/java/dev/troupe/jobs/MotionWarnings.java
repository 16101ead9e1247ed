package dev.troupe.jobs;

import static org.apache.spark.sql.functions.col;

import dev.troupe.jobs.quality.ClipFrame;
import dev.troupe.jobs.quality.Cropping;
import dev.troupe.jobs.quality.PosePair;
import dev.troupe.jobs.quality.Preflight;
import dev.troupe.jobs.quality.Warning;
import dev.troupe.media.Timeline;
import dev.troupe.motion.Keypoints;
import dev.troupe.motion.TransferMode;
import dev.troupe.source.VideoSchema;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What the motion of one animation says will probably spoil it, before anything is rendered. */
final class MotionWarnings {
  /** Of longer clips every second frame is looked at, or every third, and so on. */
  private static final int MOST_FRAMES = 4096;

  private MotionWarnings() {}

  /**
   * Looks through a motion table.
   *
   * @param prepared what is animated
   * @param source the source's keypoints
   * @param motion the table of the frames used
   * @return sentences
   */
  static List<String> of(Preparation prepared, Keypoints source, Dataset<Row> motion) {
    AnimateRequest request = prepared.request();
    AnimateRequest.Pictures pictures = request.inputs().pictures();
    OptionalInt reference = reference(request.motion(), prepared.range().from());
    List<ClipFrame> frames = frames(prepared, reference, motion);
    List<Warning> warnings = new ArrayList<>();
    Cropping.ofSource(name(request.inputs().source()), source, pictures.fit())
        .ifPresent(warnings::add);
    warnings.addAll(
        Preflight.of(
            frames,
            Cropping.remedy(
                name(prepared.clip().name()),
                prepared.clip().size(),
                prepared.frameSize(),
                pictures.fit())));
    if (reference.isPresent()) {
      PosePair.of(source, frames, reference.getAsInt()).warning().ifPresent(warnings::add);
    }
    return warnings.stream().map(Warning::text).toList();
  }

  /** The frame that motion is relative to, unless it is chosen by its pose, or there is none. */
  private static OptionalInt reference(AnimateRequest.Motion how, int first) {
    if (how.transfer() == TransferMode.ABSOLUTE) {
      return OptionalInt.empty();
    }
    return how.reference().isEmpty() ? OptionalInt.of(first) : how.reference().get().index();
  }

  private static List<ClipFrame> frames(
      Preparation prepared, OptionalInt reference, Dataset<Row> motion) {
    int first = prepared.range().from();
    int step = 1 + (prepared.range().count() - 1) / MOST_FRAMES;
    Column index = col(VideoSchema.INDEX);
    Column wanted = index.minus(first).mod(step).equalTo(0);
    if (reference.isPresent()) {
      wanted = wanted.or(index.equalTo(reference.getAsInt()));
    }
    Timeline timeline = prepared.clip().timeline();
    double begin = timeline.time(0).toDouble();
    return motion
        .where(wanted)
        .select(index, col(MotionTable.KEYPOINTS), col(MotionTable.JACOBIANS))
        .collectAsList()
        .stream()
        .map(
            row ->
                ClipFrame.ofMotion(
                    row.getInt(0),
                    timeline.time(row.getInt(0)).toDouble() - begin,
                    MotionTable.keypoints(row, 1, 2)))
        .sorted(Comparator.comparingInt(ClipFrame::index))
        .toList();
  }

  private static String name(String place) {
    return place.substring(place.lastIndexOf('/') + 1);
  }
}
