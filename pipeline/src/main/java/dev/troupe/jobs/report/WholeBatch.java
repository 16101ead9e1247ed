package dev.troupe.jobs.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.troupe.problems.BadDataException;
import dev.troupe.source.HadoopFiles;
import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The batch that a report is of already, for a run that makes some of its items: those keep their
 * numbers and lines, and what is said of the others stays.
 */
final class WholeBatch {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Set<String> outputs;
  private final Map<String, ItemRow.Item> known = new HashMap<>();
  private final int[] numbers;

  private WholeBatch(List<String> outputs) {
    this.outputs = new HashSet<>(outputs);
    this.numbers = new int[outputs.size()];
  }

  /**
   * The batch of an earlier report; one of its own where that cannot be read.
   *
   * @param outputs the run's items, by number
   */
  static WholeBatch of(ReportFolder folder, List<String> outputs) throws IOException {
    WholeBatch batch = new WholeBatch(outputs);
    int next = 0;
    try {
      if (folder.has(Table.ITEMS)) {
        TableReader.read(
            folder.uri(), Table.ITEMS, row -> batch.known.put(row.item().output(), row.item()));
      }
    } catch (BadDataException e) {
      batch.known.clear(); // who carries rows over says so
    }
    for (ItemRow.Item item : batch.known.values()) {
      next = Math.max(next, item.number() + 1);
    }
    for (int i = 0; i < batch.numbers.length; i++) {
      ItemRow.Item item = batch.known.get(outputs.get(i));
      batch.numbers[i] = item == null ? next++ : item.number();
    }
    return batch;
  }

  /** The number in the batch of an item of the run. */
  int number(int own) {
    return numbers[own];
  }

  /** An item's row with its number and line in the batch. */
  ItemRow placed(ItemRow row) {
    ItemRow.Item item = row.item();
    ItemRow.Item before = known.getOrDefault(item.output(), item);
    return new ItemRow(
        new ItemRow.Item(
            number(item.number()), before.line(), item.source(), item.driving(), item.output()),
        row.outcome(),
        row.hashes(),
        row.video(),
        row.findings());
  }

  /** Whether an item is none of this run. */
  boolean isAnother(String output) {
    return !outputs.contains(output);
  }

  /** The lines of failed.jsonl about other items; what is not to be understood is left out. */
  List<String> otherFailures(ReportFolder folder) throws IOException {
    List<String> others = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                Channels.newInputStream(HadoopFiles.input(folder.file(ReportFolder.FAILED)).open()),
                StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Optional<String> output = output(line);
        if (output.isPresent() && isAnother(output.get())) {
          others.add(line);
        }
      }
    } catch (FileNotFoundException | NoSuchFileException e) {
      // Nothing failed, or there is no report.
    }
    return others;
  }

  private static Optional<String> output(String line) {
    try {
      return Optional.ofNullable(JSON.readTree(line))
          .map(entry -> entry.path("output").textValue());
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /** The run with the manifest of the whole batch, where that is known. */
  static RunFacts withManifest(ReportFolder folder, RunFacts run) throws IOException {
    try {
      RunFacts.Request asked = run.request();
      Optional<String> manifest = folder.run().run().request().manifest();
      return new RunFacts(
          new RunFacts.Request(manifest, asked.library(), asked.notes()),
          run.cluster(),
          run.times(),
          run.plan(),
          run.measured());
    } catch (BadDataException e) {
      return run;
    }
  }
}
