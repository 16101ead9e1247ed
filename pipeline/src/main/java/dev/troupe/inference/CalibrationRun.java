package dev.troupe.inference;

import dev.troupe.media.FrameSize;
import dev.troupe.media.Picture;
import dev.troupe.model.ModelLocation;
import dev.troupe.model.ModelPackage;
import dev.troupe.model.Precision;
import dev.troupe.motion.Keypoints;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * Finds the fastest batch and layout of a model on this machine's processor, in processor time of
 * one thread, which is what a task has.
 */
public final class CalibrationRun {
  private static final List<Integer> BATCHES = List.of(1, 2, 4, 8);
  private static final int ROUNDS = 2;
  private static final long SEED = 3;

  private final ModelLocation location;
  private final FrameSize size;

  private CalibrationRun(ModelPackage model) {
    this.location = ModelLocation.of(model);
    this.size = model.manifest().network().frameSize();
  }

  /**
   * Measures; takes a minute for a network of the published size.
   *
   * @param model the package
   * @return what was fastest
   */
  public static Calibration measure(ModelPackage model) {
    CalibrationRun run = new CalibrationRun(model);
    Processor processor = Processor.current();
    Map<Precision, Calibration.Setting> generator = new EnumMap<>(Precision.class);
    generator.put(Precision.FLOAT32, run.generator(Precision.FLOAT32));
    if (processor.multipliesBfloat16()) {
      generator.put(Precision.BFLOAT16, run.generator(Precision.BFLOAT16));
    }
    return new Calibration(
        model.manifest().contentHash(), processor.name(), run.detector(), generator);
  }

  private Calibration.Setting detector() {
    List<Picture> frames = noise(Collections.max(BATCHES));
    List<Calibration.Setting> found = new ArrayList<>();
    for (int batch : BATCHES) {
      List<Picture> pictures = frames.subList(0, batch);
      Compute compute = new Compute("cpu", batch, 1);
      try (KeypointDetector detector = new KeypointDetector(location, size, compute)) {
        double seconds = seconds(() -> detector.detect(pictures)) / batch;
        found.add(new Calibration.Setting(batch, compute.layout(), 1000 * seconds));
      }
      Networks.closeIdle(0);
    }
    return fastest(found);
  }

  private Calibration.Setting generator(Precision precision) {
    Appearance appearance;
    try (AppearanceEncoder encoder = new AppearanceEncoder(location, size, Compute.CPU)) {
      appearance = encoder.encode(noise(1).get(0));
    }
    List<Calibration.Setting> found = new ArrayList<>();
    for (Compute.Layout layout : Compute.Layout.values()) {
      for (int batch : BATCHES) {
        Compute compute = new Compute("cpu", 1, batch, precision, layout, Compute.NO_REUSE);
        List<Keypoints> motion = Collections.nCopies(batch, appearance.keypoints());
        try (FrameGenerator generator = new FrameGenerator(location, appearance, compute)) {
          double seconds = seconds(() -> generator.generate(motion)) / batch;
          found.add(new Calibration.Setting(batch, layout, 1000 * seconds));
        }
        Networks.closeIdle(0);
      }
    }
    return fastest(found);
  }

  private static Calibration.Setting fastest(List<Calibration.Setting> found) {
    return Collections.min(
        found, java.util.Comparator.comparingDouble(Calibration.Setting::millisecondsPerFrame));
  }

  private List<Picture> noise(int count) {
    Random random = new Random(SEED);
    List<Picture> pictures = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] bgr = new byte[size.width() * size.height() * 3];
      random.nextBytes(bgr);
      pictures.add(new Picture(size.width(), size.height(), bgr));
    }
    return pictures;
  }

  private static double seconds(Runnable work) {
    work.run(); // loads and warms up
    long best = Long.MAX_VALUE;
    for (int i = 0; i < ROUNDS; i++) {
      long begin = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      work.run();
      best = Math.min(best, ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - begin);
    }
    return best / (double) TimeUnit.SECONDS.toNanos(1);
  }
}
