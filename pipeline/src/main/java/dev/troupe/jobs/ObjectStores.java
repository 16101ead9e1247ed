package dev.troupe.jobs;

import java.util.Map;

/** How Spark's own files, Parquet tables, are committed where a rename is a copy. */
final class ObjectStores {
  private static final String CLOUD = "org.apache.spark.internal.io.cloud.";

  /** Spark settings, for where nobody has set them. */
  static final Map<String, String> DEFAULTS =
      Map.of(
          // Tables in S3 appear whole by completing uploads; elsewhere these give Hadoop's
          // committer.
          "spark.sql.sources.commitProtocolClass",
          CLOUD + "PathOutputCommitProtocol",
          "spark.sql.parquet.output.committer.class",
          CLOUD + "BindingParquetOutputCommitter",
          "spark.hadoop.mapreduce.outputcommitter.factory.scheme.s3a",
          "org.apache.hadoop.fs.s3a.commit.S3ACommitterFactory",
          "spark.hadoop.fs.s3a.committer.name",
          "magic",
          // No objects that stand for folders, and none of the questions that they need.
          "spark.hadoop.fs.s3a.performance.flags",
          "create,delete,mkdir");

  private ObjectStores() {}
}
