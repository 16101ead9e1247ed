package dev.troupe.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.JniUtils;
import dev.troupe.model.PerceptualScript;
import dev.troupe.problems.BadDataException;
import dev.troupe.problems.RequestException;
import dev.troupe.torchscript.Checkpoint;
import dev.troupe.torchscript.CheckpointFile;
import dev.troupe.torchscript.SavedModule;
import dev.troupe.torchscript.ScriptArchive;
import dev.troupe.torchscript.ScriptModule;
import dev.troupe.torchscript.StoredTensor;
import dev.troupe.torchscript.TensorData;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** VGG-19 in the forms in which users have it; every tensor here holds a number of its own. */
class PerceptualWeightsTest {
  @TempDir Path folder;

  private static TensorData tensor(List<Integer> shape, float value) {
    return TensorData.lazy(
        shape,
        () -> {
          float[] values = new float[shape.stream().reduce(1, Math::multiplyExact)];
          Arrays.fill(values, value);
          return values;
        });
  }

  /** The tensors by their torchvision names. */
  private static Map<String, TensorData> dictionary() {
    Map<String, TensorData> tensors = new LinkedHashMap<>();
    PerceptualScript.tensors()
        .forEach((name, shape) -> tensors.put(name, tensor(shape, (1 + tensors.size()) * 1e-4f)));
    return tensors;
  }

  /** The same as modules inside a Sequential. */
  private static Map<String, Map<String, TensorData>> modules() {
    Map<String, Map<String, TensorData>> modules = new LinkedHashMap<>();
    dictionary()
        .forEach(
            (name, data) -> {
              String[] parts = name.split("\\.", -1);
              modules.computeIfAbsent(parts[1], key -> new LinkedHashMap<>()).put(parts[2], data);
            });
    return modules;
  }

  private static void assertRead(Path file) {
    Map<String, TensorData> expected = dictionary();
    Map<String, TensorData> found = PerceptualWeights.read(Optional.of(file));
    assertThat(found).containsOnlyKeys(expected.keySet()).hasSize(26);
    expected.forEach(
        (name, data) -> {
          TensorData read = Objects.requireNonNull(found.get(name));
          assertThat(read.shape()).as(name).isEqualTo(data.shape());
          assertThat(read.floats()[1]).as(name).isEqualTo(data.floats()[1]);
        });
  }

  @Test
  void read_stateDictionary_isFoundBareOrInsideAnother() throws IOException {
    Path file = folder.resolve("vgg19.pth");
    CheckpointFile.write(dictionary(), file);
    assertRead(file);
    CheckpointFile.write(Map.of("epoch", 3L, "state_dict", dictionary()), file);
    assertRead(file);
  }

  @Test
  void read_torchScript_isFoundWholeOrAsFeaturesAlone() throws IOException {
    Path file = folder.resolve("vgg19.pt");
    SavedModule.write(modules(), file);
    assertRead(file);
    SavedModule.write(
        Map.of(
            "features",
            modules(),
            "classifier",
            Map.of("0", Map.of("weight", tensor(List.of(4, 4), 1)))),
        file);
    assertRead(file);
  }

  /** What libtorch itself writes, which nothing here made up. */
  @Test
  void openWeights_archiveThatLibtorchSaved_givesItsTensors() throws Exception {
    ScriptModule inner =
        ScriptModule.builder("Inner")
            .parameter("weight", TensorData.of(List.of(3), 1, 2, 3))
            .build();
    ScriptModule outer =
        ScriptModule.builder("Outer")
            .child("inner", inner)
            .buffer("bias", TensorData.of(List.of(1, 2), 4, 5))
            .method(
                "def forward(self, x: Tensor) -> Tensor:\n"
                    + "  y = torch.add(x, self.bias)\n".repeat(30)
                    + "  return torch.mul(y, self.inner.weight)\n")
            .build();
    ScriptArchive.write(outer, folder.resolve("ours.pt"));
    Path saved = folder.resolve("saved.pt");
    try (Model model = Engine.getEngine("PyTorch").newModel("ours", Device.cpu());
        OutputStream out = Files.newOutputStream(saved)) {
      model.load(folder, "ours");
      JniUtils.writeModule((PtSymbolBlock) model.getBlock(), out, false);
    }

    try (Checkpoint module = Checkpoint.openWeights(saved)) {
      assertThat(module.values().get("bias"))
          .isInstanceOfSatisfying(
              StoredTensor.class, bias -> assertThat(bias.floats()).containsExactly(4, 5));
      assertThat(module.values().get("inner"))
          .isInstanceOfSatisfying(
              Map.class,
              inside ->
                  assertThat(((StoredTensor) Objects.requireNonNull(inside.get("weight"))).floats())
                      .containsExactly(1, 2, 3));
    }
  }

  @Test
  void read_somethingMissingOrMisshapen_isNamed() throws IOException {
    Map<String, Map<String, TensorData>> modules = modules();
    modules.remove("28");
    modules.put("5", Map.of("weight", tensor(List.of(128, 64, 5, 5), 1)));
    Path file = folder.resolve("vgg16.pt");
    SavedModule.write(Map.of("features", modules), file);

    assertThatThrownBy(() -> PerceptualWeights.read(Optional.of(file)))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("vgg16.pt as VGG-19")
        .hasMessageContaining("features.28.weight, features.28.bias")
        .hasMessageContaining("features.5.weight (expected [128, 64, 3, 3], found [128, 64, 5, 5])")
        .hasMessageContaining("features.5.bias");
  }

  @Test
  void run_eitherForm_givesTheSameLosses() throws IOException {
    TinyTraining tiny = new TinyTraining(folder);
    Files.writeString(
        tiny.config(),
        TinyTraining.yaml().replace("perceptual: []", "perceptual: [10, 10, 10, 10, 10]"));
    Path dictionary = folder.resolve("vgg19.pth");
    CheckpointFile.write(dictionary(), dictionary);
    Path script = folder.resolve("vgg19.pt");
    SavedModule.write(modules(), script);
    TinyTraining.Recorder one = new TinyTraining.Recorder(-1);
    TinyTraining.Recorder other = new TinyTraining.Recorder(-1);

    Training.run(with(tiny.request(tiny.output("one"), false, 1), dictionary), one);
    Training.run(with(tiny.request(tiny.output("other"), false, 1), script), other);

    assertThat(one.losses.get(0).get("perceptual")).isPositive();
    assertThat(other.losses).isEqualTo(one.losses);
  }

  @Test
  void run_wrongFileBesideOtherMistakes_isSaidWithThem() throws IOException {
    TinyTraining tiny = new TinyTraining(folder);
    Files.writeString(tiny.config(), TinyTraining.yaml().replace("batch_size: 2", "batch_size: 0"));
    Path file = Files.writeString(folder.resolve("vgg.txt"), "no network");

    assertThatThrownBy(
            () ->
                Training.run(
                    with(tiny.request(tiny.output("run"), false, 1), file),
                    new TinyTraining.Recorder(-1)))
        .isInstanceOfSatisfying(
            RequestException.class,
            e ->
                assertThat(e.mistakes())
                    .hasSize(2)
                    .anyMatch(each -> each.contains("vgg.txt"))
                    .anyMatch(each -> each.contains("batch_size")));
  }

  private static TrainRequest with(TrainRequest request, Path perceptual) {
    TrainRequest.Start start = request.start();
    return new TrainRequest(
        request.config(),
        request.data(),
        request.output(),
        new TrainRequest.Start(
            start.warmStart(),
            start.partly(),
            start.resume(),
            start.seed(),
            start.alignCorners(),
            Optional.of(perceptual)),
        request.compute(),
        request.length(),
        request.createdBy());
  }
}
