package dev.troupe.cli;

import dev.troupe.inference.Compute;
import dev.troupe.jobs.batch.BatchRequest;
import dev.troupe.jobs.manifest.ItemOptions;
import dev.troupe.model.ModelLocation;
import dev.troupe.problems.RequestException;
import dev.troupe.source.HadoopFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What {@code render} and {@code plan} are asked for. */
final class BatchOptions {
  @Mixin private ItemSelection selection = new ItemSelection();

  @Option(
      names = "--library",
      paramLabel = "URI",
      description =
          "Where motion and appearances are kept for later runs (default: troupe-library in the"
              + " outputs' common folder).")
  private @Nullable String library;

  @Option(
      names = "--report",
      paramLabel = "URI",
      description = "Where the report goes (default: troupe-report in the outputs' common folder).")
  private @Nullable String report;

  @Option(
      names = "--max-failures",
      paramLabel = "N",
      description = "Stop when more than N items have failed (default: go on).")
  private @Nullable Integer maxFailures;

  @Option(
      names = "--retry-failed",
      description =
          "Only the items that failed in the last run, as the failed.jsonl of its report says;"
              + " needs no --manifest if --report is given.")
  private boolean retryFailed;

  @Option(names = "--strict", description = "Treat warnings of the preflight as failures.")
  private boolean strict;

  @Option(
      names = "--overwrite",
      description =
          "Render again what is up to date, and replace outputs that Troupe did not make.")
  private boolean overwrite;

  @Option(
      names = "--no-remote-models",
      description =
          "Refuse rows that name a model by the URI of another file system; --model itself may.")
  private boolean noRemoteModels;

  @Mixin private AnimationOptions animation = new AnimationOptions();

  @Option(
      names = "--frames",
      description = "Also write each frame as a lossless PNG into the folder OUTPUT-frames.")
  private boolean frames;

  @Mixin private SparkOptions spark = new SparkOptions();

  ItemSelection selection() {
    return selection;
  }

  Optional<String> library() {
    return Optional.ofNullable(library);
  }

  Optional<String> report() {
    return Optional.ofNullable(report);
  }

  boolean retryFailed() {
    return retryFailed;
  }

  SparkOptions spark() {
    return spark;
  }

  ModelOptions model() {
    return animation.model();
  }

  /** The model that a row names. */
  ModelLocation rowModel(String wanted) throws IOException {
    if (noRemoteModels && !HadoopFiles.isLocal(wanted) && !model().isGiven(wanted)) {
      throw new RequestException(
          List.of(
              "Cannot use model %s: --no-remote-models forbids rows that".formatted(wanted)
                  + " name a model by URI"));
    }
    return model().find(wanted);
  }

  BatchRequest.Policy policy() {
    return new BatchRequest.Policy(
        maxFailures == null ? OptionalInt.empty() : OptionalInt.of(maxFailures),
        strict,
        overwrite,
        retryFailed);
  }

  Compute compute() throws IOException {
    return animation.compute();
  }

  /** What was found in hardware, if it was looked for. */
  Optional<String> hardwareNote() {
    return animation.hardwareNote();
  }

  /** How items are made whose row does not say otherwise. */
  ItemOptions defaults() throws IOException {
    return new ItemOptions(
        animation.model().location(),
        animation.pictures(),
        animation.motion(),
        animation.compare(),
        animation.visualize(),
        frames,
        animation.resize(),
        animation.sound());
  }

  List<String> mistakes() {
    List<String> mistakes = new ArrayList<>(spark.mistakes());
    if (selection.isEmpty() && !retryFailed) {
      mistakes.add("Give the items: --manifest, or --sources, --drivings and --output.");
    } else if (selection.isEmpty() && report == null) {
      mistakes.add("Option --retry-failed needs --report, or the items of the last run.");
    } else if (!selection.isEmpty()) {
      mistakes.addAll(selection.mistakes());
    }
    if (maxFailures != null && maxFailures < 0) {
      mistakes.add("Option --max-failures must not be negative, found %d.".formatted(maxFailures));
    }
    mistakes.addAll(animation.mistakes());
    return mistakes;
  }
}
