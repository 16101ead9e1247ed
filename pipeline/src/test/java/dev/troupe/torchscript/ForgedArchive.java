package dev.troupe.torchscript;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Archives edited as somebody would who wants their own code to run. */
public final class ForgedArchive {
  private ForgedArchive() {}

  /** Replaces an entry's text, each byte a character. */
  public static void edit(Path archive, String name, UnaryOperator<String> change)
      throws IOException {
    Map<String, byte[]> entries = entries(archive);
    byte[] before = entries.get(name);
    byte[] after =
        change
            .apply(new String(before, StandardCharsets.ISO_8859_1))
            .getBytes(StandardCharsets.ISO_8859_1);
    if (java.util.Arrays.equals(before, after)) {
      throw new IllegalStateException("nothing of " + name + " was changed");
    }
    entries.put(name, after);
    write(entries, archive);
  }

  /** Changes an entry's bytes in place. */
  public static void editBytes(Path archive, String name, Consumer<byte[]> change)
      throws IOException {
    Map<String, byte[]> entries = entries(archive);
    change.accept(entries.get(name));
    write(entries, archive);
  }

  /** Adds an entry. */
  public static void add(Path archive, String name, String text) throws IOException {
    Map<String, byte[]> entries = entries(archive);
    entries.put(name, text.getBytes(StandardCharsets.UTF_8));
    write(entries, archive);
  }

  /**
   * Appends a second zip, with code of its own, of which the end of the file is a comment to
   * readers that look for the first table of contents.
   */
  public static void hideBehindAnotherTable(Path archive) throws IOException {
    byte[] first = Files.readAllBytes(archive);
    Path second = archive.resolveSibling("second.zip");
    try (StoredZipWriter zip = new StoredZipWriter(second)) {
      zip.entry("archive/code/__torch__.py", "evil".getBytes(StandardCharsets.US_ASCII));
      zip.finish();
    }
    byte[] comment = Files.readAllBytes(second);
    Files.delete(second);
    ByteBuffer both = ByteBuffer.allocate(first.length + comment.length);
    both.order(ByteOrder.LITTLE_ENDIAN).put(first).put(comment);
    both.putShort(first.length - 2, (short) comment.length);
    Files.write(archive, both.array());
  }

  private static Map<String, byte[]> entries(Path archive) throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (ZipFile zip = new ZipFile(archive.toFile())) {
      for (ZipEntry entry : Collections.list(zip.entries())) {
        entries.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
      }
    }
    return entries;
  }

  private static void write(Map<String, byte[]> entries, Path archive) throws IOException {
    Files.delete(archive);
    try (StoredZipWriter zip = new StoredZipWriter(archive)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.entry(entry.getKey(), entry.getValue());
      }
      zip.finish();
    }
  }
}
