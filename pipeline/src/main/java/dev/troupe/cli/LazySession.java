package dev.troupe.cli;

import dev.troupe.jobs.Sessions;
import org.jspecify.annotations.Nullable;

/** A Spark application that starts when it is first needed: many a mistake is found without it. */
final class LazySession implements AutoCloseable {
  private final String name;
  private final SparkOptions spark;
  private final boolean networks;
  private Sessions.@Nullable Session session;

  /**
   * Makes the settings known to file systems; starts nothing.
   *
   * @param networks whether its tasks run networks
   */
  LazySession(String name, SparkOptions spark, boolean networks) {
    this.name = name;
    this.spark = spark;
    this.networks = networks;
    Sessions.prepare(spark.settings());
  }

  @SuppressWarnings("MustBeClosedChecker") // closed with this
  Sessions.Session get() {
    if (session == null) {
      session =
          networks
              ? Sessions.openForNetworks(name, spark.master(), spark.settings())
              : Sessions.open(name, spark.master(), spark.settings());
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
