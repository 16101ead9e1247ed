package dev.troupe.cli;

import dev.troupe.jobs.Sessions;
import org.jspecify.annotations.Nullable;

/** A Spark application that starts when it is first needed: many a mistake is found without it. */
final class LazySession implements AutoCloseable {
  private final String name;
  private final SparkOptions spark;
  private Sessions.@Nullable Session session;

  /** Makes the settings known to file systems; starts nothing. */
  LazySession(String name, SparkOptions spark) {
    this.name = name;
    this.spark = spark;
    Sessions.prepare(spark.settings());
  }

  @SuppressWarnings("MustBeClosedChecker") // closed with this
  Sessions.Session get() {
    if (session == null) {
      session = Sessions.open(name, spark.master(), spark.settings());
    }
    return session;
  }

  @Override
  public void close() {
    if (session != null) {
      session.close();
    }
  }
}
