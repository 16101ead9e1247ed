package dev.troupe.torchscript;

import dev.troupe.problems.BadDataException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * A TorchScript archive of unknown origin. TorchScript is a program: its operators read and write
 * files. So PyTorch gets a copy of what was looked through, with nothing beside it, and only if the
 * code does arithmetic on tensors and no more.
 */
public final class ForeignScript {
  private static final int MOST_CODE = 1 << 24;
  private static final Pattern NEEDED =
      Pattern.compile(
          "[^/]+/(data\\.pkl|constants\\.pkl|version|byteorder|data/[^/]+|constants/[^/]+"
              + "|code/.+\\.py)");
  private static final String BUILT_IN_CLASSES = "torch.classes";

  private ForeignScript() {}

  /**
   * Copies an archive, if it is harmless.
   *
   * @param archive what {@code torch.jit.save} wrote
   * @param target a file that is not there yet
   * @throws BadDataException if it is no such archive, or its code does anything but arithmetic
   * @throws IOException if it cannot be read or the copy cannot be written
   */
  public static void copy(Path archive, Path target) throws IOException {
    try (ZipFile zip = new ZipFile(archive.toFile());
        StoredZipWriter copy = new StoredZipWriter(target)) {
      Map<String, byte[]> small = new LinkedHashMap<>();
      Set<String> seen = new HashSet<>();
      for (ZipEntry entry : Collections.list(zip.entries())) {
        if (!seen.add(entry.getName())) {
          throw new MalformedException("entry " + entry.getName() + " is there twice");
        }
        if (NEEDED.matcher(entry.getName()).matches()) {
          byte[] content = content(zip, entry);
          if (!entry.getName().contains("/data/")) {
            small.put(entry.getName(), content);
          }
          copy.entry(entry.getName(), content);
        }
      }
      check(small);
      copy.finish();
    } catch (MalformedException | ZipException e) {
      throw new BadDataException(
          "Cannot use network %s: %s"
              .formatted(
                  archive,
                  e instanceof ZipException ? "it is no TorchScript archive" : e.getMessage()),
          e);
    }
  }

  /** Numbers are stored as they are; what may be compressed is text. */
  private static byte[] content(ZipFile zip, ZipEntry entry) throws IOException {
    boolean stored = entry.getMethod() == ZipEntry.STORED;
    if (!stored && !entry.getName().contains("/code/")) {
      throw new MalformedException("entry %s is compressed".formatted(entry.getName()));
    }
    long most = stored ? Integer.MAX_VALUE - 16 : MOST_CODE;
    if (entry.getSize() > most) {
      throw new MalformedException("entry %s is too long".formatted(entry.getName()));
    }
    try (InputStream in = zip.getInputStream(entry)) {
      byte[] content = in.readNBytes((int) Math.min(most, entry.getSize()));
      if (in.read() >= 0) {
        throw new MalformedException("entry %s is longer than it says".formatted(entry.getName()));
      }
      return content;
    }
  }

  private static void check(Map<String, byte[]> entries) {
    Map<String, ScriptCheck> codes = new LinkedHashMap<>();
    Set<String> known = new HashSet<>(Set.of("forward"));
    long length = 0;
    for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
      String text = new String(entry.getValue(), StandardCharsets.UTF_8);
      if (entry.getKey().endsWith(".py")) {
        length += text.length();
        if (length > MOST_CODE) {
          throw new MalformedException(
              "its code is longer than %d characters".formatted(MOST_CODE));
        }
        codes.put(entry.getKey(), new ScriptCheck(entry.getKey(), text));
      } else if (text.contains(BUILT_IN_CLASSES)) {
        throw new MalformedException(entry.getKey() + " makes objects of PyTorch's own classes");
      }
    }
    if (codes.isEmpty()) {
      throw new MalformedException("it is no TorchScript archive; expected code in it, found none");
    }
    codes.values().forEach(code -> known.addAll(code.own()));
    codes.values().forEach(code -> code.run(known));
  }
}
