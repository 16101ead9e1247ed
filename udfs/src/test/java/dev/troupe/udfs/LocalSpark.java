package dev.troupe.udfs;

import org.apache.spark.sql.SparkSession;

/** The tests' Spark session, with the functions registered. */
final class LocalSpark {
  private LocalSpark() {}

  static SparkSession session() {
    SparkSession session =
        SparkSession.builder()
            .master("local[2]")
            .config("spark.ui.enabled", false)
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.sql.shuffle.partitions", 2)
            // An adaptive plan says only after it has run what was compiled.
            .config("spark.sql.adaptive.enabled", false)
            .config("spark.sql.warehouse.dir", "target/spark-warehouse")
            .getOrCreate();
    KeypointFunctions.register(session);
    return session;
  }
}
