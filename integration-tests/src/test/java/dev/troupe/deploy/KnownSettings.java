package dev.troupe.deploy;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.s3a.Constants;
import org.apache.hadoop.fs.s3a.commit.CommitConstants;
import org.apache.spark.internal.config.ConfigEntry;
import org.apache.spark.launcher.SparkLauncher;

/**
 * Which settings somebody reads: those that Spark's modules register, constants of Hadoop's S3
 * client, families with names of the user's own, and what NVIDIA documents for RAPIDS.
 */
final class KnownSettings {
  /** Scala objects that register Spark's settings when they are first touched. */
  private static final Set<String> REGISTRIES =
      Set.of(
          "org.apache.spark.internal.config.package$",
          "org.apache.spark.internal.config.Network$",
          "org.apache.spark.internal.config.Status$",
          "org.apache.spark.internal.config.UI$",
          "org.apache.spark.internal.config.Worker$",
          "org.apache.spark.deploy.k8s.Config$",
          "org.apache.spark.sql.internal.SQLConf$");

  private static final Pattern FREE_NAMES =
      Pattern.compile(
          "spark\\.executorEnv\\.[A-Z][A-Z_]+"
              + "|spark\\.metrics\\.conf\\.\\*\\.sink\\.prometheusServlet\\.(class|path)"
              + "|spark\\.(driver|executor)\\.resource\\.gpu\\.(amount|discoveryScript|vendor)"
              + "|spark\\.task\\.resource\\.gpu\\.amount");

  private static final Set<String> RAPIDS =
      Set.of(
          "spark.rapids.sql.enabled",
          "spark.rapids.sql.explain",
          "spark.rapids.sql.concurrentGpuTasks",
          "spark.rapids.memory.gpu.allocFraction",
          "spark.rapids.memory.gpu.minAllocFraction",
          "spark.rapids.memory.gpu.maxAllocFraction");

  private static final String HADOOP = "spark.hadoop.";

  private final Set<String> s3a = new TreeSet<>();

  KnownSettings() throws ReflectiveOperationException {
    for (String registry : REGISTRIES) {
      Class.forName(registry);
    }
    collect(Constants.class);
    collect(CommitConstants.class);
  }

  /** What is wrong with a setting, if anything. */
  Optional<String> fault(String key, String value) {
    ConfigEntry<?> entry = ConfigEntry.findEntry(key);
    if (entry != null) {
      try {
        entry.valueConverter().apply(value);
        return Optional.empty();
      } catch (IllegalArgumentException e) {
        return Optional.of("%s: %s".formatted(key, e.getMessage()));
      }
    }
    boolean known =
        key.equals(SparkLauncher.SPARK_MASTER)
            || FREE_NAMES.matcher(key).matches()
            || RAPIDS.contains(key)
            || (key.startsWith(HADOOP) && s3a.contains(key.substring(HADOOP.length())));
    return known ? Optional.empty() : Optional.of("nobody reads " + key);
  }

  private void collect(Class<?> constants) throws IllegalAccessException {
    for (Field field : constants.getFields()) {
      if (Modifier.isStatic(field.getModifiers())
          && field.get(null) instanceof String name
          && name.startsWith("fs.s3a.")) {
        s3a.add(name);
      }
    }
  }
}
