package dev.troupe.jobs.batch;

import dev.troupe.jobs.OutputChecks;
import dev.troupe.jobs.Outputs;
import dev.troupe.jobs.RenderPlan;
import dev.troupe.jobs.WorkFolder;
import dev.troupe.jobs.batch.InspectedItem.Needs;
import dev.troupe.jobs.batch.InspectedItem.Status;
import dev.troupe.source.Concurrently;
import dev.troupe.source.FileFacts;
import dev.troupe.source.HadoopFiles;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.hadoop.fs.FileStatus;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/** Finds out how much of items there is, and which outputs nobody may replace. */
final class OutputStates {
  /** So many items are looked at together. */
  private static final int TOGETHER = 100_000;

  /** More sidecars than this are read in tasks. */
  private static final int MOST_FROM_HERE = 2000;

  private final Supplier<SparkSession> spark;
  private final BatchRequest request;
  private final Map<String, Set<String>> begun = new HashMap<>();
  private final List<String> mistakes = new ArrayList<>();

  OutputStates(Supplier<SparkSession> spark, BatchRequest request) {
    this.spark = spark;
    this.request = request;
  }

  /** One sentence for each output that was not made by Troupe, with its item. */
  List<String> mistakes() {
    return mistakes;
  }

  /** Looks at all items and replaces each by itself with its status. */
  void examine(List<InspectedItem> items) throws IOException {
    for (int from = 0; from < items.size(); from += TOGETHER) {
      examineTogether(items.subList(from, Math.min(items.size(), from + TOGETHER)));
    }
  }

  private void examineTogether(List<InspectedItem> items) throws IOException {
    List<String> outputs = new ArrayList<>();
    for (InspectedItem item : items) {
      if (item.needs().isPresent()) {
        Outputs names = names(item);
        outputs.addAll(names.all());
      }
    }
    Map<String, FileFacts> found = FileFacts.find(outputs);
    Map<String, Sidecar> sidecars = sidecars(outputs, found);
    for (int i = 0; i < items.size(); i++) {
      InspectedItem item = items.get(i);
      if (item.needs().isPresent()) {
        items.set(i, item.with(status(item, item.needs().get(), found, sidecars)));
      }
    }
  }

  private Map<String, Sidecar> sidecars(List<String> outputs, Map<String, FileFacts> found)
      throws IOException {
    List<String> existing =
        outputs.stream().filter(name -> name.endsWith(".json") && isFile(found, name)).toList();
    List<Optional<Sidecar>> read = new ArrayList<>();
    if (existing.size() <= MOST_FROM_HERE) {
      read.addAll(Concurrently.map(existing, Sidecar::read));
    } else {
      JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.get().sparkContext());
      int tasks = Math.max(context.defaultParallelism(), existing.size() / MOST_FROM_HERE);
      context
          .parallelize(existing, tasks)
          .map(uri -> Sidecar.read(uri).map(List::of).orElse(List.of()))
          .collect()
          .forEach(each -> read.add(each.stream().findFirst()));
    }
    Map<String, Sidecar> sidecars = new HashMap<>();
    for (int i = 0; i < existing.size(); i++) {
      String uri = existing.get(i);
      read.get(i).ifPresent(sidecar -> sidecars.put(uri, sidecar));
    }
    return sidecars;
  }

  private Status status(
      InspectedItem item, Needs needs, Map<String, FileFacts> found, Map<String, Sidecar> sidecars)
      throws IOException {
    Outputs names = names(item);
    Sidecar sidecar = sidecars.get(names.report());
    WorkFolder work = WorkFolder.shared(item.item().output(), needs.key());
    boolean begunBefore = begun(item).contains(work.name());
    if (sidecar != null
        && !request.policy().overwrite()
        && isUpToDate(item, needs, sidecar, found)) {
      return Status.DONE;
    }
    boolean damaged = sidecar == null && isFile(found, names.report());
    boolean ours =
        sidecar != null
            || begunBefore
            || (damaged
                && Origin.isHere(
                    isFile(found, names.video()) ? names.video() : names.report(), names.report()));
    checkReplaceable(item, ours, found);
    int committed = begunBefore ? committed(work, item.segments()).cardinality() : 0;
    return committed > 0 ? Status.partly(committed) : Status.UNTOUCHED;
  }

  private static boolean isFile(Map<String, FileFacts> found, String name) {
    FileFacts facts = found.get(name);
    return facts != null && !facts.folder();
  }

  private static boolean isUpToDate(
      InspectedItem item, Needs needs, Sidecar sidecar, Map<String, FileFacts> found) {
    String video = item.item().output();
    String folder = video.substring(0, video.lastIndexOf('/') + 1);
    return sidecar.itemKey().equals(needs.key())
        && names(item).all().stream().allMatch(found::containsKey)
        && sidecar.files().containsKey(video.substring(folder.length()))
        && sidecar.files().entrySet().stream()
            .allMatch(
                file ->
                    Optional.ofNullable(found.get(folder + file.getKey()))
                        .filter(facts -> facts.bytes() == file.getValue())
                        .isPresent());
  }

  private void checkReplaceable(InspectedItem item, boolean ours, Map<String, FileFacts> found)
      throws IOException {
    String where = request.nameOf(item.item()) + ": ";
    if (item.item().options().frames()) {
      OutputChecks.mistakes(item.item().request(true)).forEach(each -> mistakes.add(where + each));
    }
    for (String file : names(item).files()) {
      FileFacts facts = found.get(file);
      if (facts != null && facts.folder()) {
        mistakes.add(where + "Cannot write %s: expected a file, found a folder.".formatted(file));
      } else if (facts != null && !ours && !request.policy().overwrite()) {
        mistakes.add(
            where
                + "Cannot write %s: it exists and was not made by a batch; give --overwrite to replace it."
                    .formatted(file));
      }
    }
  }

  /** The names of the work folders beside an item's output. */
  private Set<String> begun(InspectedItem item) throws IOException {
    String root = WorkFolder.sharedRoot(item.item().output());
    Set<String> keys = begun.get(root);
    if (keys == null) {
      keys = new HashSet<>(folders(root));
      begun.put(root, keys);
    }
    return keys;
  }

  /** The work folders of items that there are. */
  static List<WorkFolder> begun(List<InspectedItem> items) throws IOException {
    Map<String, Set<String>> names = new HashMap<>();
    List<WorkFolder> begun = new ArrayList<>();
    for (InspectedItem item : items) {
      if (item.needs().isPresent()) {
        String output = item.item().output();
        String root = WorkFolder.sharedRoot(output);
        Set<String> known = names.get(root);
        if (known == null) {
          known = new HashSet<>(folders(root));
          names.put(root, known);
        }
        WorkFolder work = WorkFolder.shared(output, item.needs().get().key());
        if (known.contains(work.name())) {
          begun.add(work);
        }
      }
    }
    return begun;
  }

  private static List<String> folders(String root) throws IOException {
    List<String> names = new ArrayList<>();
    try {
      for (FileStatus inside : HadoopFiles.fileSystem(root).listStatus(HadoopFiles.path(root))) {
        names.add(inside.getPath().getName());
      }
    } catch (FileNotFoundException e) {
      // No run has begun there, or it has finished.
    }
    return names;
  }

  /** The segments in a work folder, of those that an item has. */
  static BitSet committed(WorkFolder work, int segments) throws IOException {
    BitSet committed = new BitSet();
    try {
      for (String file : HadoopFiles.list(work.folder(RenderPlan.Series.RESULT.folder()))) {
        String name = file.substring(file.lastIndexOf('/') + 1);
        if (name.matches("\\d{6,8}\\.mp4")) {
          committed.set(Integer.parseInt(name.substring(0, name.length() - 4)));
        }
      }
    } catch (FileNotFoundException e) {
      // None yet, or not any more.
    }
    committed.clear(segments, Math.max(segments, committed.length()));
    return committed;
  }

  private static Outputs names(InspectedItem item) {
    return Outputs.of(item.item().request(true).outputs());
  }
}
