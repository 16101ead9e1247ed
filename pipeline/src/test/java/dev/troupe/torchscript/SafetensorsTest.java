package dev.troupe.torchscript;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsTest {
  private static final String SOUND =
      """
      {"__metadata__":{"format":"pt"},
       "generator.a":{"dtype":"F32","shape":[1,2],"data_offsets":[0,8]},
       "generator.b":{"dtype":"BF16","shape":[],"data_offsets":[8,10]},
       "kp_detector.c":{"dtype":"I64","shape":[0],"data_offsets":[10,10]}}\
      """;
  private static final byte[] ELEMENTS = {
    0, 0, (byte) 0xc0, (byte) 0xbf, 0, 0, 0, 0x40, (byte) 0xc0, (byte) 0xbf
  };

  @TempDir Path folder;

  private Path file(String header, byte[] elements) throws IOException {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    return file(text.length, text, elements);
  }

  private Path file(long length, byte[] header, byte[] elements) throws IOException {
    ByteBuffer bytes =
        ByteBuffer.allocate(8 + header.length + elements.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(length).put(header).put(elements);
    return Files.write(folder.resolve("model.safetensors"), bytes.array());
  }

  @Test
  void open_soundFile_givesItsTensorsByNetwork() throws IOException {
    try (Checkpoint checkpoint = Checkpoint.open(file(SOUND, ELEMENTS))) {
      assertThat(checkpoint.tensors("generator").get("a").floats()).containsExactly(-1.5f, 2);
      assertThat(checkpoint.tensors("generator").get("a").shape()).containsExactly(1, 2);
      assertThat(checkpoint.tensors("generator").get("b").floats()).containsExactly(-1.5f);
      assertThat(checkpoint.tensors("kp_detector").get("c").floats()).isEmpty();
      assertThat(checkpoint.holds("discriminator")).isFalse();
    }
  }

  /** A header whose length begins with the byte that pickles begin with. */
  @Test
  void open_headerAsLongAsAPickleLooks_isSafetensors() throws IOException {
    String header = SOUND + " ".repeat(0x0280 - SOUND.length());
    try (Checkpoint checkpoint = Checkpoint.open(file(header, ELEMENTS))) {
      assertThat(checkpoint.tensors("generator")).hasSize(2);
    }
  }

  @Test
  void found_unknownDtype_isNamed() throws IOException {
    Path file = file(SOUND.replace("BF16", "F8_E4M3"), ELEMENTS);
    try (Checkpoint checkpoint = Checkpoint.open(file)) {
      assertThat(checkpoint.tensors("generator")).containsOnlyKeys("a");
      assertThat(checkpoint.found("generator", "b")).contains("F8_E4M3");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[0,8]|[4,12]|tensor generator.a",
        "[0,8]|[0,7]|has the wrong size; expected 2 elements of F32, found 7 bytes",
        "[0,8]|[8,0]|lies outside the file",
        "[0,8]|[0,1000]|lies outside the file; expected offsets up to 10",
        "[0,8]|[-8,0]|no whole number",
        "[0,8]|[0,99999999999999999999]|no whole number",
        "[0,8]|[0.0,8]|no whole number",
        "[0,8]|[0]|lacks its dtype, its shape or its two data_offsets",
        "[8,10]|[6,8]|tensor generator.b overlaps another",
        "[1,2]|[4294967296,4294967296]|huge shape",
        "[1,2]|[1,1,1,1,1,1,1,1,2]|9 sides",
        "[1,2]|{}|lacks its dtype",
        "\"F32\"|32|lacks its dtype",
        "\"dtype\":\"F32\",||lacks its dtype",
        "generator.b|generator.a|no valid JSON: Duplicate field 'generator.a'",
        "}}|}|no valid JSON",
        "}}|}}[]|no valid JSON",
      })
  void open_changedHeader_isRefused(String from, String to, String reason) throws IOException {
    String header = SOUND.replace(from, to == null ? "" : to);
    Refusals.assertRefused(file(header, ELEMENTS), reason);
  }

  @Test
  void open_badLengths_areRefused() throws IOException {
    byte[] header = SOUND.getBytes(StandardCharsets.UTF_8);
    Refusals.assertRefused(file(1 << 24, header, ELEMENTS), "its header is too long");
    Refusals.assertRefused(file(header.length + 50, header, ELEMENTS), "it ends too early");
    Refusals.assertRefused(
        file(SOUND, Arrays.copyOf(ELEMENTS, 9)), "generator.b lies outside the file");
    Refusals.assertRefused(file(SOUND, Arrays.copyOf(ELEMENTS, 12)), "bytes of no tensor");
    Refusals.assertRefused(file("{\"a\":".repeat(5000), ELEMENTS), "no valid JSON");
  }
}
