package dev.troupe.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which items a batch has: a manifest's, or every source with every clip. */
final class ItemSelection {
  @Option(
      names = "--manifest",
      paramLabel = "FILE",
      description =
          "The items: .csv, .jsonl or .parquet with the columns source, driving, output and any"
              + " option below by its name; relative names are relative to the manifest's folder.")
  private @Nullable String manifest;

  @Option(
      names = "--sources",
      paramLabel = "GLOB",
      description =
          "Instead of a manifest: source images, each of which performs every clip; may be"
              + " repeated.")
  private List<String> sources = new ArrayList<>();

  @Option(
      names = "--drivings",
      paramLabel = "GLOB",
      description = "Driving clips for --sources; may be repeated.")
  private List<String> drivings = new ArrayList<>();

  @Option(
      names = "--output",
      paramLabel = "TEMPLATE",
      description =
          "The outputs' names for --sources: {source} and {driving} stand for the inputs' names"
              + " without folder and suffix, as in out/{source}/{driving}.mp4.")
  private @Nullable String output;

  Optional<String> manifest() {
    return Optional.ofNullable(manifest);
  }

  List<String> sources() {
    return sources;
  }

  List<String> drivings() {
    return drivings;
  }

  String output() {
    return output == null ? "" : output;
  }

  boolean isEmpty() {
    return manifest == null && sources.isEmpty() && drivings.isEmpty() && output == null;
  }

  /** What is wrong with a selection that is not empty. */
  List<String> mistakes() {
    List<String> mistakes = new ArrayList<>();
    check(!sources.isEmpty(), "--sources", mistakes);
    check(!drivings.isEmpty(), "--drivings", mistakes);
    check(output != null, "--output", mistakes);
    return mistakes;
  }

  private void check(boolean given, String option, List<String> mistakes) {
    if (manifest != null && given) {
      mistakes.add("Option %s cannot be combined with --manifest.".formatted(option));
    } else if (manifest == null && !given) {
      mistakes.add("Option %s is missing: give it, or a --manifest.".formatted(option));
    }
  }
}
