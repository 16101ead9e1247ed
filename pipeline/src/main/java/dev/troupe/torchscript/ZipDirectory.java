package dev.troupe.torchscript;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The table of contents of a zip whose entries are stored as they are, the only kind PyTorch
 * writes. Compressed, encrypted, overlapping, doubled and oddly named entries are refused, so no
 * entry can grow when read or lie outside the file.
 */
final class ZipDirectory {
  private static final int MOST_ENTRIES = 100_000;
  private static final int END_BYTES = 22;
  private static final int LOCATOR_BYTES = 20;
  private static final int LOCAL_BYTES = 30;
  private static final long NONE = 0xffffffffL;
  private static final int LONGEST_NAME = 1024;

  private final FileChannel channel;
  private final long size;
  private final Predicate<String> needed;
  private final Map<String, Entry> entries = new LinkedHashMap<>();

  /** Where an entry's bytes lie in the file. */
  record Entry(String name, long position, long bytes) {}

  ZipDirectory(FileChannel channel, long size) {
    this(channel, size, name -> true);
  }

  /**
   * Reads the table of contents.
   *
   * @param needed which entries may be asked for; only others may be compressed
   */
  ZipDirectory(FileChannel channel, long size, Predicate<String> needed) {
    this.channel = channel;
    this.size = size;
    this.needed = needed;
    List<Entry> headers = readTable(findEnd());
    headers.removeIf(header -> !needed.test(header.name()));
    for (Entry header : headers) {
      Entry entry = located(header);
      if (entries.put(entry.name(), entry) != null) {
        throw new MalformedException("entry " + entry.name() + " is there twice");
      }
    }
    refuseOverlaps(headers);
  }

  Map<String, Entry> entries() {
    return entries;
  }

  private record Table(long position, long bytes, long count) {}

  private Table findEnd() {
    int tailBytes = (int) Math.min(size, END_BYTES + 0xffff);
    long start = size - tailBytes;
    ByteBuffer tail =
        ByteBuffer.wrap(new ByteCursor(channel, start, size).bytes(tailBytes, tailBytes, "its end"))
            .order(ByteOrder.LITTLE_ENDIAN);
    for (int at = tailBytes - END_BYTES; at >= 0; at--) {
      boolean commentFits =
          tail.getInt(at) == 0x06054b50
              && (tail.getShort(at + 20) & 0xffff) == tailBytes - END_BYTES - at;
      if (commentFits) {
        long count = tail.getShort(at + 10) & 0xffff;
        long bytes = tail.getInt(at + 12) & NONE;
        long position = tail.getInt(at + 16) & NONE;
        boolean large = count == 0xffff || bytes == NONE || position == NONE;
        return large ? largeEnd(start + at) : new Table(position, bytes, count);
      }
    }
    throw new MalformedException("it is a zip without its table of contents: cut off or damaged");
  }

  private Table largeEnd(long end) {
    ByteCursor locator = cursor(end - LOCATOR_BYTES, end);
    if (locator.unsignedInt() != 0x07064b50L) {
      throw new MalformedException("it is a large zip without its second table of contents");
    }
    locator.skip(4);
    ByteCursor in = cursor(locator.int64(), end);
    if (in.unsignedInt() != 0x06064b50L) {
      throw new MalformedException("it is a large zip without its second table of contents");
    }
    in.skip(28);
    long count = in.int64();
    long bytes = in.int64();
    return new Table(in.int64(), bytes, count);
  }

  private List<Entry> readTable(Table table) {
    if (table.count() < 0 || table.count() > MOST_ENTRIES) {
      throw new MalformedException(
          "it claims %d entries; expected at most %d".formatted(table.count(), MOST_ENTRIES));
    }
    if (table.bytes() < 0 || table.bytes() > size) {
      throw new MalformedException("its table of contents is longer than the file");
    }
    ByteCursor in = cursor(table.position(), table.position() + table.bytes());
    List<Entry> headers = new ArrayList<>();
    for (long i = 0; i < table.count(); i++) {
      headers.add(readHeader(in));
    }
    return headers;
  }

  private Entry readHeader(ByteCursor in) {
    if (in.unsignedInt() != 0x02014b50L) {
      throw new MalformedException("its table of contents is damaged");
    }
    in.skip(4);
    int flags = in.unsignedShort();
    int method = in.unsignedShort();
    in.skip(8);
    long packed = in.unsignedInt();
    long bytes = in.unsignedInt();
    int nameBytes = in.unsignedShort();
    int extraBytes = in.unsignedShort();
    int commentBytes = in.unsignedShort();
    in.skip(8);
    long position = in.unsignedInt();
    String name = in.text(nameBytes, LONGEST_NAME, "an entry's name");
    checkName(name);
    boolean stored = method == 0 && (flags & 1) == 0;
    if (!stored && needed.test(name)) {
      throw new MalformedException(
          "entry %s is compressed or encrypted; expected it stored".formatted(name));
    }
    LargeSizes sizes = new LargeSizes(in, extraBytes);
    bytes = bytes == NONE ? sizes.next() : bytes;
    packed = packed == NONE ? sizes.next() : packed;
    position = position == NONE ? sizes.next() : position;
    in.skip(commentBytes);
    if (stored && packed != bytes) {
      throw new MalformedException(
          "entry %s is stored, yet has two sizes, %d and %d".formatted(name, packed, bytes));
    }
    return new Entry(name, position, bytes);
  }

  private static void checkName(String name) {
    boolean plain = !name.isEmpty() && !name.startsWith("/") && !name.contains("\\");
    for (String part : name.split("/", -1)) {
      plain &= !part.equals("..") && !part.equals(".");
    }
    if (!plain || name.chars().anyMatch(c -> c < ' ' || c == ':')) {
      throw new MalformedException(
          "it has an entry named \"%s\"; expected a plain path inside the archive".formatted(name));
    }
  }

  /** The entry's bytes begin behind a second header, whose length only that header says. */
  private Entry located(Entry header) {
    ByteCursor in = cursor(header.position(), size);
    if (in.unsignedInt() != 0x04034b50L) {
      throw new MalformedException("entry " + header.name() + " is not where it should be");
    }
    in.skip(22);
    int nameBytes = in.unsignedShort();
    long position = header.position() + LOCAL_BYTES + nameBytes + in.unsignedShort();
    if (header.bytes() < 0 || position > size || header.bytes() > size - position) {
      throw new MalformedException(
          "entry %s is longer than the file; expected at most %d bytes, found %d"
              .formatted(header.name(), Math.max(0, size - position), header.bytes()));
    }
    return new Entry(header.name(), position, header.bytes());
  }

  private void refuseOverlaps(List<Entry> headers) {
    List<Entry> ordered =
        headers.stream().sorted(Comparator.comparingLong(Entry::position)).toList();
    for (int i = 1; i < ordered.size(); i++) {
      Entry before = entries.get(ordered.get(i - 1).name());
      if (before != null && before.position() + before.bytes() > ordered.get(i).position()) {
        throw new MalformedException(
            "entries %s and %s overlap".formatted(before.name(), ordered.get(i).name()));
      }
    }
  }

  private ByteCursor cursor(long from, long to) {
    if (from < 0 || from > to || to > size) {
      throw new MalformedException("its table of contents points outside the file");
    }
    return new ByteCursor(channel, from, to);
  }

  /** The 64-bit sizes of an entry, in an extra field with tag 1. */
  private static final class LargeSizes {
    private final List<Long> sizes = new ArrayList<>();

    LargeSizes(ByteCursor in, int extraBytes) {
      for (int left = extraBytes; left > 0; ) {
        if (left < 4) {
          in.skip(left);
          return;
        }
        int tag = in.unsignedShort();
        int length = in.unsignedShort();
        left -= 4 + length;
        if (left < 0) {
          throw new MalformedException("its table of contents is damaged");
        }
        for (; tag == 1 && length >= 8; length -= 8) {
          sizes.add(in.int64());
        }
        in.skip(length);
      }
    }

    long next() {
      if (sizes.isEmpty()) {
        throw new MalformedException("its table of contents lacks the size of a large entry");
      }
      return sizes.remove(0);
    }
  }
}
