package dev.troupe.torchscript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.troupe.problems.BadDataException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files and pickles that are no checkpoints, or are meant to do harm: refused in one sentence. */
class HostilePickleTest {

  @TempDir Path folder;

  private static void assertRefused(Path file, String... reasons) {
    Refusals.assertRefused(file, reasons);
  }

  private void assertRefused(PickleWriter object, String... reasons) {
    Refusals.assertRefused(new LegacyFile(object).in(folder), reasons);
  }

  @ParameterizedTest
  @CsvSource({
    "os, system",
    "posix, system",
    "builtins, eval",
    "__builtin__, getattr",
    "torch, load",
    "torch.storage, _load_from_bytes",
    "subprocess, Popen",
    "collections, namedtuple",
  })
  void open_foreignName_isRefusedByName(String module, String name) {
    PickleWriter object = new PickleWriter().global(module, name).text("rm -rf /");
    assertRefused(object.op(0x85).op('R'), "\"" + module + "." + name + "\"");
  }

  @Test
  void open_foreignNameFromTheStack_isRefusedByName() {
    PickleWriter object = new PickleWriter().text("os").text("system").op(0x93);
    assertRefused(object, "\"os.system\"");
  }

  @Test
  void open_nameWithControlCharacters_isShownWithoutThem() {
    assertRefused(new PickleWriter().global("os\u001b[2J", "x".repeat(200)), "os?[2J");
  }

  @ParameterizedTest
  @ValueSource(ints = {'P', 0x82, 0x83, 0x84, 'I', 'L', 0x97, 0xff})
  void open_instructionNoCheckpointNeeds_isRefused(int code) {
    assertRefused(new PickleWriter().op('N').op(code), "instruction 0x%02x".formatted(code));
  }

  @Test
  void open_hugeText_isRefusedBeforeMemoryIsTaken() {
    PickleWriter object = new PickleWriter().op('X').op(0xff).op(0xff).op(0xff).op(0x7f);
    assertRefused(object, "a text is too long", "2147483647");
  }

  @Test
  void open_hugeStorage_isRefusedBeforeMemoryIsTaken() {
    PickleWriter object =
        LegacyFile.network("FloatStorage", 1L << 50, 0, new long[] {1}, new long[] {1});
    assertRefused(new LegacyFile(object, "0").elements(1L << 50).in(folder), "it ends too early");
  }

  @Test
  void open_storageOfAnotherSizeThanDescribed_isRefused() {
    PickleWriter object = LegacyFile.network("ByteStorage", 4, 0, new long[] {4}, new long[] {1});
    assertRefused(
        new LegacyFile(object, "0").elements(3, 1, 2, 3).in(folder),
        "expected 4 elements, found 3");
  }

  @Test
  void open_storageThatIsNotThere_isRefused() {
    PickleWriter object = LegacyFile.network("ByteStorage", 4, 0, new long[] {4}, new long[] {1});
    assertRefused(new LegacyFile(object).in(folder), "lacks the elements of storage 0");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 5, 1",
    "1, 4, 1",
    "0, 2, 4",
    "5, 0, 1",
    "-1, 2, 1",
    "0, -1, 1",
    "0, 4, -1",
    "0, 9223372036854775807, 1",
    "9223372036854775807, 2, 1",
    "0, 3, 9223372036854775807",
    "0, 2147483647, 0",
    "0, 5, 0",
  })
  void open_viewOutsideItsStorage_isRefused(long offset, long side, long stride) {
    PickleWriter object =
        LegacyFile.network("ByteStorage", 4, offset, new long[] {side}, new long[] {stride});
    assertRefused(new LegacyFile(object, "0").elements(4, 1, 2, 3, 4).in(folder), "a tensor");
  }

  @Test
  void open_sidesWhoseProductOverflows_areRefused() {
    long[] sides = {1L << 30, 1L << 30, 1L << 30, 4};
    PickleWriter object = LegacyFile.network("ByteStorage", 4, 0, sides, new long[] {0, 0, 0, 0});
    assertRefused(
        new LegacyFile(object, "0").elements(4, 1, 2, 3, 4).in(folder), "reaches outside");
  }

  @Test
  void open_moreStridesThanSides_isRefused() {
    PickleWriter object =
        LegacyFile.network("ByteStorage", 4, 0, new long[] {4}, new long[] {1, 1});
    assertRefused(new LegacyFile(object, "0").elements(4, 1, 2, 3, 4).in(folder), "2 strides");
  }

  @Test
  void open_negativeStorageSize_isRefused() {
    PickleWriter object = LegacyFile.network("ByteStorage", -1, 0, new long[] {1}, new long[] {1});
    assertRefused(new LegacyFile(object, "0").elements(-1).in(folder), "cannot have -1 elements");
  }

  @Test
  void open_listThatContainsItself_isRefused() {
    PickleWriter object = new PickleWriter().op('}').text("a").op(']').op('q').op(0);
    object.op('h').op(0).op('a').op('s');
    assertRefused(object, "contains itself");
  }

  @Test
  void open_dictionaryThatContainsItselfThroughATuple_isRefused() {
    PickleWriter object = new PickleWriter().op('}').op('q').op(0).text("a");
    object.op('h').op(0).op(0x85).op('s');
    assertRefused(object, "contains itself");
  }

  @Test
  void open_deeplyNestedLists_areRefused() {
    PickleWriter object = new PickleWriter().op('}').text("a");
    for (int i = 0; i < 100_000; i++) {
      object.op(']');
    }
    for (int i = 1; i < 100_000; i++) {
      object.op('a');
    }
    assertRefused(object.op('s'), "nested deeper than 64");
  }

  @Test
  void open_sharedListsThatMultiply_areReadOnce() {
    // Each list holds the one before twice: 2^60 values when counted out, 60 in memory.
    PickleWriter object = new PickleWriter().op('}').text("a").op(']').op('q').op(0);
    for (int i = 0; i < 60; i++) {
      object.op('q').op(i).op('h').op(i).op(0x86);
    }
    try (Checkpoint checkpoint = Checkpoint.open(new LegacyFile(object.op('s')).in(folder))) {
      assertThat(checkpoint.values().keySet()).hasSize(1);
    }
  }

  @Test
  void open_endlessInstructions_areRefused() {
    PickleWriter object = new PickleWriter();
    for (int i = 0; i < 2_000_001; i++) {
      object.op('}');
    }
    assertRefused(object, "more than 2000000 instructions");
  }

  @Test
  void open_listCopiedOverAndOver_isRefusedBeforeMemoryIsTaken() {
    // 10,000 copies of a list of 20,000 pairs: 240 kB that would unfold to 200 million entries.
    PickleWriter object = new PickleWriter().op('}').text("a").op(']').op('(').op('(');
    for (int i = 0; i < 20_000; i++) {
      LegacyFile.longInteger(object, i).op('N').op(0x86);
    }
    object.op('t').op('q').op(1);
    object.global("collections", "OrderedDict").op('q').op(2).op('0');
    for (int i = 0; i < 10_000; i++) {
      object.op('h').op(2).op('h').op(1).op(0x85).op('R');
    }
    assertRefused(object.op('e').op('s'), "copies lists over and over");
  }

  @Test
  void open_tensorMadeOfItsOwnMaker_isRefused() {
    PickleWriter object = new PickleWriter().op('}').text("a");
    object.global("torch._tensor", "_rebuild_from_type_v2").op('q').op(0);
    object.op(']').op('q').op(1).op('(').op('h').op(0).op('N').op('h').op(1).op('N').op('e');
    assertThatNothingHappens(object.op('R').op('s'));
  }

  private void assertThatNothingHappens(PickleWriter object) {
    try (Checkpoint checkpoint = Checkpoint.open(new LegacyFile(object).in(folder))) {
      assertThat(checkpoint.values()).hasSize(1);
    }
  }

  @Test
  void open_tensorWithAMillionSides_isRefused() {
    PickleWriter object = new PickleWriter().op('}').text("a");
    object.global("torch._utils", "_rebuild_tensor_v2").op('(').op('(').text("storage");
    object.global("torch", "ByteStorage").text("0").text("cpu").integer(1).op('N').op('t').op('Q');
    object.integer(0).op('(');
    for (int i = 0; i < 1_000_000; i++) {
      object.op('K').op(1);
    }
    object.op('t').op('2').op('t').op('R').op('s');
    assertRefused(new LegacyFile(object, "0").elements(1, 1).in(folder), "1000000 sides");
  }

  @ParameterizedTest
  @ValueSource(chars = {'t', 'a', 'e', 's', 'u', 'R', 'b', 'Q', '.', 'q', 'o', '0', '1', '2'})
  void open_instructionWithoutItsValues_isRefused(char code) {
    assertRefused(new PickleWriter().op(code), "pickle");
  }

  @Test
  void open_dictionaryAsKey_isRefused() {
    assertRefused(new PickleWriter().op('}').op('}').op('N').op('s'), "key");
  }

  @Test
  void open_missingEmptyOrForeignFile_isRefused() throws IOException {
    assertRefused(folder.resolve("none.pth"), "there is no such file");
    assertRefused(folder, "it is a folder");
    assertRefused(Files.write(folder.resolve("empty"), new byte[0]), "it is empty");
    assertRefused(Files.write(folder.resolve("two"), new byte[2]), "2 bytes");
    assertRefused(
        Files.writeString(folder.resolve("video.mp4"), "\0\0\0 ftypisom"), "no PyTorch checkpoint");
    assertRefused(
        Files.write(folder.resolve("pickle"), new PickleWriter().op('N').finish()),
        "not one that PyTorch wrote");
    assertRefused(new PickleWriter().op('N'), "expected a dictionary");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void open_cutOffAnywhere_isRefused(boolean legacy) throws IOException {
    Map<String, Object> values =
        Map.of("generator", Map.of("w", TensorData.of(List.of(40), new float[40])));
    Path whole = folder.resolve("whole");
    if (legacy) {
      CheckpointWriter.writeLegacy(values, whole);
    } else {
      CheckpointWriter.writeZip(values, whole);
    }
    byte[] bytes = Files.readAllBytes(whole);
    Path cut = folder.resolve("cut.pth");
    for (int length = 0; length < bytes.length; length++) {
      assertRefused(Files.write(cut, Arrays.copyOf(bytes, length)), "it ");
    }
  }

  @Test
  void tensors_networkThatIsNotThere_isNamed() {
    try (Checkpoint checkpoint = Checkpoint.open(zipOf(Map.of("model", Map.of())))) {
      assertThatThrownBy(() -> checkpoint.tensors("generator"))
          .isInstanceOf(BadDataException.class)
          .hasMessageContainingAll("no network \"generator\"", "found [model]");
    }
  }

  @Test
  void floats_fileCutAfterOpening_isRefused() throws IOException {
    Path file = zipOf(Map.of("generator", Map.of("w", TensorData.of(List.of(4), 1, 2, 3, 4))));
    try (Checkpoint checkpoint = Checkpoint.open(file)) {
      Files.write(file, "gone".getBytes(StandardCharsets.US_ASCII));
      assertThatThrownBy(() -> checkpoint.tensors("generator").get("w").floats())
          .isInstanceOf(BadDataException.class)
          .hasMessageContaining("became shorter");
    }
  }

  private Path zipOf(Map<String, ?> values) {
    Path file = folder.resolve("model.pth");
    CheckpointWriter.writeZip(values, file);
    return file;
  }
}
