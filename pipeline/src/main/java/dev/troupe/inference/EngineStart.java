package dev.troupe.inference;

import ai.djl.engine.Engine;
import dev.troupe.machine.NativeLibraries;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Loads the PyTorch engine before it is needed. */
public final class EngineStart {
  private static final Logger LOG = LoggerFactory.getLogger(EngineStart.class);

  private EngineStart() {}

  /**
   * Begins to load the engine and returns at once. Who needs it meanwhile waits for the rest; what
   * goes wrong is theirs to say.
   */
  public static void inBackground() {
    Thread thread = new Thread(EngineStart::load, "troupe-engine");
    thread.setDaemon(true);
    thread.start();
  }

  private static void load() {
    ExitGate.enter();
    try {
      NativeLibraries.prepare();
      GpuSearch.quieten();
      Engine.getEngine("PyTorch");
    } catch (RuntimeException | LinkageError e) {
      LOG.debug("PyTorch did not load ahead of its use", e);
    } finally {
      ExitGate.leave();
    }
  }
}
