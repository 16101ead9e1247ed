package dev.troupe.training;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.jni.JniUtils;
import dev.troupe.inference.Processor;
import dev.troupe.media.FrameSize;
import dev.troupe.media.Picture;
import dev.troupe.model.TrainingScript;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** How fast training steps are beside those of the paper's implementation on the same engine. */
public final class TrainingSpeed {
  private static final long SEED = 11;
  private static final int ROUNDS = 2;

  /** The name of the step that the others are held against. */
  public static final String REFERENCE = "reference";

  private final TrainingConfig config;
  private final int threads;
  private final Map<String, Measured> measured = new LinkedHashMap<>();

  private TrainingSpeed(TrainingConfig config, int threads) {
    this.config = config;
    this.threads = threads;
  }

  /**
   * One kind of step.
   *
   * @param seconds by the wall clock
   * @param processorSeconds of all threads of the process
   */
  public record Measured(double seconds, double processorSeconds) {}

  /**
   * Measures whole steps on batches that are ready: forward, backward, optimisers. Of each kind the
   * best of two after one that warms up.
   *
   * @param file a published configuration; steps have its batch size
   * @param threads how many threads PyTorch may use
   * @return by name: {@link #REFERENCE}, float32, and bfloat16 where the processor multiplies it
   * @throws IOException if a graph cannot be written
   */
  public static Map<String, Measured> measure(Path file, int threads) throws IOException {
    TrainingSpeed speed = new TrainingSpeed(TrainingConfig.read(file), threads);
    speed.measureAll();
    return Collections.unmodifiableMap(speed.measured);
  }

  private void measureAll() throws IOException {
    TrainingGraph.prepareThread();
    int before = JniUtils.getNumThreads();
    JniUtils.setNumThreads(threads);
    try {
      // One after another: the weights and moments of all at once take three times the memory.
      measureReference();
      measure("float32", false);
      if (Processor.current().multipliesBfloat16()) {
        measure("bfloat16", true);
      }
    } finally {
      JniUtils.setNumThreads(before);
    }
  }

  private TrainingScript.Plan plan(boolean half) {
    return new TrainingScript.Plan(
        config.networks(),
        config.trainedDiscriminator(),
        config.losses(),
        true,
        new TrainingScript.Arithmetic(half, config.schedule().fixedStatistics()));
  }

  private TrainingState state() {
    return StartingState.of(
        config,
        new TrainRequest.Start(
            java.util.Optional.empty(), false, false, SEED, true, java.util.Optional.empty()),
        Path.of("none"),
        new ArrayList<>());
  }

  private void measureReference() throws IOException {
    double rate = config.schedule().rates().generator();
    Batch batch = noise();
    try (ReferenceStep step = new ReferenceStep(plan(false), state().parts())) {
      time(
          REFERENCE,
          () -> {
            try (NDManager manager = NDManager.newBaseManager()) {
              step.step(floats(batch.tensors(manager)), rate);
            }
          });
    }
  }

  /** The reference's pictures come as floats. */
  private static NDList floats(NDList batch) {
    NDList all = new NDList();
    for (NDArray pictures : batch.subNDList(0).subList(0, 2)) {
      NDArray planes = pictures.toType(DataType.FLOAT32, false).flip(3).transpose(0, 3, 1, 2);
      all.add(planes.div(255f));
    }
    all.addAll(batch.subNDList(2));
    return all;
  }

  @SuppressWarnings("MustBeClosedChecker") // the trainer closes the graph
  private void measure(String name, boolean half) throws IOException {
    Batch batch = noise();
    TrainingGraph graph = new TrainingGraph(TrainingScript.of(plan(half), Map.of()), Device.cpu());
    try (Trainer trainer = new Trainer(config, List.of(graph), state(), Long.MAX_VALUE)) {
      time(name, () -> trainer.step(batch));
    }
  }

  private void time(String name, Runnable step) {
    step.run();
    Measured best = new Measured(Double.MAX_VALUE, Double.MAX_VALUE);
    for (int i = 0; i < ROUNDS; i++) {
      long begin = System.nanoTime();
      double processor = processorSeconds();
      step.run();
      double used = processorSeconds() - processor;
      double seconds = (System.nanoTime() - begin) / 1e9;
      best =
          new Measured(Math.min(best.seconds(), seconds), Math.min(best.processorSeconds(), used));
    }
    measured.put(name, best);
  }

  private static double processorSeconds() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? system.getProcessCpuTime() / 1e9
        : 0;
  }

  private Batch noise() {
    Random random = new Random(SEED);
    FrameSize size = config.networks().frameSize();
    int count = config.schedule().batch();
    List<Picture> pictures = new ArrayList<>();
    for (int i = 0; i < 2 * count; i++) {
      byte[] bgr = new byte[size.width() * size.height() * 3];
      random.nextBytes(bgr);
      pictures.add(new Picture(size.width(), size.height(), bgr));
    }
    float[] theta = new float[count * 6];
    for (int i = 0; i < theta.length; i++) {
      theta[i] = (i % 6 == 0 || i % 6 == 4 ? 1 : 0) + 0.05f * (float) random.nextGaussian();
    }
    int points = config.losses().equivariance().points();
    float[] control = new float[count * points * points];
    for (int i = 0; i < control.length; i++) {
      control[i] = 0.005f * (float) random.nextGaussian();
    }
    return new Batch(
        pictures.subList(0, count),
        pictures.subList(count, 2 * count),
        new Batch.Warps(theta, control),
        Batch.Aims.NONE,
        Collections.nCopies(count, "noise"));
  }
}
