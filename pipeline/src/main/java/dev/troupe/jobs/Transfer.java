package dev.troupe.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;

import dev.troupe.motion.Keypoints;
import dev.troupe.motion.MotionTransfer;
import dev.troupe.motion.TransferMode;
import dev.troupe.problems.RequestException;
import dev.troupe.source.VideoSchema;
import dev.troupe.udfs.KeypointColumns;
import dev.troupe.udfs.KeypointFunctions;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** Turns driving keypoints into those that animate the source: columns in, columns out. */
final class Transfer {
  /** The column that {@link #apply} adds: a struct of positions and Jacobians. */
  static final String TRANSFERRED = "transferred";

  private static final KeypointColumns DRIVING =
      KeypointColumns.named(MotionTable.KEYPOINTS, MotionTable.JACOBIANS);

  private Transfer() {}

  /** Adds the transferred keypoints to a motion table. */
  static Dataset<Row> apply(Dataset<Row> motion, Column transfer) {
    return motion.withColumn(TRANSFERRED, transfer);
  }

  /**
   * The transfer that a request asks for.
   *
   * @throws RequestException if the reference frame is not in the motion table or cannot serve
   */
  static Column choose(
      Dataset<Row> motion, Keypoints source, AnimateRequest.Motion request, int firstFrame) {
    if (request.transfer() == TransferMode.ABSOLUTE) {
      return KeypointFunctions.transferAbsolute(DRIVING);
    }
    AnimateRequest.Reference wanted =
        request.reference().orElseGet(() -> AnimateRequest.Reference.frame(firstFrame));
    Row row = referenceRow(motion, source, wanted);
    Keypoints reference = MotionTable.keypoints(row, 1, 2);
    refuseUnusable(source, reference, row.getInt(0));
    return KeypointFunctions.transferRelative(
        KeypointColumns.constant(source),
        KeypointColumns.constant(reference),
        DRIVING,
        lit(request.adaptScale()));
  }

  /** Here rather than in every task: a transfer relative to the frame can be made. */
  private static void refuseUnusable(Keypoints source, Keypoints reference, int index) {
    try {
      MotionTransfer.relative(source, reference, false);
    } catch (IllegalArgumentException e) {
      throw new RequestException(
          List.of("Cannot take motion relative to frame %d: %s.".formatted(index, e.getMessage())));
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
    Column distance =
        KeypointFunctions.poseDistance(lit(source.values()), col(MotionTable.KEYPOINTS));
    Column nearest = struct(distance.as("distance"), columns[0], columns[1], columns[2]);
    Row best = motion.select(min(nearest)).first().getStruct(0);
    return RowFactory.create(best.get(1), best.get(2), best.get(3));
  }
}
