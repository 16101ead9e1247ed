package dev.troupe.jobs.batch;

import dev.troupe.jobs.Report;
import dev.troupe.source.HadoopFiles;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;

/** Whose an output is when the JSON file beside it is there but damaged. */
final class Origin {
  /** Where a video says what made it: near one of its ends. */
  private static final int LOOKED_AT = 1 << 20;

  private static final String FIRST_ENTRY = "\"synthetic\"";
  private static final int FIRST_ENTRY_ENDS = 64;

  private Origin() {}

  /**
   * Whether Troupe made them, as far as what is left of them shows.
   *
   * @param video need not exist
   * @param sidecar a JSON file that cannot be understood
   */
  static boolean isHere(String video, String sidecar) throws IOException {
    String text = end(sidecar, true);
    return text.isEmpty()
        || text.substring(0, Math.min(text.length(), FIRST_ENTRY_ENDS)).contains(FIRST_ENTRY)
        || end(video, true).contains(Report.MADE_BY)
        || end(video, false).contains(Report.MADE_BY);
  }

  /** The first or last bytes of a file, each as a character; none of a missing one. */
  private static String end(String file, boolean first) throws IOException {
    try (SeekableByteChannel channel = HadoopFiles.input(file).open()) {
      int count = (int) Math.min(channel.size(), LOOKED_AT);
      channel.position(first ? 0 : channel.size() - count);
      ByteBuffer bytes = ByteBuffer.allocate(count);
      while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
        // goes on
      }
      return new String(bytes.array(), 0, bytes.position(), StandardCharsets.ISO_8859_1);
    } catch (FileNotFoundException | NoSuchFileException e) {
      return "";
    }
  }
}
