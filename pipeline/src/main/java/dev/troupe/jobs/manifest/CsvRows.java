package dev.troupe.jobs.manifest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Rows of comma-separated values (RFC 4180) below a header. */
final class CsvRows {
  private static final int LONGEST_VALUE = 1 << 16;

  private final CsvParser parser;
  private final Mistakes mistakes;

  private CsvRows(CsvParser parser, Mistakes mistakes) {
    this.parser = parser;
    this.mistakes = mistakes;
  }

  /**
   * Reads to the end, or to where the text is no CSV any more.
   *
   * @throws IOException if it cannot be read
   */
  static void read(Reader text, Mistakes mistakes, ManifestRow.Reader rows) throws IOException {
    CsvFactory factory =
        CsvFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder().maxStringLength(LONGEST_VALUE).build())
            .enable(CsvParser.Feature.WRAP_AS_ARRAY)
            .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
            .build();
    try (CsvParser parser = factory.createParser(text)) {
      new CsvRows(parser, mistakes).read(rows);
    }
  }

  private void read(ManifestRow.Reader rows) throws IOException {
    try {
      parser.nextToken(); // the array of all rows
      Optional<Line> header = next();
      if (header.isEmpty()) {
        mistakes.add(1, "the header is missing; expected source,driving,output");
        return;
      }
      List<String> names = header.get().values().stream().map(String::strip).toList();
      List<String> wrong = Columns.mistakes(names);
      wrong.forEach(mistake -> mistakes.add(header.get().number(), mistake));
      if (!Columns.holdFiles(names)) {
        return; // every row would lack what the header lacks
      }
      for (Optional<Line> line = next(); line.isPresent(); line = next()) {
        accept(line.get(), names, rows);
      }
    } catch (JsonProcessingException e) {
      mistakes.add(line(), "this is no CSV: " + e.getOriginalMessage());
    }
  }

  private void accept(Line line, List<String> names, ManifestRow.Reader rows) {
    if (line.values().size() != names.size()) {
      mistakes.add(
          line.number(),
          "expected %d values, found %d".formatted(names.size(), line.values().size()));
      return;
    }
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < names.size(); i++) {
      if (!line.values().get(i).isBlank()) {
        values.put(names.get(i), line.values().get(i));
      }
    }
    rows.accept(new ManifestRow(line.number(), values));
  }

  private Optional<Line> next() throws IOException {
    if (parser.nextToken() != JsonToken.START_ARRAY) {
      return Optional.empty();
    }
    List<String> values = new ArrayList<>();
    int number = line();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (values.isEmpty()) {
        number = line();
      }
      values.add(parser.getText());
    }
    return Optional.of(new Line(number, values));
  }

  private int line() {
    return Math.max(1, parser.currentTokenLocation().getLineNr());
  }

  private record Line(int number, List<String> values) {}
}
