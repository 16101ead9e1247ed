package dev.troupe.training;

import dev.troupe.media.Picture;
import dev.troupe.problems.BadDataException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Makes the batch of any step from the seed and the step's number alone, so that a resumed run sees
 * what the first would have seen.
 */
final class BatchMaker {
  private static final int MOST_ATTEMPTS = 1000;
  private static final long EPOCHS = 0x9e3779b97f4a7c15L;
  private static final long STEPS = 0xc2b2ae3d27d4eb4fL;

  private final TrainingConfig config;
  private final List<List<TrainingVideo>> groups;
  private final FrameStore frames;
  private final long seed;
  private long shuffledEpoch = -1;
  private int[] shuffled = {};

  BatchMaker(
      TrainingConfig config, List<List<TrainingVideo>> groups, FrameStore frames, long seed) {
    this.config = config;
    this.groups = groups;
    this.frames = frames;
    this.seed = seed;
  }

  /** Steps per epoch; pairs that do not fill a batch are left out, but one step there always is. */
  long stepsPerEpoch() {
    return stepsPerEpoch(config, groups.size());
  }

  static long stepsPerEpoch(TrainingConfig config, int groups) {
    long pairs = (long) groups * config.schedule().repeats();
    return Math.max(1, pairs / config.schedule().batch());
  }

  /**
   * Makes a batch.
   *
   * @param step from 0
   * @throws BadDataException if hardly any frame can be read
   * @throws IOException if a file system fails
   */
  Batch batch(long step) throws IOException {
    long epoch = step / stepsPerEpoch();
    int first = Math.toIntExact(step % stepsPerEpoch()) * config.schedule().batch();
    int[] order = order(epoch);
    SplittableRandom random = new SplittableRandom(seed * STEPS + step);
    List<Picture> sources = new ArrayList<>();
    List<Picture> drivings = new ArrayList<>();
    List<String> videos = new ArrayList<>();
    float[][] aims = new float[config.schedule().batch()][];
    for (int i = 0; i < config.schedule().batch(); i++) {
      SplittableRandom own = random.split();
      Pair pair = pair(order[(first + i) % order.length], own);
      sources.add(pair.frames().get(0));
      drivings.add(pair.frames().get(1));
      aims[i] = pair.aims();
      videos.add(pair.video());
    }
    return new Batch(sources, drivings, warps(random), joined(aims), videos);
  }

  private synchronized int[] order(long epoch) {
    if (epoch != shuffledEpoch) {
      int[] order = new int[Math.multiplyExact(groups.size(), config.schedule().repeats())];
      Arrays.setAll(order, i -> i % groups.size());
      Random random = new Random(seed * EPOCHS + epoch);
      for (int i = order.length - 1; i > 0; i--) {
        int other = random.nextInt(i + 1);
        int kept = order[i];
        order[i] = order[other];
        order[other] = kept;
      }
      shuffled = order;
      shuffledEpoch = epoch;
    }
    return shuffled;
  }

  private Batch.Aims joined(float[][] aims) {
    LandmarkGuide guide = config.data().guide();
    int each = 2 * guide.numbers();
    float[] values = new float[each * aims.length];
    for (int i = 0; i < aims.length; i++) {
      System.arraycopy(aims[i], 0, values, each * i, each);
    }
    return new Batch.Aims(values);
  }

  @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
  private record Pair(List<Picture> frames, float[] aims, String video) {}

  private Pair pair(int group, SplittableRandom random) throws IOException {
    int drawn = group;
    @Nullable BadDataException last = null;
    for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      List<TrainingVideo> choice = groups.get(drawn);
      TrainingVideo video = choice.get(random.nextInt(choice.size()));
      int one = random.nextInt(video.frames());
      int other = random.nextInt(video.frames());
      int first = Math.min(one, other);
      int second = Math.max(one, other);
      try {
        Picture source = frames.read(video, first);
        Picture driving = frames.read(video, second);
        Augmentation.Pair changed =
            config.data().augmentation().apply(List.of(source, driving), random);
        LandmarkGuide guide = config.data().guide();
        float[] aims =
            changed.swapped()
                ? guide.pair(video.aims(), second, first)
                : guide.pair(video.aims(), first, second);
        return new Pair(changed.pictures(), aims, video.name());
      } catch (BadDataException e) {
        last = e;
        drawn = random.nextInt(groups.size());
      }
    }
    throw new BadDataException(
        "Cannot go on training: hardly any video can be decoded; the last one: "
            + (last == null ? "" : last.getMessage()));
  }

  private Batch.Warps warps(SplittableRandom random) {
    int count = config.schedule().batch();
    TrainingConfig.Warp warp = config.data().warp();
    int points = config.losses().equivariance().points();
    float[] theta = new float[count * 6];
    for (int i = 0; i < theta.length; i++) {
      boolean diagonal = i % 6 == 0 || i % 6 == 4;
      theta[i] = (float) ((diagonal ? 1 : 0) + warp.sigmaAffine() * random.nextGaussian());
    }
    float[] control = new float[count * points * points];
    for (int i = 0; i < control.length; i++) {
      control[i] = (float) (warp.sigmaPlate() * random.nextGaussian());
    }
    return new Batch.Warps(theta, control);
  }
}
