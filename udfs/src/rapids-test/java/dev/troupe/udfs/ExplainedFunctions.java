package dev.troupe.udfs;

import static org.apache.spark.sql.functions.lit;

import dev.troupe.motion.Keypoints;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * A program for spark-submit that asks for every function's result on a motion table. Its argument
 * is a folder that it may create.
 */
public final class ExplainedFunctions {
  private static final String TABLE =
      "SELECT array(float(0), float(0), float(1), float(0), float(0), float(1)) AS keypoints,"
          + " flatten(array_repeat(array(float(1), float(0), float(0), float(1)), 3)) AS jacobians,"
          + " rand(1) AS weight, id = 1 AS flag FROM range(3)";

  private ExplainedFunctions() {}

  /** Runs every function once by name, then the transfer as the batch job writes it. */
  public static void main(String... arguments) throws IOException {
    try (SparkSession session = SparkSession.builder().getOrCreate()) {
      session.sql(TABLE).write().parquet(arguments[0]);
      Dataset<Row> motion = session.read().parquet(arguments[0]);
      motion.createOrReplaceTempView("motion");
      KeypointFunctions.register(session);
      for (KeypointFunction function : KeypointFunction.values()) {
        print(function.sqlName(), session.sql(query(function)).collectAsList());
      }
      print("Column", motion.select(transfer()).collectAsList());
    }
  }

  private static String query(KeypointFunction function) {
    return function.parameters().stream()
        .map(parameter -> parameter.kind().name().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(", ", "SELECT " + function.sqlName() + "(", ") FROM motion"));
  }

  private static org.apache.spark.sql.Column transfer() {
    KeypointColumns constant =
        KeypointColumns.constant(
            new Keypoints(
                new float[] {0, 0, 1, 0, 0, 1}, new float[] {1, 0, 0, 1, 1, 0, 0, 1, 1, 0, 0, 1}));
    return KeypointFunctions.transferRelative(
        constant, constant, KeypointColumns.named("keypoints", "jacobians"), lit(true));
  }

  private static void print(String function, List<Row> rows) {
    System.out.println("RESULTS " + function + " " + rows.size());
  }
}
