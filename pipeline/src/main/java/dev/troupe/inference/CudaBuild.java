package dev.troupe.inference;

import ai.djl.util.Platform;
import ai.djl.util.Utils;
import java.util.Optional;

/** Whether the PyTorch of this build can compute on GPUs. */
public final class CudaBuild {
  private static final String CUDA = "cu";

  private CudaBuild() {}

  /**
   * Looks at the native libraries on the class path, or those that DJL's own variables name.
   *
   * @return a sentence if they compute on processors alone
   */
  public static Optional<String> mistake() {
    String chosen = Utils.getEnvOrSystemProperty("PYTORCH_FLAVOR", "");
    String flavor =
        chosen.isBlank() ? String.valueOf(Platform.detectPlatform("pytorch").getFlavor()) : chosen;
    return mistake(flavor);
  }

  static Optional<String> mistake(String flavor) {
    return flavor.startsWith(CUDA)
        ? Optional.empty()
        : Optional.of(
            "Option --device gpu needs a build with CUDA, and this one computes on processors alone;"
                + " build it with ./mvnw -Pcuda package, or take cpu.");
  }
}
