package dev.troupe.jobs;

import dev.troupe.inference.Compute;
import dev.troupe.inference.KeypointDetector;
import dev.troupe.media.FrameSize;
import dev.troupe.media.Picture;
import dev.troupe.model.ModelLocation;
import dev.troupe.motion.Keypoints;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.TaskCompletionListener;
import org.jspecify.annotations.Nullable;

/**
 * Runs the keypoint detector over a partition of rows with an image and appends two columns,
 * positions and Jacobians; the image can be dropped from what is passed on.
 */
final class DetectKeypoints implements MapPartitionsFunction<Row, Row> {
  private static final long serialVersionUID = 1L;

  private final Detection detection;
  private final @Nullable Meter meter;

  /**
   * What is detected and how.
   *
   * @param model where the model package is
   * @param frameSize the network's frame size
   * @param compute device and batch
   * @param imageColumn the index of the image column
   * @param output the rows' schema with the two columns; the image is passed on if it is there
   */
  record Detection(
      ModelLocation model, FrameSize frameSize, Compute compute, int imageColumn, StructType output)
      implements Serializable {}

  DetectKeypoints(Detection detection, Optional<Meter> meter) {
    this.detection = detection;
    this.meter = meter.orElse(null);
  }

  @Override
  @SuppressWarnings("MustBeClosedChecker") // closed when the task ends, however it ends
  public Iterator<Row> call(Iterator<Row> rows) {
    KeypointDetector detector =
        new KeypointDetector(
            detection.model(), detection.frameSize(), TaskDevice.here(detection.compute()));
    TaskContext.get()
        .addTaskCompletionListener((TaskCompletionListener) context -> detector.close());
    // Time to decode is what the rows take to come.
    return new BatchedRows(
        timedRows(rows), detection.compute().detectorBatch(), batch -> detect(detector, batch));
  }

  private Iterator<Row> timedRows(Iterator<Row> rows) {
    if (meter == null) {
      return rows;
    }
    Meter clock = meter;
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return clock.time(Meter.Work.DECODE, rows::hasNext);
      }

      @Override
      public Row next() {
        return clock.time(Meter.Work.DECODE, rows::next);
      }
    };
  }

  private List<Row> detect(KeypointDetector detector, List<Row> batch) {
    List<Picture> pictures =
        batch.stream()
            .map(row -> row.getStruct(detection.imageColumn()))
            .map(image -> ImageRows.picture(image, detection.frameSize()))
            .toList();
    List<Keypoints> found =
        meter == null
            ? detector.detect(pictures)
            : meter.time(Meter.Work.DETECT, () -> detector.detect(pictures));
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < batch.size(); i++) {
      rows.add(append(batch.get(i), found.get(i)));
    }
    if (meter != null) {
      meter.detected(batch.size());
    }
    return rows;
  }

  private Row append(Row row, Keypoints keypoints) {
    boolean keepImage = detection.output().size() == row.length() + 2;
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < row.length(); i++) {
      if (i != detection.imageColumn() || keepImage) {
        values.add(row.get(i));
      }
    }
    values.add(MotionTable.column(keypoints.values()));
    values.add(MotionTable.column(keypoints.jacobians()));
    return new GenericRowWithSchema(values.toArray(), detection.output());
  }
}
