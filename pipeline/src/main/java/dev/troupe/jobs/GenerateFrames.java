package dev.troupe.jobs;

import dev.troupe.inference.Appearance;
import dev.troupe.inference.Compute;
import dev.troupe.inference.FrameGenerator;
import dev.troupe.media.Picture;
import dev.troupe.model.ModelLocation;
import dev.troupe.motion.Keypoints;
import dev.troupe.problems.BadDataException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.TaskCompletionListener;

/**
 * Runs the frame generator over a partition of motion rows and appends a column of pictures. Rows
 * carry their schema and lists: Spark may hand them as they are to the function behind this one.
 */
final class GenerateFrames implements MapPartitionsFunction<Row, Row> {
  private static final long serialVersionUID = 1L;

  private final ModelLocation model;
  private final Compute compute;
  private final Broadcast<Appearance> appearance;
  private final int keypointColumn;
  private final int jacobianColumn;
  private final StructType output;

  GenerateFrames(
      ModelLocation model,
      Compute compute,
      Broadcast<Appearance> appearance,
      int[] motionColumns,
      StructType output) {
    this.model = model;
    this.compute = compute;
    this.appearance = appearance;
    this.keypointColumn = motionColumns[0];
    this.jacobianColumn = motionColumns[1];
    this.output = output;
  }

  @Override
  @SuppressWarnings("MustBeClosedChecker") // closed when the task ends, however it ends
  public Iterator<Row> call(Iterator<Row> rows) {
    FrameGenerator generator = new FrameGenerator(model, appearance.value(), compute);
    TaskContext.get()
        .addTaskCompletionListener((TaskCompletionListener) context -> generator.close());
    return new BatchedRows(rows, compute.generatorBatch(), batch -> generate(generator, batch));
  }

  private List<Row> generate(FrameGenerator generator, List<Row> batch) {
    List<Picture> pictures = generator.generate(batch.stream().map(this::keypoints).toList());
    List<Row> generated = new ArrayList<>();
    for (int i = 0; i < batch.size(); i++) {
      generated.add(append(batch.get(i), ImageRows.row("", pictures.get(i))));
    }
    return generated;
  }

  private Row append(Row row, Row picture) {
    Object[] values = new Object[row.length() + 1];
    for (int i = 0; i < row.length(); i++) {
      values[i] = row.get(i);
    }
    values[row.length()] = picture;
    return new GenericRowWithSchema(values, output);
  }

  private Keypoints keypoints(Row row) {
    if (row.isNullAt(keypointColumn) || row.isNullAt(jacobianColumn)) {
      throw new BadDataException("Cannot generate a frame: expected keypoints, found null");
    }
    Keypoints keypoints = MotionTable.keypoints(row, keypointColumn, jacobianColumn);
    Keypoints source = appearance.value().keypoints();
    if (keypoints.count() != source.count() || keypoints.hasJacobians() != source.hasJacobians()) {
      throw new BadDataException(
          "Cannot generate a frame: expected %s, found %s"
              .formatted(words(source), words(keypoints)));
    }
    return keypoints;
  }

  private static String words(Keypoints keypoints) {
    return "%d keypoints with%s Jacobians"
        .formatted(keypoints.count(), keypoints.hasJacobians() ? "" : "out");
  }
}
