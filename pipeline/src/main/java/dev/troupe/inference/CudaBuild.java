package dev.troupe.inference;

import ai.djl.util.Utils;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Properties;

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
    return mistake(chosen.isBlank() ? bundled() : chosen);
  }

  /** What DJL reads as well; its own reader looks for GPUs first, and warns of what it finds. */
  private static String bundled() {
    try (InputStream in = CudaBuild.class.getResourceAsStream("/native/lib/pytorch.properties")) {
      Properties properties = new Properties();
      if (in != null) {
        properties.load(in);
      }
      return properties.getProperty("flavor", CUDA);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Optional<String> mistake(String flavor) {
    return flavor.startsWith(CUDA)
        ? Optional.empty()
        : Optional.of(
            "Option --device gpu needs a build with CUDA, and this one computes on processors"
                + " alone; build it with ./mvnw -Pcuda package, or take cpu.");
  }
}
