package dev.troupe.jobs;

import dev.troupe.inference.Appearance;
import dev.troupe.inference.Compute;
import dev.troupe.inference.FrameGenerator;
import dev.troupe.media.Picture;
import dev.troupe.model.ModelLocation;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.util.TaskCompletionListener;

/** Runs the frame generator over a partition of motion rows and appends a column of pictures. */
final class GenerateFrames implements MapPartitionsFunction<Row, Row> {
  private static final long serialVersionUID = 1L;

  private final ModelLocation model;
  private final Compute compute;
  private final Broadcast<Appearance> appearance;
  private final int keypointColumn;
  private final int jacobianColumn;

  GenerateFrames(
      ModelLocation model,
      Compute compute,
      Broadcast<Appearance> appearance,
      int keypointColumn,
      int jacobianColumn) {
    this.model = model;
    this.compute = compute;
    this.appearance = appearance;
    this.keypointColumn = keypointColumn;
    this.jacobianColumn = jacobianColumn;
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
    List<Picture> pictures =
        generator.generate(
            batch.stream()
                .map(row -> MotionTable.keypoints(row, keypointColumn, jacobianColumn))
                .toList());
    List<Row> generated = new ArrayList<>();
    for (int i = 0; i < batch.size(); i++) {
      generated.add(ImageRows.append(batch.get(i), ImageRows.row("", pictures.get(i))));
    }
    return generated;
  }
}
