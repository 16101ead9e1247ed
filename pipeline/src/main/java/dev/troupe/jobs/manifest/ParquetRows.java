package dev.troupe.jobs.manifest;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.NullType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;

/** Rows of a Parquet file, or of a folder of them, read through Spark. */
final class ParquetRows {
  private ParquetRows() {}

  /** Reads all rows; a partition at a time is in memory. */
  static void read(SparkSession spark, String uri, Mistakes mistakes, ManifestRow.Reader rows) {
    Dataset<Row> table;
    try {
      table =
          spark
              .read()
              .option("__globPaths__", "false") // a manifest's name is no pattern
              .parquet(dev.troupe.source.HadoopFiles.path(uri).toString());
    } catch (RuntimeException e) {
      if (isBadFile(e)) {
        mistakes.add(1, "this is no Parquet file: " + firstLine(e));
        return;
      }
      throw e;
    }
    StructField[] fields = table.schema().fields();
    List<String> wrong = Columns.mistakes(Arrays.stream(fields).map(StructField::name).toList());
    wrong.forEach(mistakes::add);
    for (StructField field : fields) {
      if (Columns.isKnown(field.name()) && !isPlain(field.dataType())) {
        mistakes.add(
            "Column %s must hold text, numbers or booleans, found %s"
                .formatted(field.name(), field.dataType().simpleString()));
      }
    }
    if (mistakes.isEmpty()) {
      pass(table.toLocalIterator(), fields, rows);
    }
  }

  private static void pass(Iterator<Row> table, StructField[] fields, ManifestRow.Reader rows) {
    for (int number = 1; table.hasNext(); number++) {
      Row row = table.next();
      Map<String, String> values = new HashMap<>();
      for (int i = 0; i < fields.length; i++) {
        if (!row.isNullAt(i)) {
          String text = text(row.get(i));
          if (!text.isBlank()) {
            values.put(fields[i].name(), text);
          }
        }
      }
      rows.accept(new ManifestRow(number, values));
    }
  }

  private static boolean isPlain(DataType type) {
    return type instanceof StringType
        || type instanceof NumericType
        || type instanceof BooleanType
        || type instanceof NullType;
  }

  private static String text(Object value) {
    if (value instanceof BigDecimal decimal) {
      return ManifestRow.number(decimal);
    }
    if (value instanceof Double || value instanceof Float) {
      double number = ((Number) value).doubleValue();
      return Double.isFinite(number)
          ? ManifestRow.number(new BigDecimal(value.toString()))
          : value.toString();
    }
    return value.toString();
  }

  private static boolean isBadFile(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SparkException
          || String.valueOf(cause.getMessage()).contains("Parquet")) {
        return true;
      }
    }
    return false;
  }

  private static String firstLine(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage()).lines().findFirst().orElse("it cannot be read");
  }
}
