package dev.troupe.inference;

import ai.djl.Model;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import dev.troupe.model.Precision;
import java.util.Arrays;

/** Calls an archive's own method {@code prepare}, which DJL has no word for. */
final class Preparing {
  private static final String METHOD = "prepare";

  private Preparing() {}

  /**
   * Readies a loaded network's weights; packages of early versions have nothing to ready and
   * compute float32.
   *
   * @throws ai.djl.engine.EngineException if the processor lacks what the precision needs
   */
  static void run(Model model, Precision precision, int batch) {
    PtSymbolBlock block = (PtSymbolBlock) model.getBlock();
    if (!Arrays.asList(JniUtils.getMethodNames(block)).contains(METHOD)) {
      return;
    }
    try (IValue elementType = IValue.from((long) precision.elementType());
        IValue frames = IValue.from((long) batch)) {
      IValueUtils.runMethod(block, METHOD, elementType, frames).close();
    }
  }
}
