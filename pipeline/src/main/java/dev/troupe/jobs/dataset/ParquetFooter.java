package dev.troupe.jobs.dataset;

import dev.troupe.jobs.Version;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.KeyValue;
import org.apache.parquet.format.PageEncodingStats;
import org.apache.parquet.format.Util;

/**
 * Writes a Parquet file's footer again, in a fixed order: the library lists encodings and tags as
 * hash tables happen to hold them, which differs from process to process.
 */
final class ParquetFooter {
  private static final int TAIL_BYTES = 8;
  private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);

  private ParquetFooter() {}

  /**
   * Puts the footer of a finished file in order.
   *
   * @throws IOException if it cannot be read or written
   */
  static void settle(Path file) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      int length = read(channel, channel.size() - TAIL_BYTES, TAIL_BYTES).getInt(0);
      long begin = channel.size() - TAIL_BYTES - length;
      FileMetaData footer =
          Util.readFileMetaData(new ByteArrayInputStream(read(channel, begin, length).array()));
      order(footer);
      ByteArrayOutputStream ordered = new ByteArrayOutputStream();
      Util.writeFileMetaData(footer, ordered);
      ByteBuffer tail =
          ByteBuffer.allocate(ordered.size() + TAIL_BYTES).order(ByteOrder.LITTLE_ENDIAN);
      tail.put(ordered.toByteArray()).putInt(ordered.size()).put(MAGIC).flip();
      channel.truncate(begin).position(begin);
      while (tail.hasRemaining()) {
        channel.write(tail);
      }
    }
  }

  private static void order(FileMetaData footer) {
    footer.setCreated_by("troupe version " + Version.current());
    if (footer.isSetKey_value_metadata()) {
      footer.getKey_value_metadata().sort(Comparator.comparing(KeyValue::getKey));
    }
    footer.getRow_groups().stream()
        .flatMap(group -> group.getColumns().stream())
        .forEach(column -> order(column.getMeta_data()));
  }

  private static void order(ColumnMetaData column) {
    column.getEncodings().sort(Comparator.naturalOrder());
    if (column.isSetEncoding_stats()) {
      column
          .getEncoding_stats()
          .sort(
              Comparator.comparing(PageEncodingStats::getPage_type)
                  .thenComparing(PageEncodingStats::getEncoding));
    }
  }

  private static ByteBuffer read(FileChannel channel, long position, int length)
      throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining() && channel.read(bytes, position + bytes.position()) > 0) {
      // until full
    }
    return bytes.rewind();
  }
}
