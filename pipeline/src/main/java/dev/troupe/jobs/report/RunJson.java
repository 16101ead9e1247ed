package dev.troupe.jobs.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.troupe.jobs.Version;
import dev.troupe.problems.BadDataException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code run.json}: a run's facts for machines, and back. */
final class RunJson {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private RunJson() {}

  /** A run as it was written, and the version that wrote it. */
  record Written(RunFacts run, String version) {}

  static byte[] write(RunFacts run, Totals totals) throws JsonProcessingException {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("tool", ordered("name", "troupe", "version", Version.current()));
    all.put("begin", run.times().begin().toString());
    all.put("end", run.times().end().toString());
    run.request().manifest().ifPresent(manifest -> all.put("manifest", manifest));
    all.put("library", run.request().library());
    all.put("notes", run.request().notes());
    RunFacts.Cluster cluster = run.cluster();
    all.put(
        "cluster",
        ordered(
            "master", cluster.master(),
            "application", cluster.application(),
            "executors", cluster.executors()));
    all.put(
        "items",
        ordered("done", totals.done(), "reused", totals.reused(), "failed", totals.failed()));
    run.plan().ifPresent(plan -> all.put("plan", amounts(plan)));
    all.put("measured", amounts(run.measured()));
    return JSON.writeValueAsBytes(all);
  }

  private static Map<String, Object> amounts(Amounts amounts) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("items", amounts.inputs().items());
    map.put("itemsDone", amounts.inputs().itemsDone());
    map.put("clips", amounts.inputs().clips());
    map.put("characters", amounts.inputs().characters());
    map.put("frames", amounts.frames().all());
    map.put("framesToCapture", amounts.frames().toCapture());
    map.put("framesToRender", amounts.frames().toRender());
    map.put("computeHours", amounts.effort().computeHours());
    map.put("wallSeconds", amounts.effort().wallSeconds());
    map.put("cores", amounts.effort().cores());
    amounts.effort().cost().ifPresent(cost -> map.put("cost", cost));
    map.put("bytesRead", amounts.bytes().read());
    map.put("bytesWritten", amounts.bytes().written());
    return map;
  }

  private static Map<String, Object> ordered(Object... pairs) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put((String) pairs[i], pairs[i + 1]);
    }
    return map;
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws BadDataException if it is not that
   */
  static Written read(String name, byte[] bytes) {
    try {
      JsonNode root = JSON.readTree(bytes);
      RunFacts run =
          new RunFacts(
              new RunFacts.Request(
                  Optional.ofNullable(root.path("manifest").textValue()),
                  text(root, "library"),
                  texts(root.path("notes"))),
              cluster(root.path("cluster")),
              new RunFacts.Times(
                  Instant.parse(text(root, "begin")), Instant.parse(text(root, "end"))),
              root.has("plan") ? Optional.of(amounts(root.path("plan"))) : Optional.empty(),
              amounts(root.path("measured")));
      return new Written(run, text(root.path("tool"), "version"));
    } catch (java.io.IOException | IllegalArgumentException | DateTimeException e) {
      throw new BadDataException(
          "Cannot read %s: it is not the description of a run (%s)".formatted(name, e.getMessage()),
          e);
    }
  }

  private static RunFacts.Cluster cluster(JsonNode node) {
    return new RunFacts.Cluster(
        text(node, "master"), text(node, "application"), (int) number(node, "executors"));
  }

  private static Amounts amounts(JsonNode node) {
    Optional<Double> cost =
        node.path("cost").isNumber()
            ? Optional.of(node.path("cost").doubleValue())
            : Optional.empty();
    return new Amounts(
        new Amounts.Inputs(
            (long) number(node, "items"),
            (long) number(node, "itemsDone"),
            (long) number(node, "clips"),
            (long) number(node, "characters")),
        new Amounts.Frames(
            (long) number(node, "frames"),
            (long) number(node, "framesToCapture"),
            (long) number(node, "framesToRender")),
        new Amounts.Effort(
            number(node, "computeHours"),
            number(node, "wallSeconds"),
            (int) number(node, "cores"),
            cost),
        new Amounts.Bytes((long) number(node, "bytesRead"), (long) number(node, "bytesWritten")));
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(element -> texts.add(element.asText()));
    return texts;
  }

  private static String text(JsonNode node, String name) {
    JsonNode value = node.path(name);
    if (!value.isTextual()) {
      throw new IllegalArgumentException("\"%s\" is missing".formatted(name));
    }
    return value.textValue();
  }

  private static double number(JsonNode node, String name) {
    JsonNode value = node.path(name);
    if (!value.isNumber()) {
      throw new IllegalArgumentException("\"%s\" is missing".formatted(name));
    }
    return value.doubleValue();
  }
}
