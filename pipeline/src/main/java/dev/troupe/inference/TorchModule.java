package dev.troupe.inference;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.training.ParameterStore;
import com.google.errorprone.annotations.MustBeClosed;
import dev.troupe.machine.NativeLibraries;
import dev.troupe.model.Precision;
import dev.troupe.problems.BadDataException;
import java.io.IOException;
import java.nio.file.Path;

/** One TorchScript archive loaded by DJL's PyTorch engine; holds native memory until closed. */
final class TorchModule implements AutoCloseable {
  private static final String ENGINE = "PyTorch";
  private static final String SUFFIX = ".pt";

  private final Model model;

  private TorchModule(Model model) {
    this.model = model;
  }

  /**
   * Loads an archive.
   *
   * @param archive a file whose name ends in {@code .pt}
   * @param device where its weights go
   * @return the module, to be closed
   * @throws IOException if the file cannot be read
   * @throws BadDataException if PyTorch does not accept it
   */
  @MustBeClosed
  static TorchModule load(Path archive, Device device) throws IOException {
    String name = archive.getFileName().toString();
    String prefix = name.substring(0, name.length() - SUFFIX.length());
    NativeLibraries.prepare();
    GpuSearch.quieten();
    Model model = Model.newInstance(prefix, device, ENGINE);
    boolean done = false;
    try {
      model.load(archive.toAbsolutePath().getParent(), prefix);
      done = true;
      return new TorchModule(model);
    } catch (MalformedModelException | EngineException e) {
      String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      throw new BadDataException(
          "Cannot load archive %s: PyTorch refuses it: %s".formatted(archive, reason), e);
    } finally {
      if (!done) {
        model.close();
      }
    }
  }

  /** A manager for one batch, on the module's device; the caller closes it. */
  @MustBeClosed
  NDManager newBatch() {
    return model.getNDManager().newSubManager();
  }

  /**
   * Runs {@code forward}.
   *
   * @param inputs tensors of a manager of {@link #newBatch}
   * @return the outputs, tuples in order; they belong to the inputs' manager
   */
  NDList run(NDList inputs) {
    ExitGate.enter();
    try {
      return model
          .getBlock()
          .forward(new ParameterStore(inputs.head().getManager(), false), inputs, false);
    } finally {
      ExitGate.leave();
    }
  }

  /**
   * Runs another method.
   *
   * @param method its name
   * @param input its only input
   * @return the outputs, tuples in order; they belong to the module's manager
   */
  NDList run(String method, NDArray input) {
    PtSymbolBlock block = (PtSymbolBlock) model.getBlock();
    try (IValue value = IValue.from((PtNDArray) input);
        IValue result = IValueUtils.runMethod(block, method, value)) {
      return result.toNDList((PtNDManager) input.getManager());
    }
  }

  /**
   * Runs {@code prepare} of a package's archive; once, before anything else.
   *
   * @param precision the convolutions' element type
   * @param batch frames per call, for which oneDNN orders the weights; 0 leaves them in order
   */
  void prepare(Precision precision, int batch) {
    Preparing.run(model, precision, batch);
  }

  @Override
  public void close() {
    model.close();
  }
}
