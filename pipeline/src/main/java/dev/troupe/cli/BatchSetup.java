package dev.troupe.cli;

import dev.troupe.jobs.batch.BatchRequest;
import dev.troupe.jobs.manifest.BatchItem;
import dev.troupe.jobs.manifest.CrossProduct;
import dev.troupe.jobs.manifest.FileNames;
import dev.troupe.jobs.manifest.Manifest;
import dev.troupe.jobs.manifest.ManifestFile;
import dev.troupe.jobs.manifest.OutputFolder;
import dev.troupe.jobs.manifest.OutputTemplate;
import dev.troupe.problems.RequestException;
import dev.troupe.source.HadoopFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Makes a checked request of a batch's options. */
final class BatchSetup {
  private static final String FAILED = "failed.jsonl";

  private final BatchOptions options;
  private final LazySession session;
  private final Manifest manifest;

  BatchSetup(BatchOptions options, LazySession session) throws IOException {
    this.options = options;
    this.session = session;
    this.manifest = new Manifest(options.defaults(), options::rowModel);
  }

  /**
   * The request; empty if nothing failed that could be retried.
   *
   * @throws RequestException with everything that is wrong with it
   */
  Optional<BatchRequest> request() throws IOException {
    boolean replay = options.selection().isEmpty();
    List<BatchItem> items = replay ? List.of() : selected();
    BatchRequest.Places places = places(items);
    if (options.retryFailed()) {
      items = failed(places.report(), items);
    }
    checkOutside(items, places.library(), "library");
    checkOutside(items, places.report(), "report");
    return items.isEmpty()
        ? Optional.empty()
        : Optional.of(new BatchRequest(items, places, options.policy()));
  }

  private List<BatchItem> selected() throws IOException {
    ItemSelection selection = options.selection();
    if (selection.manifest().isPresent()) {
      ManifestFile file = ManifestFile.of(selection.manifest().get());
      return manifest.read(file, session::get);
    }
    OutputTemplate output = new OutputTemplate(selection.output());
    return new CrossProduct(output, options.defaults())
        .items(selection.sources(), selection.drivings());
  }

  /** Where library and report are, by default beside the outputs. */
  private BatchRequest.Places places(List<BatchItem> items) throws IOException {
    Optional<String> common = items.isEmpty() ? Optional.empty() : OutputFolder.of(items);
    List<String> mistakes = new ArrayList<>();
    Optional<String> manifestFile = options.selection().manifest();
    String report =
        place(
            options.report(), common.map(folder -> folder + "/troupe-report"), "report", mistakes);
    // A replay has no outputs yet that the library could stand beside, but a report that did.
    Optional<String> beside = items.isEmpty() ? Optional.of(parent(report)) : common;
    String library =
        place(
            options.library(),
            beside.map(folder -> folder + "/troupe-library"),
            "library",
            mistakes);
    if (mistakes.isEmpty() && library.equals(report)) {
      mistakes.add("Options --library and --report must not name the same folder.");
    }
    if (!mistakes.isEmpty()) {
      throw new RequestException(mistakes);
    }
    return new BatchRequest.Places(
        library, report, items.isEmpty() ? Optional.of(report + "/" + FAILED) : manifestFile);
  }

  private static String place(
      Optional<String> given, Optional<String> usual, String what, List<String> mistakes)
      throws IOException {
    if (given.isEmpty() && usual.isEmpty()) {
      mistakes.add(
          "The outputs have no folder in common where the %s could go: give --%s."
              .formatted(what, what));
      return "";
    }
    try {
      return given.isPresent()
          ? FileNames.here().resolve(given.get().replaceAll("(?<=[^/:])/+$", ""))
          : usual.orElseThrow();
    } catch (IllegalArgumentException e) {
      mistakes.add("Option --%s: %s.".formatted(what, e.getMessage()));
      return "";
    }
  }

  /** What failed in the run that the report is of; of chosen items, those that did. */
  private List<BatchItem> failed(String report, List<BatchItem> chosen) throws IOException {
    ManifestFile file = ManifestFile.of(report + "/" + FAILED);
    if (!HadoopFiles.isFolder(report)) {
      throw new RequestException(
          List.of("Cannot retry what failed: there is no report %s".formatted(report)));
    }
    var place = HadoopFiles.path(file.uri());
    var files = HadoopFiles.fileSystem(file.uri());
    if (!files.exists(place) || files.getFileStatus(place).getLen() == 0) {
      return List.of();
    }
    List<BatchItem> failed = manifest.read(file, session::get);
    if (options.selection().isEmpty()) {
      return failed;
    }
    Set<String> outputs = new HashSet<>();
    failed.forEach(item -> outputs.add(item.output()));
    return chosen.stream().filter(item -> outputs.contains(item.output())).toList();
  }

  private static void checkOutside(List<BatchItem> items, String folder, String what) {
    for (BatchItem item : items) {
      if (item.output().startsWith(folder + "/")) {
        throw new RequestException(
            List.of(
                "Cannot write %s: it lies in the %s %s".formatted(item.output(), what, folder)));
      }
    }
  }

  private static String parent(String place) {
    return place.substring(0, Math.max(0, place.lastIndexOf('/')));
  }
}
