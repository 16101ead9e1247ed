package dev.troupe.source;

import dev.troupe.media.Clip;
import dev.troupe.media.FrameRange;
import dev.troupe.media.Timeline;
import dev.troupe.problems.BadDataException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.metric.CustomMetric;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.types.StructType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Plans ranges of frames: few enough to seek seldom, many enough that one clip uses every core. */
final class VideoScan implements Scan, Batch {
  /**
   * Ranges begin at multiples of this many frames after the first one wanted, whatever their
   * number, so that batches of frames hold the same frames however a clip is split.
   */
  static final int ALIGNMENT = 16;

  private static final Logger LOG = LoggerFactory.getLogger(VideoScan.class);
  private static final String IGNORE_CORRUPT = "spark.sql.files.ignoreCorruptFiles";
  private static final int RANGES_PER_CORE = 2;

  /** Keeps what a lost task costs small, and progress visible. */
  private static final int LARGEST_RANGE = 1024;

  private final VideoOptions options;
  private final StructType columns;
  private final FrameFilter filter;
  private final Optional<Integer> limit;
  private final boolean ignoreCorrupt;

  VideoScan(VideoOptions options, StructType columns, FrameFilter filter, Optional<Integer> limit) {
    this.options = options;
    this.columns = columns;
    this.filter = filter;
    this.limit = limit;
    this.ignoreCorrupt =
        options
            .files()
            .ignoreCorrupt()
            .orElseGet(() -> Boolean.valueOf(SparkSession.active().conf().get(IGNORE_CORRUPT)));
  }

  @Override
  public StructType readSchema() {
    return columns;
  }

  @Override
  public String description() {
    return "video " + String.join(", ", options.paths());
  }

  @Override
  public Batch toBatch() {
    return this;
  }

  @Override
  public CustomMetric[] supportedCustomMetrics() {
    return new CustomMetric[] {new DecodedFrames()};
  }

  @Override
  public InputPartition[] planInputPartitions() {
    List<Clip> clips = new ArrayList<>();
    for (String path : options.paths()) {
      clips.addAll(clips(path));
    }
    List<InputPartition> partitions = new ArrayList<>();
    int left = limit.orElse(Integer.MAX_VALUE);
    for (Clip clip : clips) {
      if (left > 0 && filter.matches(clip.name()) && isUsable(clip)) {
        left -= split(clip, left, partitions);
      }
    }
    return partitions.toArray(InputPartition[]::new);
  }

  @Override
  public PartitionReaderFactory createReaderFactory() {
    return new VideoReaderFactory(columns, options.scaling(), options.codecs(), ignoreCorrupt);
  }

  private List<Clip> clips(String path) {
    return options.traits().isPresent()
        ? List.of(ClipFinder.findAgain(path, options.imageRate(), options.traits().get()))
        : new ClipSearch(options.files(), options.imageRate(), ignoreCorrupt).find(path);
  }

  private boolean isUsable(Clip clip) {
    if (options.allowDamage() || clip.damage().isEmpty()) {
      return true;
    }
    if (!ignoreCorrupt) {
      throw new BadDataException(clip.damage().get());
    }
    LOG.warn("Left out: {}", clip.damage().get());
    return false;
  }

  /** Adds a clip's partitions and returns how many rows they will give. */
  private int split(Clip clip, int most, List<InputPartition> partitions) {
    int[] indices = wanted(clip.timeline());
    int rows = Math.min(most, indices.length);
    int frames = framesPerPartition(rows);
    Clip read = clip.deinterlaced(options.deinterlacing());
    for (int from = 0; from < rows; from += frames) {
      int until = Math.min(rows, from + frames);
      partitions.add(new VideoPartition(read, Arrays.copyOfRange(indices, from, until)));
    }
    return rows;
  }

  /** Start, end and sampling say which frames the table has; the filter, which of them matter. */
  private int[] wanted(Timeline timeline) {
    FrameRange range = timeline.between(options.start(), options.end().orElse(timeline.duration()));
    int[] table =
        options
            .rate()
            .map(rate -> Sampling.indices(timeline, range, rate))
            .orElseGet(() -> Sampling.every(range));
    return Arrays.stream(table).filter(filter::matches).toArray();
  }

  private int framesPerPartition(int rows) {
    return options
        .framesPerPartition()
        .orElseGet(
            () -> {
              int cores = SparkSession.active().sparkContext().defaultParallelism();
              int shares = Math.max(1, cores * RANGES_PER_CORE) * ALIGNMENT;
              int aligned = Math.max(1, (rows + shares - 1) / shares) * ALIGNMENT;
              return Math.min(aligned, LARGEST_RANGE);
            });
  }
}
