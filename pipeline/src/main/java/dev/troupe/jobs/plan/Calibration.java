package dev.troupe.jobs.plan;

import dev.troupe.inference.Appearance;
import dev.troupe.inference.AppearanceEncoder;
import dev.troupe.inference.Compute;
import dev.troupe.inference.FrameGenerator;
import dev.troupe.inference.KeypointDetector;
import dev.troupe.jobs.library.Throughput;
import dev.troupe.media.FrameSize;
import dev.troupe.media.Picture;
import dev.troupe.model.ModelLocation;
import dev.troupe.motion.Keypoints;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** Runs a model's networks on a few frames of noise: the time does not depend on what they show. */
final class Calibration {
  /** Decoding, scaling and encoding, beside the networks: their share as measured in long runs. */
  private static final double MEDIA_SHARE = 0.05;

  /** Opening clips, joining segments, sound, publishing. */
  private static final double ITEM_SECONDS = 0.3;

  private static final int RUNS = 5;
  private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final Compute compute;

  Calibration(Compute compute) {
    this.compute = compute;
  }

  /** Takes seconds; one core works. */
  Throughput measure(ModelLocation model) {
    FrameSize size = model.open().manifest().network().frameSize();
    List<Picture> frames = noise(size, compute.detectorBatch());
    double detect;
    Appearance appearance;
    try (KeypointDetector detector = new KeypointDetector(model, size, compute)) {
      detector.detect(frames); // loads and warms up
      detect = seconds(() -> detector.detect(frames)) / frames.size();
    }
    try (AppearanceEncoder encoder = new AppearanceEncoder(model, size, compute)) {
      appearance = encoder.encode(frames.get(0));
    }
    double generate;
    List<Keypoints> motion = Collections.nCopies(compute.generatorBatch(), appearance.keypoints());
    try (FrameGenerator generator = new FrameGenerator(model, appearance, compute)) {
      generator.generate(motion);
      generate = seconds(() -> generator.generate(motion)) / motion.size();
    }
    return new Throughput(
        model.contentHash(),
        compute.device(),
        (1 - MEDIA_SHARE) / detect,
        (1 - MEDIA_SHARE) / generate,
        ITEM_SECONDS);
  }

  /** The median of some runs: others may use the machine meanwhile. */
  private static double seconds(Runnable work) {
    List<Long> nanos = new ArrayList<>();
    long begin = System.nanoTime();
    while (nanos.size() < RUNS && (nanos.isEmpty() || System.nanoTime() - begin < LONGEST_NANOS)) {
      long runBegin = System.nanoTime();
      work.run();
      nanos.add(System.nanoTime() - runBegin);
    }
    Collections.sort(nanos);
    return nanos.get(nanos.size() / 2) / (double) TimeUnit.SECONDS.toNanos(1);
  }

  private static List<Picture> noise(FrameSize size, int count) {
    Random random = new Random(0);
    List<Picture> frames = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] pixels = new byte[size.width() * size.height() * 3];
      random.nextBytes(pixels);
      frames.add(new Picture(size.width(), size.height(), pixels));
    }
    return frames;
  }
}
