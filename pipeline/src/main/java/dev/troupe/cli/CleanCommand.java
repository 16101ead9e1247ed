package dev.troupe.cli;

import dev.troupe.jobs.batch.Cleaning;
import dev.troupe.jobs.library.LibraryCleaning;
import dev.troupe.jobs.manifest.BatchItem;
import dev.troupe.jobs.manifest.FileNames;
import dev.troupe.jobs.manifest.ItemOptions;
import dev.troupe.jobs.manifest.Manifest;
import dev.troupe.jobs.manifest.ManifestFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code troupe clean}: removes what interrupted batches left. */
@Command(
    name = "clean",
    description =
        "Removes the unfinished work (.troupe) that interrupted batches left beside outputs. Not"
            + " while a batch runs.",
    sortOptions = false,
    mixinStandardHelpOptions = true,
    versionProvider = VersionText.class)
final class CleanCommand extends JobCommand {
  @Parameters(
      paramLabel = "URI",
      arity = "0..*",
      description = "Folders of outputs, with all below.")
  private List<String> folders = new ArrayList<>();

  @Option(
      names = "--manifest",
      paramLabel = "FILE",
      description = "Clean where the outputs of this manifest go.")
  private @Nullable String manifest;

  @Option(
      names = "--library",
      paramLabel = "URI",
      description = "Also remove what this library has held for long; needs --older-than.")
  private @Nullable String library;

  @Option(
      names = "--older-than",
      paramLabel = "DAYS",
      description = "How long an entry of the library must have been there to be removed.")
  private @Nullable Integer days;

  @Option(names = "--dry-run", description = "Only show what would be removed.")
  private boolean dryRun;

  @Mixin private SparkOptions spark = new SparkOptions();

  @Override
  public List<String> mistakes() {
    List<String> mistakes = new ArrayList<>(spark.mistakes());
    if (folders.isEmpty() && manifest == null && library == null) {
      mistakes.add("Give the folders to clean, a --manifest or a --library.");
    }
    if ((library == null) != (days == null)) {
      mistakes.add("Options --library and --older-than need each other.");
    }
    if (days != null && days < 0) {
      mistakes.add("Option --older-than must not be negative, found %d.".formatted(days));
    }
    return mistakes;
  }

  @Override
  public Integer call() throws IOException {
    PrintWriter out = out();
    try (LazySession session = new LazySession("troupe clean", spark, false)) {
      List<String> removed = new ArrayList<>();
      for (String folder : folders) {
        removed.addAll(Cleaning.runIn(FileNames.here().resolve(folder), dryRun));
      }
      if (manifest != null) {
        removed.addAll(Cleaning.run(items(manifest, session), dryRun));
      }
      if (library != null && days != null) {
        Instant before = Instant.now().minus(Duration.ofDays(days));
        removed.addAll(LibraryCleaning.run(FileNames.here().resolve(library), before, dryRun));
      }
      removed.forEach(place -> out.println((dryRun ? "Would remove " : "Removed ") + place));
      out.println(
          removed.isEmpty()
              ? "Nothing to clean"
              : removed.size() + (dryRun ? " found" : " removed"));
      return 0;
    }
  }

  /** Only the outputs matter: models that are gone meanwhile are no mistake. */
  private static List<BatchItem> items(String manifest, LazySession session) throws IOException {
    ItemOptions defaults = new BatchOptions().defaults();
    return new Manifest(defaults, name -> defaults.model())
        .read(ManifestFile.of(manifest), session::get);
  }
}
