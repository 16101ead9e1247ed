package dev.troupe.jobs.report;

import dev.troupe.problems.Redaction;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Takes secrets out of what a report is given, before any of its files sees it: passwords out of
 * files' names, everything that is known to be secret out of sentences.
 */
final class HiddenSecrets {
  private final Redaction redaction;

  HiddenSecrets(Redaction redaction) {
    this.redaction = redaction;
  }

  ItemRow row(ItemRow row) {
    ItemRow.Item item = row.item();
    ItemRow.Outcome outcome = row.outcome();
    return new ItemRow(
        new ItemRow.Item(
            item.number(),
            item.line(),
            Redaction.uri(item.source()),
            Redaction.uri(item.driving()),
            Redaction.uri(item.output())),
        new ItemRow.Outcome(
            outcome.status(),
            outcome.reason().map(redaction::text),
            outcome.segments(),
            outcome.segmentsReused(),
            outcome.taskSeconds()),
        row.hashes(),
        row.video(),
        new ItemRow.Findings(texts(row.findings().warnings()), row.findings().previews()));
  }

  /** A line of a manifest: it must name the same files when it is read again. */
  Map<String, Object> line(Map<String, ?> line) {
    Map<String, Object> safe = new LinkedHashMap<>();
    line.forEach(
        (key, value) -> safe.put(key, value instanceof String s ? Redaction.uri(s) : value));
    return safe;
  }

  RunFacts run(RunFacts run) {
    RunFacts.Request request = run.request();
    RunFacts.Cluster cluster = run.cluster();
    return new RunFacts(
        new RunFacts.Request(
            request.manifest().map(Redaction::uri),
            Redaction.uri(request.library()),
            texts(request.notes())),
        new RunFacts.Cluster(
            redaction.text(cluster.master()), cluster.application(), cluster.executors()),
        run.times(),
        run.plan(),
        run.measured());
  }

  private List<String> texts(List<String> texts) {
    return texts.stream().map(redaction::text).toList();
  }
}
