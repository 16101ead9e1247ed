package dev.troupe.inference;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import dev.troupe.model.ArchiveKind;
import dev.troupe.model.ModelPackage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The packages that the importer writes against the reference implementation's numbers. 1e-4 is
 * float32 rounding through some thirty layers; a wrong stage is off by more than 1e-2.
 */
class GoldenNetworksTest {
  private static final double TOLERANCE = 1e-4;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "vox-mini,checkpoint.pth.tar,true", "vox-mini,checkpoint-zip.pth,false",
    "vox-adv-mini,checkpoint.pth.tar,false", "vox-adv-mini,checkpoint-zip.pth,true",
    "mgif-mini,checkpoint.pth.tar,true", "mgif-mini,checkpoint-zip.pth,false",
  })
  void importedPackage_goldenNetwork_agreesWithEveryExpectedTensor(
      String network, String checkpoint, boolean alignCorners) throws IOException {
    try (Golden golden = new Golden(network)) {
      ModelPackage model = golden.importModel(checkpoint, folder.resolve("model"), alignCorners);
      String sampling = alignCorners ? "/ac1/" : "/ac0/";

      NDList source = run(model, ArchiveKind.KEYPOINT_DETECTOR, golden.get("source"));
      assertClose("source value", source.get(0), golden.get("kp_source_value"));
      assertClose("source jacobian", source.get(1), golden.get("kp_source_jacobian"));
      NDList driving = run(model, ArchiveKind.KEYPOINT_DETECTOR, golden.get("driving"));
      assertClose("driving value", driving.get(0), golden.get("kp_driving_value"));
      assertClose("driving jacobian", driving.get(1), golden.get("kp_driving_jacobian"));
      NDList encoded = run(model, ArchiveKind.APPEARANCE_ENCODER, golden.get("source"));
      assertClose("encoding", encoded.get(0), golden.get("appearance_encoding"));

      for (String mode : List.of("absolute", "relative", "relative_adapt")) {
        NDList inputs = new NDList(encoded);
        inputs.add(golden.get("kp_source_value"));
        inputs.add(golden.get("kp_source_jacobian"));
        inputs.add(golden.get(mode + "/kp_norm_value"));
        inputs.add(golden.get(mode + "/kp_norm_jacobian"));
        NDArray expected = golden.get(mode + sampling + "prediction");
        NDList frames = run(model, ArchiveKind.FRAME_GENERATOR, inputs.toArray(NDArray[]::new));
        assertClose(mode + " prediction", frames.get(1), expected);
        assertRounded(frames.get(0), expected);

        NDList withSource = new NDList(golden.get("source")).addAll(inputs);
        NDList drawn = run(model, ArchiveKind.VISUALIZER, withSource.toArray(NDArray[]::new));
        assertClose(mode + " visualized prediction", drawn.get(1), expected);
        if (mode.equals("relative")) {
          assertClose("mask", drawn.get(2), golden.get(mode + sampling + "mask"));
          assertClose("deformation", drawn.get(3), golden.get(mode + sampling + "deformation"));
          NDArray occlusion = golden.get(mode + sampling + "occlusion_map");
          assertClose("occlusion", drawn.get(4), occlusion);
          NDArray occluded = occlusion.flatten(1, 3).mean(new int[] {1}).neg().add(1f);
          assertClose("occluded share", frames.get(2), occluded);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"vox-mini", "vox-adv-mini", "mgif-mini"})
  void importedPackage_eitherSerialisation_isTheSame(String network) {
    try (Golden golden = new Golden(network)) {
      ModelPackage legacy = golden.importModel("checkpoint.pth.tar", folder.resolve("a"), true);
      ModelPackage zip = golden.importModel("checkpoint-zip.pth", folder.resolve("b"), true);
      assertThat(zip.manifest().contentHash()).isEqualTo(legacy.manifest().contentHash());
    }
  }

  private static NDList run(ModelPackage model, ArchiveKind kind, NDArray... inputs)
      throws IOException {
    try (TorchModule module = TorchModule.load(model.archive(kind), Device.cpu())) {
      return module.run(new NDList(inputs));
    }
  }

  private static void assertRounded(NDArray frames, NDArray expected) {
    assertThat(frames.getDataType()).isEqualTo(DataType.UINT8);
    NDArray levels = expected.mul(255f).transpose(0, 2, 3, 1).flip(3);
    NDArray away = frames.toType(DataType.FLOAT32, false).sub(levels).abs().max();
    assertThat((double) away.getFloat()).isLessThanOrEqualTo(0.5 + 255 * TOLERANCE);
  }

  private static void assertClose(String what, NDArray found, NDArray expected) {
    assertThat(found.getShape()).as(what).isEqualTo(expected.getShape());
    double difference = found.sub(expected).abs().max().getFloat();
    assertThat(difference).as(what).isLessThanOrEqualTo(TOLERANCE);
  }
}
