package dev.troupe.media;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;

/** Finds which item of a HEIF file (HEIC, AVIF) is the picture. */
final class HeifBoxes {
  private static final int HEAD_BYTES = 16;
  private static final int VERSION_BYTES = 4;
  private static final int MOST_BOXES = 1000;

  private final SeekableByteChannel channel;
  private int boxes;

  private HeifBoxes(SeekableByteChannel channel) {
    this.channel = channel;
  }

  /** The number of the primary item; empty for other files, those with moving pictures too. */
  static OptionalLong primaryItem(MediaInput input) {
    try (SeekableByteChannel channel = input.open()) {
      HeifBoxes file = new HeifBoxes(channel);
      if (file.find("moov", 0, channel.size()) != null) {
        return OptionalLong.empty();
      }
      Box meta = file.find("meta", 0, channel.size());
      Box primary =
          meta == null ? null : file.find("pitm", meta.from() + VERSION_BYTES, meta.until());
      if (primary == null || primary.until() - primary.from() < VERSION_BYTES + 2) {
        return OptionalLong.empty();
      }
      ByteBuffer content = file.bytes(primary.from());
      return OptionalLong.of(
          content.get(0) == 0
              ? content.getShort(VERSION_BYTES) & 0xFFFF
              : Integer.toUnsignedLong(content.getInt(VERSION_BYTES)));
    } catch (IOException e) {
      throw Faults.translate(input, e);
    }
  }

  private @org.jspecify.annotations.Nullable Box find(String type, long from, long until)
      throws IOException {
    long at = from;
    while (at >= 0 && at + 8 <= until && boxes++ < MOST_BOXES) {
      ByteBuffer head = bytes(at);
      long length = Integer.toUnsignedLong(head.getInt(0));
      int headBytes = length == 1 ? HEAD_BYTES : HEAD_BYTES / 2;
      length = length == 1 ? head.getLong(8) : length;
      length = length == 0 ? until - at : length; // up to the end
      if (length < headBytes) {
        return null;
      }
      if (StandardCharsets.ISO_8859_1.decode(head.slice(4, 4)).toString().equals(type)) {
        return new Box(at + headBytes, Math.min(until, at + length));
      }
      at += length;
    }
    return null;
  }

  /** The next bytes; zeros behind the end. */
  private ByteBuffer bytes(long position) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(HEAD_BYTES);
    channel.position(position);
    while (bytes.hasRemaining() && channel.read(bytes) > 0) {
      // until full or at the end
    }
    return bytes.rewind();
  }

  /** Where a box's content lies. */
  private record Box(long from, long until) {}
}
