package dev.troupe.jobs;

import dev.troupe.inference.Compute;
import dev.troupe.inference.KeypointDetector;
import dev.troupe.media.FrameSize;
import dev.troupe.media.Picture;
import dev.troupe.model.ModelLocation;
import dev.troupe.motion.Keypoints;
import dev.troupe.problems.ItemBoundary;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
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
  private final @Nullable Counting counting;

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

  /**
   * What is counted.
   *
   * @param meter counts frames and time
   * @param decodeColumn the index of a column with the nanoseconds that decoding took, which is not
   *     passed on
   */
  record Counting(Meter meter, int decodeColumn) implements Serializable {}

  DetectKeypoints(Detection detection, Optional<Counting> counting) {
    this.detection = detection;
    this.counting = counting.orElse(null);
  }

  @Override
  @SuppressWarnings("MustBeClosedChecker") // closed when the task ends, however it ends
  public Iterator<Row> call(Iterator<Row> rows) {
    KeypointDetector detector =
        new KeypointDetector(
            detection.model(), detection.frameSize(), TaskDevice.here(detection.compute()));
    TaskContext.get()
        .addTaskCompletionListener((TaskCompletionListener) context -> detector.close());
    return new BatchedRows(
        rows, detection.compute().detectorBatch(), batch -> detect(detector, batch));
  }

  private List<Row> detect(KeypointDetector detector, List<Row> batch) {
    List<Picture> pictures =
        batch.stream()
            .map(row -> row.getStruct(detection.imageColumn()))
            .map(image -> ImageRows.picture(image, detection.frameSize()))
            .toList();
    List<Keypoints> found = detect(detector, pictures, batch);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < batch.size(); i++) {
      rows.add(append(batch.get(i), found.get(i)));
    }
    if (counting != null) {
      int column = counting.decodeColumn();
      counting
          .meter()
          .add(Meter.Work.DECODE, batch.stream().mapToLong(row -> row.getLong(column)).sum());
      counting.meter().detected(batch.size());
    }
    return rows;
  }

  private List<Keypoints> detect(
      KeypointDetector detector, List<Picture> pictures, List<Row> batch) {
    Row image = batch.get(0).getStruct(detection.imageColumn());
    try {
      return ItemBoundary.orBadData(
          "Cannot detect keypoints in " + image.get(0),
          () ->
              counting == null
                  ? detector.detect(pictures)
                  : counting.meter().time(Meter.Work.DETECT, () -> detector.detect(pictures)));
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }

  private Row append(Row row, Keypoints keypoints) {
    int clock = counting == null ? -1 : counting.decodeColumn();
    int passedOn = counting == null ? row.length() : row.length() - 1;
    boolean keepImage = detection.output().size() == passedOn + 2;
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < row.length(); i++) {
      if (i != clock && (i != detection.imageColumn() || keepImage)) {
        values.add(row.get(i));
      }
    }
    values.add(MotionTable.column(keypoints.values()));
    values.add(MotionTable.column(keypoints.jacobians()));
    return new GenericRowWithSchema(values.toArray(), detection.output());
  }
}
