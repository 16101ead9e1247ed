package dev.troupe.jobs.library;

import dev.troupe.jobs.ContentHash;
import dev.troupe.source.FileFacts;
import dev.troupe.source.HadoopFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/** Finds out about many inputs: from the index, or else by reading them in tasks. */
public final class Inputs {
  private static final int TASKS_PER_CORE = 4;

  /** Small files are many to a task. */
  private static final int FILES_PER_TASK = 64;

  private final Supplier<SparkSession> spark;
  private final Library library;
  private final boolean remember;

  /**
   * Inputs of a batch.
   *
   * @param spark reads what is not known; asked for if there is such
   * @param library keeps what is known
   * @param remember whether what is found is kept there
   */
  public Inputs(Supplier<SparkSession> spark, Library library, boolean remember) {
    this.spark = spark;
    this.library = library;
    this.remember = remember;
  }

  /**
   * Finds out about inputs.
   *
   * @param inputs any
   * @return each with what is known of it, or why it cannot be used
   * @throws IOException if a file system fails
   */
  public Map<Input, KnownInput> find(Collection<Input> inputs) throws IOException {
    Map<Input, KnownInput> known = new LinkedHashMap<>();
    List<InputIndex.Stamped> stamped = stamp(inputs, known);
    InputIndex index = new InputIndex(library);
    known.putAll(index.lookUp(stamped));
    List<InputIndex.Stamped> unknown =
        stamped.stream().filter(each -> !known.containsKey(each.input())).toList();
    if (!unknown.isEmpty()) {
      read(unknown).forEach(found -> known.put(found.input(), found));
      if (remember) {
        index.add(unknown, known);
        index.merge();
      }
    }
    return known;
  }

  /** The stamps of inputs that exist; the others are known to be bad. */
  private static List<InputIndex.Stamped> stamp(
      Collection<Input> inputs, Map<Input, KnownInput> known) throws IOException {
    Map<String, FileFacts> facts =
        FileFacts.find(inputs.stream().map(Input::uri).distinct().toList());
    List<InputIndex.Stamped> stamped = new ArrayList<>();
    for (Input input : inputs) {
      FileFacts found = facts.get(input.uri());
      if (found == null) {
        known.put(
            input,
            KnownInput.bad(input, "Cannot read %s: there is no such file".formatted(input.uri())));
      } else {
        String stamp = found.folder() ? folderStamp(input.uri()) : found.stamp();
        stamped.add(new InputIndex.Stamped(input, stamp));
      }
    }
    return stamped;
  }

  private static String folderStamp(String folder) throws IOException {
    Map<String, FileFacts> files = new TreeMap<>(FileFacts.find(HadoopFiles.list(folder)));
    StringBuilder text = new StringBuilder();
    files.forEach(
        (file, facts) -> text.append(file).append(' ').append(facts.stamp()).append('\n'));
    return ContentHash.of(text.toString());
  }

  private List<KnownInput> read(List<InputIndex.Stamped> unknown) {
    List<Input> inputs = new ArrayList<>(unknown.stream().map(InputIndex.Stamped::input).toList());
    inputs.sort(Comparator.comparing(Input::kind).thenComparing(Input::uri));
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.get().sparkContext());
    int tasks =
        Math.max(context.defaultParallelism() * TASKS_PER_CORE, inputs.size() / FILES_PER_TASK);
    return context
        .parallelize(inputs, Math.min(tasks, inputs.size()))
        .map(InputProbe::of)
        .collect();
  }
}
