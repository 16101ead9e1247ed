package dev.troupe.torchscript;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.MustBeClosed;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void open_writtenCheckpoint_givesEveryValueBack(boolean legacy) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("generator", Map.of("module.w", TensorData.of(List.of(2, 3), 1, 2, 3, 4, 5, 6)));
    values.put("optimizer", Map.of("groups", List.of(1, "adam")));
    values.put("epoch", 100);
    try (Checkpoint checkpoint = open(values, legacy)) {
      StoredTensor tensor = checkpoint.tensors("generator").get("w");
      assertThat(tensor.shape()).containsExactly(2, 3);
      assertThat(tensor.floats()).containsExactly(1, 2, 3, 4, 5, 6);
      assertThat(checkpoint.values().get("optimizer"))
          .isEqualTo(Map.of("groups", List.of(1L, "adam")));
      assertThat(checkpoint.values().get("epoch")).isEqualTo(100L);
    }
  }

  @MustBeClosed
  private Checkpoint open(Map<String, Object> values, boolean legacy) {
    Path file = folder.resolve("model.pth");
    if (legacy) {
      CheckpointWriter.writeLegacy(values, file);
    } else {
      CheckpointWriter.writeZip(values, file);
    }
    return Checkpoint.open(file);
  }

  @ParameterizedTest
  @CsvSource({
    "FloatStorage, 0 0 192 191, -1.5",
    "DoubleStorage, 0 0 0 0 0 0 248 191, -1.5",
    "HalfStorage, 0 190, -1.5",
    "HalfStorage, 1 0, 5.9604645E-8",
    "HalfStorage, 0 252, -Infinity",
    "BFloat16Storage, 192 191, -1.5",
    "LongStorage, 254 255 255 255 255 255 255 255, -2",
    "IntStorage, 254 255 255 255, -2",
    "ShortStorage, 254 255, -2",
    "CharStorage, 254, -2",
    "ByteStorage, 254, 254",
    "BoolStorage, 7, 1",
  })
  void floats_elementType_convertsToFloat(String storage, String bytes, float expected) {
    int[] content = Arrays.stream(bytes.split(" ")).mapToInt(Integer::parseInt).toArray();
    PickleWriter object = LegacyFile.network(storage, 1, 0, new long[] {1}, new long[] {1});
    Path file = new LegacyFile(object, "0").elements(1, content).in(folder);
    try (Checkpoint checkpoint = Checkpoint.open(file)) {
      assertThat(checkpoint.tensors("generator").get("weight").floats()).containsExactly(expected);
    }
  }

  @Test
  void floats_transposedView_givesRowMajorNumbers() {
    // A 3x2 view, transposed, of elements 1 to 6 of a storage of 8.
    PickleWriter object =
        LegacyFile.network("ByteStorage", 8, 1, new long[] {3, 2}, new long[] {1, 3});
    Path file = new LegacyFile(object, "0").elements(8, 0, 1, 2, 3, 4, 5, 6, 7).in(folder);
    try (Checkpoint checkpoint = Checkpoint.open(file)) {
      assertThat(checkpoint.tensors("generator").get("weight").floats())
          .containsExactly(1, 4, 2, 5, 3, 6);
    }
  }

  @Test
  void floats_elementsFarApart_areReadWithoutWhatLiesBetween() {
    int far = 3_000_000;
    PickleWriter object =
        LegacyFile.network("ByteStorage", far + 1L, 0, new long[] {2}, new long[] {far});
    int[] content = new int[far + 1];
    content[far] = 9;
    Path file = new LegacyFile(object, "0").elements(far + 1L, content).in(folder);
    try (Checkpoint checkpoint = Checkpoint.open(file)) {
      assertThat(checkpoint.tensors("generator").get("weight").floats()).containsExactly(0, 9);
    }
  }

  @Test
  void floats_singleNumber_hasNoSides() {
    PickleWriter object = LegacyFile.network("ByteStorage", 1, 0, new long[0], new long[0]);
    Path file = new LegacyFile(object, "0").elements(1, 42).in(folder);
    try (Checkpoint checkpoint = Checkpoint.open(file)) {
      StoredTensor tensor = checkpoint.tensors("generator").get("weight");
      assertThat(tensor.shape()).isEmpty();
      assertThat(tensor.floats()).containsExactly(42);
    }
  }

  @Test
  void floats_emptyTensor_givesNoNumbers() {
    PickleWriter object =
        LegacyFile.network("ByteStorage", 0, 0, new long[] {4, 0}, new long[] {1, 1});
    Path file = new LegacyFile(object, "0").elements(0).in(folder);
    try (Checkpoint checkpoint = Checkpoint.open(file)) {
      assertThat(checkpoint.tensors("generator").get("weight").floats()).isEmpty();
    }
  }

  @Test
  void floats_bigEndianZip_readsNumbers() throws Exception {
    PickleWriter object = new PickleWriter().op('}').text("generator").op('}').text("w");
    object.tensor("0", List.of(1), false).op('s').op('s');
    Path file = folder.resolve("big.pth");
    try (StoredZipWriter zip = new StoredZipWriter(file)) {
      zip.entry("m/data.pkl", object.finish());
      zip.entry("m/byteorder", new byte[] {'b', 'i', 'g'});
      zip.entry("m/data/0", new byte[] {(byte) 0xbf, (byte) 0xc0, 0, 0});
      zip.finish();
    }
    try (Checkpoint checkpoint = Checkpoint.open(file)) {
      assertThat(checkpoint.tensors("generator").get("w").floats()).containsExactly(-1.5f);
    }
  }

  @Test
  void open_dictionaryWithMetadata_ignoresTheMetadata() {
    PickleWriter object = new PickleWriter().op('}').text("generator");
    object.global("collections", "OrderedDict").op(')').op('R').op('}').text("_metadata");
    object.op('}').op('s').op('b').op('s');
    try (Checkpoint checkpoint = Checkpoint.open(new LegacyFile(object).in(folder))) {
      assertThat(checkpoint.tensors("generator")).isEmpty();
    }
  }

  @Test
  void open_orderedDictionaryOfPairs_readsThem() {
    Path file = new LegacyFile(pairs()).in(folder);
    try (Checkpoint checkpoint = Checkpoint.open(file)) {
      assertThat(checkpoint.values().get("state")).isEqualTo(Map.of("lr", 3L));
    }
  }

  private static PickleWriter pairs() {
    PickleWriter object = new PickleWriter().op('}').text("state");
    object.global("collections", "OrderedDict");
    object.op(']').op(']').op('(').text("lr").integer(3).op('e').op('a');
    return object.op(0x85).op('R').op('s');
  }
}
