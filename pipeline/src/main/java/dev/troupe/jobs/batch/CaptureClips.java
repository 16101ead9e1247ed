package dev.troupe.jobs.batch;

import dev.troupe.inference.Compute;
import dev.troupe.jobs.Meter;
import dev.troupe.jobs.library.Library;
import dev.troupe.media.Clip;
import dev.troupe.media.FrameRange;
import dev.troupe.media.Scaling;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.PriorityQueue;
import org.apache.spark.Partitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Captures the motion of clips into the library: ranges of frames spread over the cluster, small
 * rows come together by clip, and each clip's table is written whole.
 */
final class CaptureClips {
  /**
   * Clips are captured in turns of about so many frames: what is lost with the driver is bounded.
   */
  private static final int FRAMES_TOGETHER = 200_000;

  /** As the data source {@code video} splits clips; batches divide it. */
  private static final int ALIGNMENT = 16;

  private static final int LARGEST_RANGE = 1024;
  private static final int MOST_RANGES_PER_CORE = 4;

  private final JavaSparkContext context;
  private final Compute compute;
  private final Library library;
  private final Meter meter;

  CaptureClips(JavaSparkContext context, Compute compute, Library library, Meter meter) {
    this.context = context;
    this.compute = compute;
    this.library = library;
    this.meter = meter;
  }

  /** Captures clips and says which of them cannot be. */
  List<Failures.Failure> run(List<NeededMotion> clips) {
    List<Failures.Failure> failures = new ArrayList<>();
    for (int from = 0, until = 0; from < clips.size(); from = until) {
      int frames = 0;
      while (until < clips.size() && (until == from || frames < FRAMES_TOGETHER)) {
        frames += frames(clips.get(until++));
      }
      failures.addAll(captureTogether(clips.subList(from, until), frames));
    }
    return failures;
  }

  static int frames(NeededMotion motion) {
    return motion.clip().clip().orElseThrow().timeline().count();
  }

  private List<Failures.Failure> captureTogether(List<NeededMotion> clips, int frames) {
    int length =
        rangeLength(
            clips.stream().map(CaptureClips::frames).toList(), frames, Stages.cores(context));
    List<CaptureWork> works = new ArrayList<>();
    for (int i = 0; i < clips.size(); i++) {
      split(i, target(clips.get(i)), length, works);
    }
    int tasks = Stages.tasks(context, works.size(), Math.max(1, LARGEST_RANGE / length));
    JavaRDD<CaptureWork> ranges = Stages.models(context.parallelize(works, tasks), compute);
    JavaPairRDD<CapturedRange.Place, CapturedRange> captured =
        ranges.mapPartitionsToPair(new CaptureRanges(compute, meter));
    KeepMotion keep = new KeepMotion(library);
    return works.stream().allMatch(CaptureWork::isWhole)
        ? captured.mapPartitions(keep).collect()
        : Stages.media(
                captured
                    .repartitionAndSortWithinPartitions(new ByClip(Math.min(clips.size(), tasks)))
                    .mapPartitions(keep))
            .collect();
  }

  /**
   * The length of ranges with which so many cores are done first, each taking the next range when
   * it is free; of several such lengths the shortest. Short clips would leave cores without work.
   */
  static int rangeLength(List<Integer> clips, int frames, int cores) {
    int best = 0;
    long bestEnd = Long.MAX_VALUE;
    for (int perCore = MOST_RANGES_PER_CORE; perCore > 0; perCore--) {
      int shares = cores * perCore * ALIGNMENT;
      int length = Math.min(LARGEST_RANGE, Math.max(1, (frames + shares - 1) / shares) * ALIGNMENT);
      long end = end(clips, length, cores);
      if (end < bestEnd) {
        best = length;
        bestEnd = end;
      }
    }
    return best;
  }

  /** How many frames the core that ends last has worked on. */
  private static long end(List<Integer> clips, int length, int cores) {
    PriorityQueue<Long> busyUntil = new PriorityQueue<>(Collections.nCopies(cores, 0L));
    long end = 0;
    for (int clip : clips) {
      for (int from = 0; from < clip; from += length) {
        long until = Objects.requireNonNull(busyUntil.remove()) + Math.min(length, clip - from);
        busyUntil.add(until);
        end = Math.max(end, until);
      }
    }
    return end;
  }

  private static CaptureWork.Target target(NeededMotion motion) {
    Clip clip = motion.clip().clip().orElseThrow();
    Scaling scaling =
        new Scaling(motion.model().open().manifest().network().frameSize(), motion.fit());
    return new CaptureWork.Target(
        motion.key(), motion.clip().hash(), clip, motion.model(), scaling);
  }

  private static void split(
      int clip, CaptureWork.Target target, int length, List<CaptureWork> works) {
    int frames = target.clip().timeline().count();
    for (int from = 0; from < frames; from += length) {
      FrameRange range = new FrameRange(from, Math.min(frames, from + length));
      works.add(new CaptureWork(clip, target, range));
    }
  }

  /** All ranges of a clip to one task. */
  private static final class ByClip extends Partitioner {
    private static final long serialVersionUID = 1L;

    private final int tasks;

    ByClip(int tasks) {
      this.tasks = tasks;
    }

    @Override
    public int numPartitions() {
      return tasks;
    }

    @Override
    public int getPartition(Object place) {
      return ((CapturedRange.Place) place).clip() % tasks;
    }
  }
}
