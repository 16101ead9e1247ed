package dev.troupe.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.troupe.problems.BadDataException;
import dev.troupe.torchscript.ScriptArchive;
import dev.troupe.torchscript.ScriptModule;
import dev.troupe.torchscript.TensorData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TorchModuleTest {
  private static final String BODY =
      "  y = self.scale.forward(x)\n  return (y, torch.add(y, self.shift))\n";

  @TempDir Path folder;

  private Path archive(String body) throws IOException {
    ScriptModule inner =
        ScriptModule.builder("Scale")
            .parameter("factor", TensorData.of(List.of(2), 2, 3))
            .method("def forward(self, x: Tensor) -> Tensor:\n  return torch.mul(x, self.factor)\n")
            .build();
    ScriptModule outer =
        ScriptModule.builder("Net")
            .buffer("shift", TensorData.of(List.of(), 10))
            .child("scale", inner)
            .method("def forward(self, x: Tensor) -> Tuple[Tensor, Tensor]:\n" + body)
            .build();
    Path file = folder.resolve("net.pt");
    ScriptArchive.write(outer, file);
    return file;
  }

  @Test
  void run_nestedModules_computesBoth() throws IOException {
    try (TorchModule module = TorchModule.load(archive(BODY), Device.cpu());
        NDManager batch = module.newBatch()) {
      NDList outputs = module.run(new NDList(batch.create(new float[] {1, 1})));
      assertThat(outputs.get(0).toFloatArray()).containsExactly(2, 3);
      assertThat(outputs.get(1).toFloatArray()).containsExactly(12, 13);
    }
  }

  @Test
  void load_withTrainableParameters_findsParametersAndNotBuffers() throws Exception {
    archive(BODY);
    try (Model model = Model.newInstance("net", Device.cpu(), "PyTorch")) {
      model.load(folder, "net", Map.of("trainParam", "true"));
      assertThat(model.getBlock().getParameters().values())
          .singleElement()
          .satisfies(
              parameter -> assertThat(parameter.getArray().getShape()).isEqualTo(new Shape(2)));
    }
  }

  @Test
  void load_codeThatIsNone_isRefused() throws IOException {
    Path file = archive("  return no_such_thing(x)\n");
    assertThatThrownBy(() -> TorchModule.load(file, Device.cpu()).close())
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining(file.toString());
  }

  @Test
  void load_damagedArchive_isRefused() throws IOException {
    Path file = Files.write(folder.resolve("net.pt"), new byte[100]);
    assertThatThrownBy(() -> TorchModule.load(file, Device.cpu()).close())
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining(file.toString());
  }
}
