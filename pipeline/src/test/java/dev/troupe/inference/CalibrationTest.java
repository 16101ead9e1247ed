package dev.troupe.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.troupe.model.ModelManifest;
import dev.troupe.model.ModelPackage;
import dev.troupe.model.Precision;
import dev.troupe.model.PrecisionError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CalibrationTest {
  @TempDir Path folder;

  @Test
  void keep_packageThatCanBeWritten_isFoundBesideIt() throws IOException {
    ModelPackage model = copied();
    assertThat(Calibration.find(model)).isEmpty();
    Calibration measured = calibration(model.manifest().contentHash());

    assertThat(measured.keep(model).getParent()).isEqualTo(folder);

    assertThat(Calibration.find(model)).contains(measured);
    assertThat(measured.compute(Precision.BFLOAT16))
        .isEqualTo(
            new Compute("cpu", 2, 8, Precision.BFLOAT16, Compute.Layout.PLAIN, Compute.NO_REUSE));
    assertThat(measured.compute(Precision.FLOAT32)).isEqualTo(Compute.CPU);
  }

  @Test
  void find_ofAnotherModelOrDamaged_isAsIfThereWereNone() throws IOException {
    ModelPackage model = copied();
    Path file = calibration("0".repeat(64)).keep(model);
    assertThat(Calibration.find(model)).isEmpty();
    Files.writeString(file, "{\"contentHash\": 3");
    assertThat(Calibration.find(model)).isEmpty();
  }

  @Test
  void setting_batchThatDividesNoSegment_isRefused() {
    assertThatThrownBy(() -> new Calibration.Setting(3, Compute.Layout.PLAIN, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void automatic_processorAndModelThatAllowIt_isBfloat16() throws IOException {
    ModelManifest manifest = copied().manifest();
    Processor able = Processor.parse(List.of("model name\t: A", "flags\t\t: fpu amx_bf16"));
    Processor unable = new Processor("B", Set.of("avx2"));
    assertThat(PrecisionChoice.automatic(manifest, "cpu", able)).isEqualTo(Precision.BFLOAT16);
    assertThat(PrecisionChoice.automatic(manifest, "cpu", unable)).isEqualTo(Precision.FLOAT32);
    assertThat(PrecisionChoice.automatic(manifest, "gpu", unable)).isEqualTo(Precision.FLOAT16);
    assertThat(PrecisionChoice.automatic(poor(manifest), "cpu", able)).isEqualTo(Precision.FLOAT32);
  }

  @Test
  void preparing_processorThatCannotOrderBfloat16_leavesItsWeightsInOrder() {
    Processor old = new Processor("B", Set.of("avx2"));
    assertThat(Preparing.ordered(Precision.BFLOAT16, 4, old)).isZero();
    assertThat(Preparing.ordered(Precision.FLOAT32, 4, old)).isEqualTo(4);
    for (Set<String> able :
        List.of(Set.of("avx512bw", "avx512vl", "avx512dq"), Set.of("avx_ne_convert"))) {
      assertThat(Preparing.ordered(Precision.BFLOAT16, 4, new Processor("A", able))).isEqualTo(4);
    }
  }

  private static ModelManifest poor(ModelManifest m) {
    return new ModelManifest(
        m.schema(),
        m.name(),
        m.createdBy(),
        m.alignCorners(),
        m.checkpoint(),
        m.network(),
        m.archives(),
        m.contentHash(),
        m.proof(),
        Map.of(Precision.BFLOAT16, new PrecisionError(0.2, 39)));
  }

  private static Calibration calibration(String contentHash) {
    return new Calibration(
        contentHash,
        Processor.current().name(),
        new Calibration.Setting(2, Compute.Layout.PACKED, 5),
        Map.of(Precision.BFLOAT16, new Calibration.Setting(8, Compute.Layout.PLAIN, 9)));
  }

  /** The embedded model in a folder of this test's own. */
  private ModelPackage copied() throws IOException {
    Path from = dev.troupe.fixtures.Demo.model().open().folder();
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.filter(f -> !f.toString().contains("calibration")).toList()) {
        Files.copy(file, folder.resolve(file.getFileName().toString()));
      }
    }
    return ModelPackage.open(folder);
  }
}
