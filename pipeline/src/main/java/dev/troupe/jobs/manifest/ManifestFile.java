package dev.troupe.jobs.manifest;

import dev.troupe.problems.RequestException;
import dev.troupe.source.HadoopFiles;
import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PushbackReader;
import java.io.Reader;
import java.nio.channels.Channels;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * A manifest in a file system: CSV, JSON Lines or Parquet, by the ending of its name.
 *
 * @param uri its URI or path
 * @param format what it holds
 */
public record ManifestFile(String uri, Format format) {
  private static final int BYTE_ORDER_MARK = 0xFEFF;

  /** The ways to write a manifest. */
  public enum Format {
    /** Comma-separated values with a header, RFC 4180: .csv. */
    CSV,
    /** One JSON object a line: .jsonl or .ndjson. */
    JSON_LINES,
    /** A Parquet file or a folder of them, as Spark writes them: .parquet. */
    PARQUET
  }

  /**
   * A manifest by its name.
   *
   * @param uri a URI or path
   * @return the manifest, not yet looked at
   * @throws RequestException if its ending is none of the known
   */
  public static ManifestFile of(String uri) {
    String name = uri.toLowerCase(Locale.ROOT);
    while (name.endsWith("/")) {
      name = name.substring(0, name.length() - 1);
    }
    if (name.endsWith(".csv")) {
      return new ManifestFile(uri, Format.CSV);
    }
    if (name.endsWith(".jsonl") || name.endsWith(".ndjson")) {
      return new ManifestFile(uri, Format.JSON_LINES);
    }
    if (name.endsWith(".parquet")) {
      return new ManifestFile(uri, Format.PARQUET);
    }
    throw new RequestException(
        List.of(
            "Cannot read manifest %s: expected a name that ends in .csv, .jsonl or .parquet"
                .formatted(uri)));
  }

  /** What a line's number follows in messages. */
  String linePlace() {
    String path = uri.replaceAll("/+$", "");
    String name = path.substring(path.lastIndexOf('/') + 1);
    return format == Format.PARQUET ? name + ", row" : name + ", line";
  }

  /**
   * Makes sure that it is there.
   *
   * @throws RequestException if it is not
   * @throws IOException if the file system cannot be asked
   */
  void checkThere() throws IOException {
    try {
      boolean folder =
          HadoopFiles.fileSystem(uri).getFileStatus(HadoopFiles.path(uri)).isDirectory();
      if (folder && format != Format.PARQUET) {
        throw wrong("expected a file, found a folder");
      }
    } catch (FileNotFoundException e) {
      throw wrong("there is no such file");
    } catch (IllegalArgumentException e) {
      throw wrong("that is no name of a file: " + e.getMessage());
    }
  }

  private RequestException wrong(String why) {
    return new RequestException(List.of("Cannot read manifest %s: %s".formatted(uri, why)));
  }

  /** Its text, which is UTF-8 or an error, without a byte order mark. */
  @SuppressWarnings("MustBeClosedChecker") // the caller closes it
  Reader text() throws IOException {
    PushbackReader reader =
        new PushbackReader(
            new BufferedReader(
                new InputStreamReader(
                    Channels.newInputStream(HadoopFiles.input(uri).open()),
                    StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT)),
                1 << 16));
    int first = reader.read();
    if (first >= 0 && first != BYTE_ORDER_MARK) {
      reader.unread(first);
    }
    return reader;
  }
}
