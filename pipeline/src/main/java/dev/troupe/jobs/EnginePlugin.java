package dev.troupe.jobs;

import dev.troupe.inference.EngineStart;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.PluginContext;
import org.apache.spark.api.plugin.SparkPlugin;
import org.jspecify.annotations.Nullable;

/**
 * Starts PyTorch in every executor as it starts, beside whatever comes first: its libraries take a
 * second to load, while an executor waits for the driver to look at the inputs.
 */
public final class EnginePlugin implements SparkPlugin {
  private static final String PLUGINS = "spark.plugins";

  /** Adds the plugin to those that the user has. */
  static void configure(SparkConf conf) {
    String own = EnginePlugin.class.getName();
    String others = conf.get(PLUGINS, "").strip();
    conf.set(PLUGINS, others.isEmpty() ? own : others + "," + own);
  }

  /** The driver runs no networks. */
  @Override
  public @Nullable DriverPlugin driverPlugin() {
    return null;
  }

  @Override
  public ExecutorPlugin executorPlugin() {
    return new ExecutorPlugin() {
      @Override
      public void init(PluginContext context, Map<String, String> extra) {
        EngineStart.inBackground();
      }
    };
  }
}
