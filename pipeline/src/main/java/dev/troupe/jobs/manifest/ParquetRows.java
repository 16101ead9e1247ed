package dev.troupe.jobs.manifest;

import dev.troupe.source.HadoopFiles;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    Optional<Dataset<Row>> opened = open(spark, uri, mistakes);
    if (opened.isEmpty()) {
      return;
    }
    Dataset<Row> table = opened.get();
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

  /** Reads the schema. Spark throws exceptions that its methods do not declare. */
  private static Optional<Dataset<Row>> open(SparkSession spark, String uri, Mistakes mistakes) {
    try {
      return Optional.of(
          spark
              .read()
              .option("__globPaths__", "false") // a manifest's name is no pattern
              .parquet(HadoopFiles.path(uri).toString()));
    } catch (Exception e) {
      Throwable root = e;
      while (root.getCause() != null) {
        root = root.getCause();
      }
      if (root instanceof IOException) {
        throw e;
      }
      String why = String.valueOf(root.getMessage()).lines().findFirst().orElse("no further word");
      mistakes.add("Cannot read manifest %s: this is no Parquet file: %s".formatted(uri, why));
      return Optional.empty();
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
}
