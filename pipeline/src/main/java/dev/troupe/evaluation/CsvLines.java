package dev.troupe.evaluation;

import java.util.ArrayList;
import java.util.List;

/** Comma-separated lines, fields perhaps in double quotes (RFC 4180). */
final class CsvLines {
  private final String text;
  private int next;

  private CsvLines(String text) {
    this.text = text;
  }

  /** All lines that are not empty, the header among them. */
  static List<List<String>> parse(String text) {
    CsvLines lines = new CsvLines(text.startsWith("\uFEFF") ? text.substring(1) : text);
    List<List<String>> rows = new ArrayList<>();
    while (lines.next < lines.text.length()) {
      List<String> row = lines.row();
      if (row.size() > 1 || !row.get(0).isEmpty()) {
        rows.add(row);
      }
    }
    return rows;
  }

  /** A field as it must be written. */
  static String quoted(String field) {
    return field.matches("[^\",\r\n]*") ? field : "\"" + field.replace("\"", "\"\"") + "\"";
  }

  private List<String> row() {
    List<String> row = new ArrayList<>();
    row.add(field());
    while (next < text.length() && text.charAt(next) == ',') {
      next++;
      row.add(field());
    }
    while (next < text.length() && (text.charAt(next) == '\r' || text.charAt(next) == '\n')) {
      next++;
    }
    return row;
  }

  private String field() {
    StringBuilder field = new StringBuilder();
    boolean quoted = next < text.length() && text.charAt(next) == '"';
    next += quoted ? 1 : 0;
    for (; next < text.length(); next++) {
      char here = text.charAt(next);
      if (quoted && here == '"') {
        boolean doubled = next + 1 < text.length() && text.charAt(next + 1) == '"';
        if (!doubled) {
          quoted = false;
          continue;
        }
        next++;
      } else if (!quoted && (here == ',' || here == '\r' || here == '\n')) {
        break;
      }
      field.append(here);
    }
    return field.toString().strip();
  }
}
