package dev.troupe.jobs.stages;

import dev.troupe.source.VideoSchema;
import java.util.Arrays;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Checks a stage's columns before anything runs; whether values may be null does not matter. */
final class StageColumns {
  private StageColumns() {}

  /**
   * Checks that a column has a type.
   *
   * @param what the type in words
   * @throws IllegalArgumentException if it is missing or of another type
   */
  static void checkType(StructType schema, String column, DataType type, String what) {
    DataType found = schema.apply(column).dataType();
    if (!same(found, type)) {
      throw new IllegalArgumentException(
          "column %s must be %s, found %s".formatted(column, what, found.sql()));
    }
  }

  /**
   * Checks for one column of Spark's image schema, or for its six fields in order.
   *
   * @throws IllegalArgumentException if they are neither
   */
  static void checkImage(StructType schema, String[] columns) {
    if (columns.length == 1) {
      checkType(schema, columns[0], VideoSchema.IMAGE_TYPE, "of Spark's image schema");
      return;
    }
    StructField[] fields = VideoSchema.IMAGE_TYPE.fields();
    boolean fits = columns.length == fields.length;
    for (int i = 0; fits && i < fields.length; i++) {
      fits = same(schema.apply(columns[i]).dataType(), fields[i].dataType());
    }
    if (!fits) {
      throw new IllegalArgumentException(
          "input columns must be one image or its six fields in order, %s; found %s"
              .formatted(
                  String.join(", ", VideoSchema.IMAGE_TYPE.fieldNames()),
                  String.join(", ", columns)));
    }
  }

  /**
   * Checks the number of output columns, and that they are new.
   *
   * @throws IllegalArgumentException if they are not
   */
  static void checkOutputs(StructType schema, String[] columns, int count) {
    if (columns.length != count) {
      throw new IllegalArgumentException(
          "output columns must be %d, found %d".formatted(count, columns.length));
    }
    for (String column : columns) {
      if (Arrays.stream(schema.fieldNames()).anyMatch(column::equalsIgnoreCase)) {
        throw new IllegalArgumentException("output column " + column + " exists already");
      }
    }
  }

  /** Names and types inside, without what may be null. */
  private static boolean same(DataType one, DataType other) {
    return one.catalogString().equals(other.catalogString());
  }
}
