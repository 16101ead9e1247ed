package dev.troupe.jobs.library;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.troupe.jobs.ContentHash;
import dev.troupe.media.Deinterlacing;
import dev.troupe.media.FrameSize;
import dev.troupe.source.Concurrently;
import dev.troupe.source.HadoopFiles;
import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * What earlier runs found of inputs: JSON Lines files, one for each run that found something new.
 * An entry counts only while its input's stamp is the same and its own hash fits, so stale and
 * damaged ones do no harm, and neither does losing one: its input is read again.
 */
final class InputIndex {
  /** More files than this are made one. */
  private static final int MOST_FILES = 32;

  /** The hash of an entry without this field. */
  private static final String CHECK = "check";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Library library;

  InputIndex(Library library) {
    this.library = library;
  }

  /** An input and the stamp of its present content. */
  record Stamped(Input input, String stamp) {}

  /** What is known of some inputs, as they are now. */
  Map<Input, KnownInput> lookUp(List<Stamped> wanted) throws IOException {
    Map<String, Stamped> byName = new HashMap<>();
    wanted.forEach(each -> byName.put(name(each.input()) + each.stamp(), each));
    Map<Input, KnownInput> known = new HashMap<>();
    forEachLine(
        files(),
        line -> {
          JsonNode entry = parse(line);
          String name = entry.path("input").asText() + entry.path("stamp").asText();
          Stamped match = byName.get(name);
          if (match != null) {
            read(match.input(), entry, known);
          }
        });
    return known;
  }

  /** Keeps what was found. */
  void add(List<Stamped> stamped, Map<Input, KnownInput> known) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (Stamped each : stamped) {
      KnownInput found = known.get(each.input());
      if (found != null && found.failure().isEmpty()) {
        lines.append(write(each, found)).append('\n');
      }
    }
    if (lines.length() > 0) {
      put(lines);
    }
  }

  /** Makes many files one. What another run adds or merges meanwhile is kept or found again. */
  void merge() throws IOException {
    List<String> files = files();
    if (files.size() <= MOST_FILES) {
      return;
    }
    Map<String, String> latest = new HashMap<>();
    forEachLine(
        files,
        line -> {
          JsonNode entry = parse(line);
          if (!entry.isEmpty()) {
            latest.put(entry.path("input").asText(), line);
          }
        });
    StringBuilder lines = new StringBuilder();
    latest.values().forEach(line -> lines.append(line).append('\n'));
    put(lines);
    Concurrently.map(
        files, file -> HadoopFiles.fileSystem(file).delete(HadoopFiles.path(file), false));
  }

  private void put(StringBuilder lines) throws IOException {
    String file = "%s/%s.jsonl".formatted(library.inputs(), UUID.randomUUID());
    library.put(lines.toString().getBytes(StandardCharsets.UTF_8), file);
  }

  private List<String> files() throws IOException {
    try {
      return HadoopFiles.list(library.inputs());
    } catch (FileNotFoundException e) {
      return List.of();
    }
  }

  private static void forEachLine(List<String> files, Consumer<String> reader) throws IOException {
    for (String file : files) {
      try (BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(
                  Channels.newInputStream(HadoopFiles.input(file).open()),
                  StandardCharsets.UTF_8))) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          reader.accept(line);
        }
      } catch (FileNotFoundException | NoSuchFileException e) {
        // Another run has just merged it.
      }
    }
  }

  private static String name(Input input) {
    String name = "%s %s %s".formatted(input.kind(), input.imageRate(), input.uri());
    return input.deinterlacing() == Deinterlacing.AUTO ? name : name + " " + input.deinterlacing();
  }

  private static String write(Stamped stamped, KnownInput known) {
    ObjectNode entry = JSON.createObjectNode();
    entry.put("input", name(stamped.input()));
    entry.put("stamp", stamped.stamp());
    entry.put("sha256", known.hash());
    entry.put("bytes", known.bytes());
    if (known.facts() != null) {
      ObjectNode clip = entry.putObject("clip");
      clip.put("times", known.facts().times());
      clip.put("size", known.facts().size().toString());
      clip.put("sound", known.facts().sound());
      clip.put("damage", known.facts().damage());
      clip.put("traits", known.facts().traits());
      clip.put("soundFault", known.facts().soundFault());
    }
    entry.put(CHECK, ContentHash.of(entry.toString()));
    return entry.toString();
  }

  /** An entry, or an empty one where the line is not as it was written. */
  private static JsonNode parse(String line) {
    try {
      if (JSON.readTree(line) instanceof ObjectNode entry
          && entry.remove(CHECK) instanceof TextNode check
          && check.textValue().equals(ContentHash.of(entry.toString()))) {
        return entry;
      }
    } catch (JsonProcessingException e) {
      // As good as none.
    }
    return JSON.createObjectNode();
  }

  /** An entry that makes no sense is as good as none. */
  private static void read(Input input, JsonNode entry, Map<Input, KnownInput> known) {
    String hash = entry.path("sha256").asText();
    long bytes = entry.path("bytes").asLong(-1);
    JsonNode clip = entry.path("clip");
    if (!hash.matches("[0-9a-f]{64}")
        || bytes < 0
        || clip.isObject() != (input.kind() == Input.Kind.CLIP)
        || clip.isObject() != clip.path("traits").isTextual()) {
      return;
    }
    if (!clip.isObject()) {
      known.put(input, new KnownInput(input, hash, bytes, null, null));
      return;
    }
    try {
      String times = clip.path("times").asText();
      CompactTimeline.read(times);
      KnownClip.Facts facts =
          new KnownClip.Facts(
              times,
              FrameSize.parse(clip.path("size").asText()),
              clip.path("sound").asBoolean(),
              clip.path("damage").isTextual() ? clip.path("damage").asText() : null,
              clip.path("traits").asText(),
              clip.path("soundFault").isTextual() ? clip.path("soundFault").asText() : null);
      known.put(input, new KnownInput(input, hash, bytes, facts, null));
    } catch (IllegalArgumentException | ArithmeticException e) {
      // Found again by reading the clip.
    }
  }
}
