package dev.troupe.cli;

import dev.troupe.jobs.plan.Price;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The cluster that a plan is for, and its price. */
final class ClusterOptions {
  @Option(
      names = "--cores",
      paramLabel = "N",
      description =
          "Plan for this many cores (default: those of --master and of spark.executor settings).")
  private @Nullable Integer cores;

  @Option(
      names = "--price-per-hour",
      paramLabel = "PRICE",
      description = "What one machine costs an hour, in any currency; the plan gives the cost.")
  private @Nullable Double price;

  @Option(
      names = "--cores-per-machine",
      paramLabel = "N",
      description =
          "Cores of one machine, for the cost (default: all planned cores are one machine's).")
  private @Nullable Integer coresPerMachine;

  OptionalInt cores() {
    return cores == null ? OptionalInt.empty() : OptionalInt.of(cores);
  }

  Optional<Price> price() {
    return Optional.ofNullable(price)
        .map(
            given ->
                new Price(
                    given,
                    coresPerMachine == null
                        ? OptionalInt.empty()
                        : OptionalInt.of(coresPerMachine)));
  }

  List<String> mistakes() {
    List<String> mistakes = new ArrayList<>();
    if (cores != null && cores < 1) {
      mistakes.add("Option --cores must be at least 1, found %d.".formatted(cores));
    }
    if (coresPerMachine != null && coresPerMachine < 1) {
      mistakes.add(
          "Option --cores-per-machine must be at least 1, found %d.".formatted(coresPerMachine));
    }
    if (price != null && !(price >= 0 && Double.isFinite(price))) {
      mistakes.add("Option --price-per-hour must not be negative, found %s.".formatted(price));
    }
    return mistakes;
  }
}
