package dev.troupe.source;

import java.util.Arrays;
import java.util.Map;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SQLContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.sources.BaseRelation;
import org.apache.spark.sql.sources.PrunedScan;
import org.apache.spark.sql.types.StructType;

/**
 * The data source behind a temporary view that SQL has defined with its options. Columns are
 * narrowed, filters are left to Spark.
 */
final class VideoRelation extends BaseRelation implements PrunedScan {
  private final SparkSession spark;
  private final Map<String, String> options;

  VideoRelation(SparkSession spark, Map<String, String> options) {
    this.spark = spark;
    this.options = Map.copyOf(options);
  }

  @Override
  public SQLContext sqlContext() {
    return spark.sqlContext();
  }

  @Override
  public StructType schema() {
    return VideoSchema.ROW;
  }

  @Override
  public RDD<Row> buildScan(String[] requiredColumns) {
    Column[] columns = Arrays.stream(requiredColumns).map(functions::col).toArray(Column[]::new);
    Dataset<Row> frames = spark.read().format(VideoDataSource.NAME).options(options).load();
    return frames.select(columns).javaRDD().rdd();
  }
}
