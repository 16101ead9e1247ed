package dev.troupe.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a job runs: the options of spark-submit that matter. */
final class SparkOptions {
  /** Those of other schemes may be known to a part of Spark that a cluster has added. */
  private static final Pattern MASTER =
      Pattern.compile(
          "local(\\[(\\*|[1-9]\\d*)(,\\s*[1-9]\\d*)?])?|local-cluster\\[.+]|yarn"
              + "|spark://[^,/:]+:\\d{1,5}(,[^,/:]+:\\d{1,5})*|(?!spark:|local)[a-z][a-z0-9]*://.+");

  @Option(
      names = "--master",
      paramLabel = "URL",
      description =
          "Spark master: local[2], spark://host:7077, k8s://..., as for spark-submit (default:"
              + " every core of this machine).")
  private @Nullable String master;

  @Option(
      names = "--conf",
      paramLabel = "KEY=VALUE",
      description = "A Spark setting, as for spark-submit; may be repeated.")
  private List<String> settings = new ArrayList<>();

  Optional<String> master() {
    return Optional.ofNullable(master);
  }

  Map<String, String> settings() {
    Map<String, String> map = new LinkedHashMap<>();
    for (String setting : settings) {
      int equals = setting.indexOf('=');
      map.put(setting.substring(0, equals), setting.substring(equals + 1));
    }
    return map;
  }

  List<String> mistakes() {
    List<String> mistakes = new ArrayList<>();
    if (master != null && !MASTER.matcher(master).matches()) {
      mistakes.add(
          "Option --master must be local[N], local[*], spark://HOST:PORT, k8s://HOST:PORT or yarn,"
              + " found \"%s\".".formatted(master));
    }
    for (String setting : settings) {
      // Its value may be a secret, and so may a word that is no setting's name.
      String name = SecretArguments.name(setting).map("\"%s\""::formatted).orElse("a word");
      if (setting.indexOf('=') <= 0) {
        mistakes.add("Option --conf must be KEY=VALUE, found %s without \"=\".".formatted(name));
      } else if (!setting.startsWith("spark.")) {
        mistakes.add(
            "Option --conf takes Spark settings, which begin with \"spark.\", found %s."
                .formatted(name));
      }
    }
    return mistakes;
  }
}
