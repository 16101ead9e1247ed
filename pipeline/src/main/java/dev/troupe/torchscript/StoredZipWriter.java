package dev.troupe.torchscript;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32;

/**
 * Writes a zip of stored entries whose contents begin at multiples of 64 bytes, so that readers can
 * map them. Holds no clock: the same entries give the same bytes.
 */
final class StoredZipWriter implements Closeable {
  private static final int ALIGNMENT = 64;
  private static final int CHUNK_FLOATS = 1 << 18;
  private static final int FIRST_OF_1980 = 0x21;
  private static final int PADDING_TAG = 0x4246;
  private static final long LARGEST = 0xfffffffeL;

  private final OutputStream out;
  private final ByteArrayOutputStream table = new ByteArrayOutputStream();
  private long position;
  private int entries;

  /** Writes to a new file. */
  StoredZipWriter(Path file) throws IOException {
    this(
        new BufferedOutputStream(
            Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)));
  }

  StoredZipWriter(OutputStream out) {
    this.out = out;
  }

  void entry(String name, byte[] content) throws IOException {
    CRC32 crc = new CRC32();
    crc.update(content);
    begin(name, content.length, crc);
    write(content, content.length);
  }

  /** An entry of float32 numbers, least significant byte first. */
  void entry(String name, float[] content) throws IOException {
    CRC32 crc = new CRC32();
    inChunks(content, (bytes, length) -> crc.update(bytes, 0, length));
    begin(name, 4L * content.length, crc);
    inChunks(content, this::write);
  }

  private interface Chunk {
    void take(byte[] bytes, int length) throws IOException;
  }

  private static void inChunks(float[] content, Chunk chunk) throws IOException {
    int chunkBytes = 4 * Math.min(CHUNK_FLOATS, Math.max(1, content.length));
    ByteBuffer bytes = ByteBuffer.allocate(chunkBytes).order(ByteOrder.LITTLE_ENDIAN);
    for (int at = 0; at < content.length; at += CHUNK_FLOATS) {
      int step = Math.min(CHUNK_FLOATS, content.length - at);
      bytes.asFloatBuffer().put(content, at, step);
      chunk.take(bytes.array(), 4 * step);
    }
  }

  private void begin(String name, long bytes, CRC32 crc) throws IOException {
    byte[] nameBytes = name.getBytes(StandardCharsets.UTF_8);
    long start = position;
    int padding = (int) Math.floorMod(-(start + 30 + nameBytes.length + 4), (long) ALIGNMENT);
    if (start + bytes + padding + 1024 > LARGEST || entries == 0xfffe) {
      throw new IOException("an archive cannot be larger than 4 GB");
    }
    int headerBytes = 30 + nameBytes.length + 4 + padding;
    ByteBuffer header = ByteBuffer.allocate(headerBytes).order(ByteOrder.LITTLE_ENDIAN);
    header.putInt(0x04034b50);
    common(header, (int) crc.getValue(), bytes);
    header.putShort((short) nameBytes.length).putShort((short) (4 + padding)).put(nameBytes);
    header.putShort((short) PADDING_TAG).putShort((short) padding);
    write(header.array(), header.capacity());

    byte[] lineBytes = new byte[46 + nameBytes.length];
    ByteBuffer line = ByteBuffer.wrap(lineBytes).order(ByteOrder.LITTLE_ENDIAN);
    line.putInt(0x02014b50).putShort((short) 20);
    common(line, (int) crc.getValue(), bytes);
    line.putShort((short) nameBytes.length).putShort((short) 0).putShort((short) 0);
    line.putShort((short) 0).putShort((short) 0).putInt(0).putInt((int) start).put(nameBytes);
    table.write(lineBytes);
    entries++;
  }

  /** The fields that an entry's header and its line in the table have in common. */
  private static void common(ByteBuffer header, int crc, long bytes) {
    header.putShort((short) 20).putShort((short) 0).putShort((short) 0);
    header.putShort((short) 0).putShort((short) FIRST_OF_1980);
    header.putInt(crc).putInt((int) bytes).putInt((int) bytes);
  }

  @Override
  public void close() throws IOException {
    out.close();
  }

  /** Writes the table of contents: without it the file is no zip. */
  void finish() throws IOException {
    long start = position;
    write(table.toByteArray(), table.size());
    ByteBuffer end = ByteBuffer.allocate(22).order(ByteOrder.LITTLE_ENDIAN);
    end.putInt(0x06054b50).putInt(0);
    end.putShort((short) entries).putShort((short) entries);
    end.putInt(table.size()).putInt((int) start).putShort((short) 0);
    write(end.array(), end.capacity());
    out.flush();
  }

  private void write(byte[] bytes, int length) throws IOException {
    out.write(bytes, 0, length);
    position += length;
  }
}
