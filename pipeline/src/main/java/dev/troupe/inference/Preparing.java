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
  private static final Processor HERE = Processor.current();

  private Preparing() {}

  /**
   * Readies a loaded network's weights; packages of early versions have nothing to ready and
   * compute float32. Where the processor cannot order weights in this precision, they stay in order.
   */
  static void run(Model model, Precision precision, int batch) {
    PtSymbolBlock block = (PtSymbolBlock) model.getBlock();
    if (!Arrays.asList(JniUtils.getMethodNames(block)).contains(METHOD)) {
      return;
    }
    try (IValue elementType = IValue.from((long) precision.elementType());
        IValue frames = IValue.from((long) ordered(precision, batch, HERE))) {
      IValueUtils.runMethod(block, METHOD, elementType, frames).close();
    }
  }

  /** The batch to order weights for; 0 leaves them as they are. */
  static int ordered(Precision precision, int batch, Processor processor) {
    return precision != Precision.BFLOAT16 || processor.ordersBfloat16Weights() ? batch : 0;
  }
}
