package dev.troupe.inference;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.translate.TranslateException;
import ai.djl.translate.Translator;
import dev.troupe.machine.NativeLibraries;
import dev.troupe.model.ArchiveKind;
import dev.troupe.model.ModelLocation;
import dev.troupe.model.ModelPackage;
import dev.troupe.model.Precision;
import dev.troupe.problems.BadDataException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The networks of this process: one per archive, model and device, shared by all tasks. The
 * process's only static state. A network nobody uses stays loaded for the next task, but of those
 * only the few last used; the others are closed.
 */
final class Networks {
  /** The archives of two models that are compared: the job's next task finds them loaded. */
  private static final int MOST_IDLE = 6;

  /** In order of last use. */
  private static final Map<Key, Network> LOADED = new LinkedHashMap<>();

  /** How long tasks of this process were inside networks, all threads added. */
  private static final LongAdder BUSY_NANOS = new LongAdder();

  private static @Nullable ModelPackage checked;
  private static String checkedHash = "";

  private Networks() {}

  /** A network held by one user; closing it twice is the same as once. */
  static final class Lease implements AutoCloseable {
    private final Network network;
    private boolean closed;

    private Lease(Network network) {
      this.network = network;
    }

    /** A predictor for the calling thread; the caller closes it before the lease. */
    <I, O> Predictor<I, O> predictor(Translator<I, O> translator) {
      return network.model.newPredictor(translator);
    }

    /** Native memory beside the network's, on its device; the caller closes it. */
    NDManager newManager() {
      return network.model.getNDManager().newSubManager();
    }

    @Override
    public void close() {
      if (!closed) {
        closed = true;
        release(network);
      }
    }
  }

  /**
   * Fixes the graph executor of the calling thread: its default profiles the first runs and may
   * then choose other kernels, and frames must not depend on what ran before.
   */
  static void prepareThread() {
    JniUtils.setGraphExecutorOptimize(false);
  }

  /**
   * How a network is used.
   *
   * @param device where
   * @param precision the convolutions' element type
   * @param batch frames per call, for which weights are packed; 0 if they are not
   */
  record Use(String device, Precision precision, int batch) {}

  static Lease lease(ModelLocation location, ArchiveKind kind, Use use) {
    Key key = new Key(location.contentHash(), kind, use);
    synchronized (LOADED) {
      Network network = LOADED.get(key);
      if (network == null) {
        network = new Network(key, load(opened(location), kind, use));
        LOADED.put(key, network);
      }
      network.users++;
      return new Lease(network);
    }
  }

  /** Runs a network and adds the time it took. */
  static <I, O> O run(Predictor<I, O> predictor, I input) throws TranslateException {
    long begin = System.nanoTime();
    ExitGate.enter();
    try {
      return predictor.predict(input);
    } finally {
      ExitGate.leave();
      BUSY_NANOS.add(System.nanoTime() - begin);
    }
  }

  /** Waits for a network's results and adds the time it took. */
  static <T> T timed(Supplier<T> results) {
    long begin = System.nanoTime();
    try {
      return results.get();
    } finally {
      BUSY_NANOS.add(System.nanoTime() - begin);
    }
  }

  /** Seconds inside networks so far, all threads added. */
  static double busySeconds() {
    return BUSY_NANOS.sum() / (double) TimeUnit.SECONDS.toNanos(1);
  }

  /** How many networks are loaded, in use or idle. */
  static int loaded() {
    synchronized (LOADED) {
      return LOADED.size();
    }
  }

  /** Closes idle networks, the longest unused first, until no more than {@code most} are left. */
  static void closeIdle(int most) {
    synchronized (LOADED) {
      long idle = LOADED.values().stream().filter(network -> network.users == 0).count();
      for (Iterator<Network> all = LOADED.values().iterator(); all.hasNext() && idle > most; ) {
        Network network = all.next();
        if (network.users == 0) {
          all.remove();
          network.model.close();
          idle--;
        }
      }
    }
  }

  /** Opening checks every archive's hash: once for all of a model's networks. */
  private static ModelPackage opened(ModelLocation location) {
    if (!location.contentHash().equals(checkedHash)) {
      checked = location.open();
      checkedHash = location.contentHash();
    }
    return Objects.requireNonNull(checked);
  }

  private static void release(Network network) {
    synchronized (LOADED) {
      network.users--;
      LOADED.remove(network.key);
      LOADED.put(network.key, network);
      closeIdle(MOST_IDLE);
    }
  }

  private static Device device(String name) {
    return name.startsWith("gpu") ? Device.gpu(Compute.index(name)) : Device.cpu();
  }

  private static Model load(ModelPackage model, ArchiveKind kind, Use use) {
    try (LoadedArchive archive = new LoadedArchive(model, kind)) {
      return load(archive.file(), use);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Cannot copy the network %s of model %s to be loaded"
              .formatted(kind.fileName(), model.folder()),
          e);
    }
  }

  private static Model load(Path archive, Use use) {
    Model model = load(archive, device(use.device()));
    try {
      Preparing.run(model, use.precision(), use.batch());
      return model;
    } catch (EngineException e) {
      model.close();
      if (use.batch() > 0) {
        // A processor without oneDNN's kernels for the precision: PyTorch has slower ones for all.
        return load(archive, new Use(use.device(), use.precision(), 0));
      }
      throw new BadDataException(
          "Cannot use the network %s in %s: %s"
              .formatted(archive, use.precision().label(), firstLine(e)),
          e);
    }
  }

  private static Model load(Path archive, Device device) {
    NativeLibraries.prepare();
    GpuSearch.quieten();
    Engine engine = engine();
    prepareThread();
    Model model = engine.newModel(archive.getFileName().toString(), device);
    try {
      model.load(archive);
      return model;
    } catch (IOException | MalformedModelException | EngineException e) {
      model.close();
      throw new BadDataException(
          "Cannot load the network %s: %s".formatted(archive, firstLine(e)), e);
    }
  }

  /** Whoever cannot load libraries cannot work on any item. */
  private static Engine engine() {
    try {
      return Engine.getEngine("PyTorch");
    } catch (RuntimeException e) {
      throw new LinkageError("Cannot start PyTorch on this machine: " + firstLine(e), e);
    }
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  private record Key(String contentHash, ArchiveKind kind, Use use) {}

  private static final class Network {
    private final Key key;
    private final Model model;
    private int users;

    private Network(Key key, Model model) {
      this.key = key;
      this.model = model;
    }
  }
}
