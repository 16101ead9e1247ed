package dev.troupe.jobs.batch;

import dev.troupe.jobs.library.Library;
import dev.troupe.jobs.library.MotionFile;
import dev.troupe.jobs.quality.FrameQuality;
import dev.troupe.jobs.quality.FrameSample;
import dev.troupe.problems.BadDataException;
import dev.troupe.problems.ItemBoundary;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

/** Puts clips' motion into the library, where all ranges of a clip come together in order. */
final class KeepMotion
    implements FlatMapFunction<
        Iterator<Tuple2<CapturedRange.Place, CapturedRange>>, Failures.Failure> {
  private static final long serialVersionUID = 1L;

  private final Library library;

  KeepMotion(Library library) {
    this.library = library;
  }

  /** Gives the clips that failed. */
  @Override
  public Iterator<Failures.Failure> call(
      Iterator<Tuple2<CapturedRange.Place, CapturedRange>> ranges) throws IOException {
    List<Failures.Failure> failures = new ArrayList<>();
    List<CapturedRange> clip = new ArrayList<>();
    int number = -1;
    while (ranges.hasNext()) {
      Tuple2<CapturedRange.Place, CapturedRange> range = ranges.next();
      if (range._1().clip() != number) {
        keep(clip, failures);
        clip.clear();
        number = range._1().clip();
      }
      clip.add(range._2());
    }
    keep(clip, failures);
    return failures.iterator();
  }

  private void keep(List<CapturedRange> ranges, List<Failures.Failure> failures)
      throws IOException {
    if (ranges.isEmpty()) {
      return;
    }
    CaptureWork.Target target = ranges.get(0).target();
    List<MotionFile.Frame> rows =
        ItemBoundary.run(
            "Cannot capture " + target.clip().name(),
            () -> rows(ranges, target),
            why -> {
              failures.add(new Failures.Failure(target.key(), why));
              return List.of();
            });
    if (!rows.isEmpty()) {
      MotionFile.write(library, target.key(), target.hash(), target.clip().timeline(), rows);
    }
  }

  private static List<MotionFile.Frame> rows(
      List<CapturedRange> ranges, CaptureWork.Target target) {
    List<CapturedRange.Frame> frames = new ArrayList<>();
    for (CapturedRange range : ranges) {
      @Nullable String failure = range.failure();
      if (failure != null) {
        throw new BadDataException(failure);
      }
      frames.addAll(range.frames());
    }
    if (frames.size() != target.clip().timeline().count()) {
      throw new IllegalStateException(
          "expected %d frames, found %d"
              .formatted(target.clip().timeline().count(), frames.size()));
    }
    return withQuality(frames);
  }

  private static List<MotionFile.Frame> withQuality(List<CapturedRange.Frame> frames) {
    List<FrameQuality> qualities =
        FrameQuality.inOrder(
            frames.stream()
                .map(frame -> new FrameSample(frame.edge(), frame.thumbnail()))
                .toList());
    List<MotionFile.Frame> rows = new ArrayList<>(frames.size());
    for (int i = 0; i < frames.size(); i++) {
      rows.add(new MotionFile.Frame(frames.get(i).keypoints(), qualities.get(i)));
    }
    return rows;
  }
}
