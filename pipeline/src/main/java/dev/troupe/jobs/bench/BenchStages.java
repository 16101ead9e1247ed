package dev.troupe.jobs.bench;

import dev.troupe.inference.Appearance;
import dev.troupe.inference.AppearanceEncoder;
import dev.troupe.inference.Compute;
import dev.troupe.inference.FrameGenerator;
import dev.troupe.inference.KeypointDetector;
import dev.troupe.media.FrameSize;
import dev.troupe.media.Picture;
import dev.troupe.model.ModelLocation;
import dev.troupe.model.ModelPackage;
import dev.troupe.model.NetworkWork;
import dev.troupe.model.Precision;
import dev.troupe.motion.Keypoints;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Each network on the calling thread, in processor time, so that other work does not count. */
final class BenchStages {
  private static final int ROUNDS = 2;
  private static final double GIGA = 1e9;

  private final ModelLocation location;
  private final FrameSize size;
  private final NetworkWork work;
  private final Map<String, Double> peak;
  private final List<Picture> frames;
  private final List<BenchResult.Stage> stages = new ArrayList<>();

  BenchStages(ModelPackage model, Map<String, Double> peakGigaflops, List<Picture> frames) {
    this.location = ModelLocation.of(model);
    this.size = model.manifest().network().frameSize();
    this.work = NetworkWork.of(model.manifest().network());
    this.peak = peakGigaflops;
    this.frames = frames;
  }

  List<BenchResult.Stage> run() {
    Compute compute = Compute.CPU;
    Appearance appearance;
    try (AppearanceEncoder encoder = new AppearanceEncoder(location, size, compute)) {
      Picture source = frames.get(0);
      appearance = encoder.encode(source);
      int batch = compute.detectorBatch();
      try (KeypointDetector detector = new KeypointDetector(location, size, compute)) {
        List<Picture> pictures = frames.subList(0, batch);
        double detect = seconds(() -> detector.detect(pictures)) / batch;
        add("keypoint detector", Precision.FLOAT32, batch, detect, work.detector());
        // Encoding a source detects its keypoints too, in a batch of its own.
        double encode = seconds(() -> encoder.encode(source)) - detect * batch;
        add("appearance encoder", Precision.FLOAT32, 1, encode, work.encoder());
      }
    }
    for (Precision precision : List.of(Precision.FLOAT32, Precision.BFLOAT16)) {
      for (int batch : new int[] {1, 2, 4}) {
        Compute used =
            new Compute("cpu", 4, batch, precision, Compute.Layout.PACKED, Compute.NO_REUSE);
        List<Keypoints> motion = java.util.Collections.nCopies(batch, appearance.keypoints());
        try (FrameGenerator generator = new FrameGenerator(location, appearance, used)) {
          double generate = seconds(() -> generator.generate(motion)) / batch;
          add("frame generator", precision, batch, generate, work.generator());
        }
      }
    }
    return List.copyOf(stages);
  }

  private void add(String name, Precision precision, int batch, double seconds, double operations) {
    double rate = operations / seconds / GIGA;
    double share = rate / peak.getOrDefault(precision.label(), rate);
    stages.add(new BenchResult.Stage(name, precision.label(), batch, 1000 * seconds, rate, share));
  }

  /** The best of some rounds after one that loads and warms up. */
  private static double seconds(Runnable stage) {
    stage.run();
    double best = Double.MAX_VALUE;
    for (int i = 0; i < ROUNDS; i++) {
      long begin = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      stage.run();
      long nanos = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - begin;
      best = Math.min(best, nanos / (double) TimeUnit.SECONDS.toNanos(1));
    }
    return best;
  }
}
