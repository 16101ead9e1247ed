package dev.troupe.source;

import dev.troupe.media.Codecs;
import dev.troupe.media.Frame;
import dev.troupe.media.FrameRange;
import dev.troupe.media.Rational;
import dev.troupe.media.ReadAhead;
import dev.troupe.media.Scaling;
import dev.troupe.media.Timeline;
import dev.troupe.problems.BadDataException;
import dev.troupe.problems.ItemBoundary;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/**
 * Decodes a partition's frames, a few ahead of the query that takes them; without the image column
 * it only reads the timeline.
 */
final class VideoReader implements PartitionReader<InternalRow> {
  private final VideoPartition partition;
  private final List<String> columns;
  private final Optional<Scaling> scaling;
  private final Codecs codecs;
  private final UTF8String clipName;
  private @Nullable ReadAhead frames;
  private @Nullable InternalRow row;
  private int position;
  private long decoded;
  private long nanosBefore;

  VideoReader(
      VideoPartition partition, StructType schema, Optional<Scaling> scaling, Codecs codecs) {
    this.partition = partition;
    this.columns = Arrays.asList(schema.fieldNames());
    this.scaling = scaling;
    this.codecs = codecs;
    this.clipName = UTF8String.fromString(partition.clip().name());
  }

  @Override
  public boolean next() throws IOException {
    int[] indices = partition.indices();
    if (position == indices.length) {
      return false;
    }
    int index = indices[position++];
    Optional<Frame> frame = Optional.empty();
    if (columns.contains(VideoSchema.IMAGE)) {
      String attempt = "Cannot decode %s, frame %d".formatted(clipName, index);
      frame = Optional.of(ItemBoundary.orBadData(attempt, () -> decode(index)));
    }
    row = row(index, frame);
    return true;
  }

  @Override
  public InternalRow get() {
    if (row == null) {
      throw new IllegalStateException("next() comes before get()");
    }
    return row;
  }

  @Override
  public CustomTaskMetric[] currentMetricsValues() {
    return new CustomTaskMetric[] {DecodedFrames.value(decoded)};
  }

  @Override
  public void close() {
    if (frames != null) {
      frames.close();
    }
  }

  @SuppressWarnings("MustBeClosedChecker") // closed by close(), which Spark calls at the task's end
  private Frame decode(int index) {
    int[] indices = partition.indices();
    if (frames == null) {
      frames =
          ReadAhead.of(
              partition.clip(),
              new FrameRange(index, indices[indices.length - 1] + 1),
              scaling,
              codecs);
    }
    nanosBefore = frames.nanos();
    while (true) {
      Frame frame =
          frames
              .next()
              .orElseThrow(
                  () ->
                      new BadDataException(
                          "Cannot decode %s: frame %d is missing".formatted(clipName, index)));
      decoded++;
      if (frame.index() == index) {
        return frame;
      }
    }
  }

  private InternalRow row(int index, Optional<Frame> frame) {
    Timeline timeline = partition.clip().timeline();
    @Nullable Object[] values = new @Nullable Object[columns.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          switch (columns.get(i)) {
            case VideoSchema.CLIP -> clipName;
            case VideoSchema.INDEX -> index;
            case VideoSchema.TIME -> time(timeline.time(index));
            case VideoSchema.KEY_FRAME -> timeline.isKey(index);
            case VideoSchema.DECODE_NANOS -> frames == null ? null : frames.nanos() - nanosBefore;
            case VideoSchema.IMAGE -> frame.map(this::image).orElseThrow();
            default -> throw new IllegalStateException("no column " + columns.get(i));
          };
    }
    return new GenericInternalRow(values);
  }

  private static InternalRow time(Rational time) {
    return new GenericInternalRow(new Object[] {time.numerator(), time.denominator()});
  }

  private InternalRow image(Frame frame) {
    return new GenericInternalRow(
        new Object[] {
          clipName,
          frame.picture().height(),
          frame.picture().width(),
          3,
          VideoSchema.MODE_8UC3,
          frame.picture().bgr()
        });
  }
}
