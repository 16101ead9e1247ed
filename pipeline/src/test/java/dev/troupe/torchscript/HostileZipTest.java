package dev.troupe.torchscript;

import static dev.troupe.torchscript.Refusals.assertRefused;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Zips that are no checkpoints, or are meant to do harm: refused in one sentence. */
class HostileZipTest {
  @TempDir Path folder;

  @Test
  void open_archiveOfCode_isRefusedByName() throws IOException {
    Path file = folder.resolve("script.pt");
    ScriptArchive.write(ScriptModule.builder("Net").build(), file);
    assertRefused(file, "\"__torch__.Net\"");
  }

  @Test
  void open_compressedZip_isRefused() throws IOException {
    Path file = folder.resolve("bomb.pth");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry("m/data.pkl"));
      zip.write(new byte[10_000_000]);
    }
    assertRefused(file, "m/data.pkl is compressed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../evil", "m/../../evil", "/etc/passwd", "m\\evil", "C:evil"})
  void open_entryOutsideTheArchive_isRefused(String name) throws IOException {
    Path file = folder.resolve("zip.pth");
    try (StoredZipWriter zip = new StoredZipWriter(file)) {
      zip.entry(name, new byte[1]);
      zip.finish();
    }
    assertRefused(file, name);
  }

  @Test
  void open_entryThatIsThereTwice_isRefused() throws IOException {
    Path file = folder.resolve("zip.pth");
    try (StoredZipWriter zip = new StoredZipWriter(file)) {
      zip.entry("m/data.pkl", new byte[1]);
      zip.entry("m/data.pkl", new byte[1]);
      zip.finish();
    }
    assertRefused(file, "m/data.pkl is there twice");
  }

  @Test
  void open_entriesThatOverlap_areRefused() throws IOException {
    Path file = zipOf(Map.of("generator", Map.of()));
    byte[] bytes = Files.readAllBytes(file);
    int last = lastIndexOf(bytes, new byte[] {'P', 'K', 1, 2});
    Arrays.fill(bytes, last + 42, last + 46, (byte) 0); // its position becomes the first entry's
    assertRefused(Files.write(file, bytes), "overlap");
  }

  @Test
  void open_entryLongerThanTheFile_isRefused() throws IOException {
    Path file = zipOf(Map.of("generator", Map.of()));
    byte[] bytes = Files.readAllBytes(file);
    int last = lastIndexOf(bytes, new byte[] {'P', 'K', 1, 2});
    bytes[last + 23] = 0x7f;
    bytes[last + 27] = 0x7f;
    assertRefused(Files.write(file, bytes), "longer than the file");
  }

  @Test
  void open_zipOfOtherThings_isRefused() throws IOException {
    Path file = folder.resolve("zip.pth");
    try (StoredZipWriter zip = new StoredZipWriter(file)) {
      zip.entry("word/document.xml", new byte[1]);
      zip.finish();
    }
    assertRefused(file, "expected one data.pkl, found 0");
  }

  private Path zipOf(Map<String, ?> values) {
    Path file = folder.resolve("model.pth");
    CheckpointWriter.writeZip(values, file);
    return file;
  }

  private static int lastIndexOf(byte[] bytes, byte[] wanted) {
    int at = bytes.length - wanted.length;
    while (!Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length)) {
      at--;
    }
    return at;
  }
}
