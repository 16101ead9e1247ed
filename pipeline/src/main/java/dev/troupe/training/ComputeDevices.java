package dev.troupe.training;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.StandardCapabilities;
import dev.troupe.inference.CudaBuild;
import java.util.ArrayList;
import java.util.List;

/** The devices that a request names. */
final class ComputeDevices {
  private static final String GPU = "gpu";

  private ComputeDevices() {}

  /** The devices in the request's order. */
  static List<Device> of(List<String> names) {
    return names.stream().map(ComputeDevices::of).toList();
  }

  private static Device of(String name) {
    return name.startsWith(GPU) ? Device.gpu(index(name)) : Device.cpu();
  }

  private static int index(String name) {
    return name.equals(GPU) ? 0 : Integer.parseInt(name.substring(GPU.length()));
  }

  /** A sentence per device that this machine does not have. */
  static List<String> mistakes(List<String> names) {
    List<String> mistakes = new ArrayList<>();
    List<String> wanted = names.stream().filter(name -> name.startsWith(GPU)).distinct().toList();
    int found = wanted.isEmpty() ? 0 : count();
    for (String name : wanted) {
      if (index(name) >= found) {
        mistakes.add(
            "Cannot train on %s: %s"
                .formatted(
                    name, found == 0 ? none() : "expected gpu0 to gpu%d".formatted(found - 1)));
      }
    }
    return mistakes;
  }

  private static String none() {
    return CudaBuild.mistake().isPresent()
        ? "this build computes on processors alone; build it with ./mvnw -Pcuda package"
        : "no GPU that PyTorch can use was found";
  }

  private static int count() {
    Engine engine = Engine.getEngine("PyTorch");
    return engine.hasCapability(StandardCapabilities.CUDA) ? engine.getGpuCount() : 0;
  }
}
