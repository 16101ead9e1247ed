package dev.troupe.model;

import dev.troupe.torchscript.ScriptModule;
import dev.troupe.torchscript.TensorData;
import java.util.ArrayList;
import java.util.List;

/** A picture at several scales: a method {@code pyramid(picture) -> list}, anti-aliased. */
final class PyramidScript {
  private final List<Double> scales;

  PyramidScript(List<Double> scales) {
    this.scales = scales;
  }

  void append(ScriptModule.Builder module) {
    ScriptText text = new ScriptText("pyramid(self, picture: Tensor) -> List[Tensor]");
    List<String> pictures = new ArrayList<>();
    for (int i = 0; i < scales.size(); i++) {
      Downsampling down = Downsampling.of(scales.get(i));
      text.line("x = picture");
      if (down.present()) {
        String gaussian = "gaussian%d".formatted(i);
        module.buffer(gaussian, TensorData.lazy(down.weightShape(), down::weight));
        down.append(text, "self." + gaussian);
      }
      text.line("picture%d = x", i);
      pictures.add("picture%d".formatted(i));
    }
    text.line("return [%s]", String.join(", ", pictures));
    module.method(text.toString());
  }
}
