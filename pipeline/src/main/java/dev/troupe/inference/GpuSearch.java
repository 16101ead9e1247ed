package dev.troupe.inference;

import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;

/**
 * DJL looks for GPUs wherever CUDA's runtime library is installed, and warns that it found none: in
 * a build for processors that is nobody's concern.
 */
final class GpuSearch {
  private static final String SEARCHER = "ai.djl.util.cuda.CudaUtils";

  private GpuSearch() {}

  /** Makes it a quiet one, where Log4j is what logs. */
  static void quieten() {
    if (CudaBuild.mistake().isEmpty()) {
      return;
    }
    try {
      Configurator.setLevel(SEARCHER, Level.ERROR);
    } catch (LinkageError e) {
      return; // another library logs, and its own settings hold
    }
  }
}
