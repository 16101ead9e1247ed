package dev.troupe.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.udf;

import dev.troupe.motion.Keypoints;
import dev.troupe.motion.MotionTransfer;
import dev.troupe.motion.PoseDistance;
import dev.troupe.motion.TransferMode;
import dev.troupe.problems.RequestException;
import dev.troupe.source.VideoSchema;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import scala.collection.Seq;
import scala.jdk.javaapi.CollectionConverters;

/** Turns driving keypoints into those that animate the source: columns in, columns out. */
final class Transfer {
  /** The column that {@link #apply} adds: a struct of positions and Jacobians. */
  static final String TRANSFERRED = "transferred";

  private static final StructType KEYPOINTS_TYPE =
      new StructType()
          .add(MotionTable.KEYPOINTS, MotionTable.floats(), false)
          .add(MotionTable.JACOBIANS, MotionTable.floats(), false);

  private Transfer() {}

  /** Adds the transferred keypoints to a motion table. */
  static Dataset<Row> apply(Dataset<Row> motion, MotionTransfer transfer) {
    UDF2<Seq<Float>, Seq<Float>, Row> function =
        (values, jacobians) -> {
          Keypoints moved = transfer.apply(keypoints(values, jacobians));
          return RowFactory.create(moved.values(), moved.jacobians());
        };
    return motion.withColumn(
        TRANSFERRED,
        udf(function, KEYPOINTS_TYPE)
            .apply(col(MotionTable.KEYPOINTS), col(MotionTable.JACOBIANS)));
  }

  /**
   * The transfer that a request asks for.
   *
   * @throws RequestException if the reference frame is not in the motion table or cannot serve
   */
  static MotionTransfer choose(
      Dataset<Row> motion, Keypoints source, AnimateRequest.Motion request, int firstFrame) {
    if (request.transfer() == TransferMode.ABSOLUTE) {
      return MotionTransfer.absolute();
    }
    AnimateRequest.Reference wanted =
        request.reference().orElseGet(() -> AnimateRequest.Reference.frame(firstFrame));
    Row reference = referenceRow(motion, source, wanted);
    try {
      return MotionTransfer.relative(
          source, MotionTable.keypoints(reference, 1, 2), request.adaptScale());
    } catch (IllegalArgumentException e) {
      throw new RequestException(
          List.of(
              "Cannot take motion relative to frame %d: %s."
                  .formatted(reference.getInt(0), e.getMessage())));
    }
  }

  /** index, keypoints, jacobians of the reference frame. */
  private static Row referenceRow(
      Dataset<Row> motion, Keypoints source, AnimateRequest.Reference reference) {
    Column index = col(VideoSchema.INDEX);
    Column[] columns = {index, col(MotionTable.KEYPOINTS), col(MotionTable.JACOBIANS)};
    if (reference.index().isPresent()) {
      int wanted = reference.index().getAsInt();
      return motion.select(columns).where(index.equalTo(wanted)).first();
    }
    UDF2<Seq<Float>, Seq<Float>, Double> distance =
        (values, jacobians) -> PoseDistance.of(source, keypoints(values, jacobians));
    Column nearest =
        struct(
            udf(distance, DataTypes.DoubleType).apply(columns[1], columns[2]).as("distance"),
            columns[0],
            columns[1],
            columns[2]);
    Row best = motion.select(min(nearest)).first().getStruct(0);
    return RowFactory.create(best.get(1), best.get(2), best.get(3));
  }

  private static Keypoints keypoints(Seq<Float> values, Seq<Float> jacobians) {
    return new Keypoints(floats(values), floats(jacobians));
  }

  private static float[] floats(Seq<Float> numbers) {
    List<Float> list = CollectionConverters.asJava(numbers);
    float[] array = new float[list.size()];
    for (int i = 0; i < array.length; i++) {
      array[i] = list.get(i);
    }
    return array;
  }
}
