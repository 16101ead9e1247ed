package dev.troupe.torchscript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.troupe.problems.BadDataException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What training scripts keep beside the networks: no reason to refuse these, and never run. */
class ForeignValuesTest {
  @TempDir Path folder;

  static Stream<Arguments> extras() {
    return Stream.of(
        extra(
            "Counter",
            p ->
                p.global("collections", "Counter")
                    .op('}')
                    .integer(60)
                    .integer(1)
                    .op('s')
                    .op(0x85)
                    .op('R')),
        extra(
            "defaultdict",
            p ->
                p.global("collections", "defaultdict")
                    .global("__builtin__", "list")
                    .op(0x85)
                    .op('R')
                    .text("a")
                    .op(']')
                    .op('s')),
        extra(
            "torch.device",
            p -> p.global("torch", "device").text("cuda").integer(0).op(0x86).op('R')),
        extra("a numpy scalar", ForeignValuesTest::numpyScalar),
        extra(
            "argparse.Namespace",
            p ->
                p.global("argparse", "Namespace")
                    .op(')')
                    .op(0x81)
                    .op('}')
                    .text("lr")
                    .number(1e-4)
                    .op('s')
                    .op('b')),
        extra(
            "a path",
            p -> p.global("pathlib", "PosixPath").text("/").text("data").op(0x86).op('R')),
        extra(
            "a set of protocol 2",
            p -> p.global("__builtin__", "set").op(']').integer(1).op('a').op(0x85).op('R')),
        extra("a set of protocol 4", p -> p.op(0x8f).op('(').integer(1).op('N').op(0x90)),
        extra("a frozenset", p -> p.op('(').integer(1).op(0x91)),
        extra(
            "an enum",
            p ->
                p.text("mode")
                    .text("TRAIN")
                    .op('0')
                    .op('0')
                    .text("mode")
                    .text("Phase")
                    .op(0x93)
                    .integer(1)
                    .op(0x85)
                    .op('R')),
        extra(
            "a date",
            p -> p.global("datetime", "datetime").op('C').op(2).op(7).op(8).op(0x85).op('R')),
        extra("a long text", p -> p.text("x".repeat(200_000))),
        extra(
            "a long integer",
            p -> {
              p.op(0x8b).op(0).op(1).op(0).op(0);
              for (int i = 0; i < 256; i++) {
                p.op(i);
              }
            }),
        extra("an object by INST", ForeignValuesTest::instance),
        extra(
            "an object by OBJ", p -> p.op('(').global("m", "C").integer(1).op('o').op('}').op('b')),
        extra("an object by NEWOBJ_EX", p -> p.global("m", "C").op(')').op('}').op(0x92)),
        extra(
            "a list of a class",
            p -> p.global("m", "L").op(')').op('R').op('(').op('N').op('e').op('N').op('a')),
        extra(
            "unusual keys",
            p ->
                p.op('}')
                    .op('N')
                    .op('N')
                    .op('s')
                    .integer(1)
                    .op(0x85)
                    .op('N')
                    .op('s')
                    .number(0.5)
                    .op('N')
                    .op('s')
                    .op(0x88)
                    .op('N')
                    .op('s')),
        extra(
            "a call of what a call gave",
            p -> p.global("os", "system").text("true").op(0x85).op('R').op(')').op('R')));
  }

  private static Arguments extra(String name, Consumer<PickleWriter> writer) {
    return Arguments.of(name, writer);
  }

  private static void numpyScalar(PickleWriter pickle) {
    pickle.global("numpy.core.multiarray", "scalar").global("numpy", "dtype").text("f8");
    pickle.bool(false).bool(true).op(0x87).op('R').op('(').integer(3).text("<").op('N').op('t');
    pickle.op('b').global("_codecs", "encode").text("abc").text("latin1").op(0x86).op('R');
    pickle.op(0x86).op('R');
  }

  private static void instance(PickleWriter pickle) {
    pickle.op('(').integer(1).op('i');
    "m\nC\n".chars().forEach(pickle::op);
    pickle.op('}').op('b');
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("extras")
  void open_valueOfAnUnknownClassBesideTheNetworks_changesNothing(
      String name, Consumer<PickleWriter> extra) {
    PickleWriter object = new PickleWriter().op('}').text("extra");
    extra.accept(object);
    object.op('s').text("generator").op('}').text("w");
    LegacyFile.tensor(object, "ByteStorage", 1, 0, new long[] {1}, new long[] {1});
    object.op('s').op('s');
    Path file = new LegacyFile(object, "0").elements(1, 7).in(folder);
    try (Checkpoint checkpoint = Checkpoint.open(file)) {
      assertThat(checkpoint.tensors("generator").get("w").floats()).containsExactly(7);
    }
  }

  @Test
  void tensors_networkInADictionaryOfAnotherClass_areFound() {
    PickleWriter object = new PickleWriter().op('}').text("generator");
    object.global("easydict", "EasyDict").op(')').op(0x81).text("w");
    LegacyFile.tensor(object, "ByteStorage", 1, 0, new long[] {1}, new long[] {1});
    object.op('s').op('}').op('b').op('s');
    Path file = new LegacyFile(object, "0").elements(1, 7).in(folder);
    try (Checkpoint checkpoint = Checkpoint.open(file)) {
      assertThat(checkpoint.tensors("generator").get("w").floats()).containsExactly(7);
    }
  }

  @Test
  void tensors_networkThatIsAnObject_isRefusedByName() {
    PickleWriter object = new PickleWriter().op('}').text("generator");
    object.global("modules", "Generator").op(')').op(0x81).op('s');
    try (Checkpoint checkpoint = Checkpoint.open(new LegacyFile(object).in(folder))) {
      assertThat(checkpoint.holds("generator")).isFalse();
      assertThatThrownBy(() -> checkpoint.tensors("generator"))
          .isInstanceOf(BadDataException.class)
          .hasMessageContaining("its \"generator\" is a \"modules.Generator\"");
    }
  }

  @Test
  void found_objectWhereATensorIsExpected_isNamed() {
    PickleWriter object = new PickleWriter().op('}').text("generator").op('}').text("w");
    object.global("numpy", "ndarray").op(')').op('R').op('s').op('s');
    try (Checkpoint checkpoint = Checkpoint.open(new LegacyFile(object).in(folder))) {
      assertThat(checkpoint.tensors("generator")).isEmpty();
      assertThat(checkpoint.found("generator", "w")).isEqualTo("a \"numpy.ndarray\"");
      assertThat(checkpoint.found("generator", "b")).isEqualTo("none");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a.w",
        "module.a.w",
        "_orig_mod.a.w",
        "module._orig_mod.a.w",
        "_orig_mod.module.a.w",
        "a._orig_mod.w",
        "_fsdp_wrapped_module.a.w"
      })
  void tensors_namesWithWhatWrappersAdd_areThoseOfTheNetwork(String name) {
    Path file = folder.resolve("model.pth");
    CheckpointWriter.writeZip(
        Map.of("generator", Map.of(name, TensorData.of(List.of(1), 7))), file);
    try (Checkpoint checkpoint = Checkpoint.open(file)) {
      assertThat(checkpoint.tensors("generator")).containsOnlyKeys("a.w");
    }
  }

  @Test
  void tensors_sameNameWithAndWithoutAWrapper_isRefused() {
    Path file = folder.resolve("model.pth");
    TensorData data = TensorData.of(List.of(1), 7);
    CheckpointWriter.writeZip(Map.of("generator", Map.of("w", data, "module.w", data)), file);
    try (Checkpoint checkpoint = Checkpoint.open(file)) {
      assertThatThrownBy(() -> checkpoint.tensors("generator"))
          .isInstanceOf(BadDataException.class)
          .hasMessageContaining("\"w\" twice");
    }
  }

  @Test
  void tensors_flatNamesOfSeveralNetworks_areTakenApart() {
    Path file = folder.resolve("model.pth");
    CheckpointWriter.writeZip(
        Map.of(
            "generator.w", TensorData.of(List.of(1), 7),
            "module.kp_detector.w", TensorData.of(List.of(1), 8)),
        file);
    try (Checkpoint checkpoint = Checkpoint.open(file)) {
      assertThat(checkpoint.tensors("generator").get("w").floats()).containsExactly(7);
      assertThat(checkpoint.tensors("kp_detector").get("w").floats()).containsExactly(8);
    }
  }
}
