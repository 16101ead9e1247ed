package dev.troupe.jobs.manifest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.Reader;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rows as one JSON object a line. */
final class JsonLines {
  private static final int LONGEST_LINE = 1 << 20;

  private static final ObjectReader JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build()
          .readerFor(JsonNode.class);

  private final Reader text;
  private final Mistakes mistakes;
  private int line;

  private JsonLines(Reader text, Mistakes mistakes) {
    this.text = text;
    this.mistakes = mistakes;
  }

  /**
   * Reads to the end.
   *
   * @throws IOException if it cannot be read
   */
  static void read(Reader text, Mistakes mistakes, ManifestRow.Reader rows) throws IOException {
    try (text) {
      new JsonLines(text, mistakes).read(rows);
    }
  }

  private void read(ManifestRow.Reader rows) throws IOException {
    for (String next = nextLine(); next != null; next = nextLine()) {
      if (!next.isBlank()) {
        accept(next, rows);
      }
    }
  }

  private void accept(String object, ManifestRow.Reader rows) {
    try {
      JsonNode node = JSON.readValue(object);
      if (!node.isObject()) {
        mistakes.add(line, "expected a JSON object such as {\"source\": ...}");
        return;
      }
      Map<String, String> values = new HashMap<>();
      boolean sound = true;
      for (Map.Entry<String, JsonNode> property : node.properties()) {
        sound &= put(property.getKey(), property.getValue(), values);
      }
      if (sound) {
        rows.accept(new ManifestRow(line, values));
      }
    } catch (JsonProcessingException e) {
      mistakes.add(line, "this is no JSON object: " + e.getOriginalMessage());
    }
  }

  private boolean put(String name, JsonNode value, Map<String, String> values) {
    if (!Columns.isKnown(name)) {
      mistakes.add(line, Columns.unknown(name));
      return true;
    }
    if (value.isContainerNode()) {
      mistakes.add(line, name + ": it must be text, a number, true or false");
      return false;
    }
    String text = value.isNumber() ? ManifestRow.number(value.decimalValue()) : value.asText();
    if (!value.isNull() && !text.isBlank()) {
      values.put(name, text);
    }
    return true;
  }

  /** The next line, or null at the end; one that is too long is a mistake and passed over. */
  private @Nullable String nextLine() throws IOException {
    StringBuilder characters = new StringBuilder();
    boolean tooLong = false;
    int next = text.read();
    if (next < 0) {
      return null;
    }
    line++;
    for (; next >= 0 && next != '\n'; next = text.read()) {
      tooLong |= characters.length() == LONGEST_LINE;
      if (!tooLong) {
        characters.append((char) next);
      }
    }
    if (tooLong) {
      mistakes.add(line, "it is too long; expected at most %d characters".formatted(LONGEST_LINE));
      return "";
    }
    return characters.toString();
  }
}
