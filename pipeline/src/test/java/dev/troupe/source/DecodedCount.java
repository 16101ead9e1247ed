package dev.troupe.source;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.adaptive.AdaptiveSparkPlanExec;
import org.apache.spark.sql.execution.adaptive.QueryStageExec;
import org.apache.spark.sql.execution.datasources.v2.BatchScanExec;
import scala.jdk.javaapi.CollectionConverters;

/** How many frames a query that ran has decoded, from the metrics of its executed plan. */
final class DecodedCount {
  private DecodedCount() {}

  static long of(Dataset<?> ran) {
    List<BatchScanExec> scans = new ArrayList<>();
    collect(ran.queryExecution().executedPlan(), scans);
    if (scans.size() != 1) {
      throw new IllegalArgumentException("a query with one scan, found " + scans.size());
    }
    return scans.get(0).metrics().apply("framesDecoded").value();
  }

  private static void collect(SparkPlan plan, List<BatchScanExec> scans) {
    if (plan instanceof BatchScanExec scan) {
      scans.add(scan);
    } else if (plan instanceof AdaptiveSparkPlanExec adaptive) {
      collect(adaptive.executedPlan(), scans);
    } else if (plan instanceof QueryStageExec stage) {
      collect(stage.plan(), scans);
    } else {
      CollectionConverters.asJava(plan.children()).forEach(child -> collect(child, scans));
    }
  }
}
