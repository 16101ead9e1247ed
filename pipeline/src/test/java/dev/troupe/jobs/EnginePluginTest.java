package dev.troupe.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;

class EnginePluginTest {
  private static final String OWN = "dev.troupe.jobs.EnginePlugin";

  @Test
  void configure_noPlugins_isTheOnlyOne() {
    SparkConf conf = new SparkConf(false);

    EnginePlugin.configure(conf);

    assertThat(conf.get("spark.plugins")).isEqualTo(OWN);
  }

  @Test
  void configure_pluginsOfTheUser_keepsThem() {
    SparkConf conf = new SparkConf(false).set("spark.plugins", "com.nvidia.spark.SQLPlugin");

    EnginePlugin.configure(conf);

    assertThat(conf.get("spark.plugins")).isEqualTo("com.nvidia.spark.SQLPlugin," + OWN);
  }
}
