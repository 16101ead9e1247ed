package dev.troupe.training;

import dev.troupe.model.FlatLayout;
import dev.troupe.model.FlatLayout.Slot;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Weights before any training, drawn as the reference implementation draws them: convolutions
 * uniformly within the inverse root of their inputs' number, norms neutral, Jacobians the identity.
 */
final class FreshWeights {
  private final RandomGenerator random;

  private FreshWeights(RandomGenerator random) {
    this.random = random;
  }

  /** A network of that layout, the same for the same seed. */
  static NetworkVectors draw(FlatLayout layout, long seed) {
    FreshWeights fresh = new FreshWeights(new SplittableRandom(seed));
    float[] parameters = new float[layout.parameters().length()];
    for (Slot slot : layout.parameters().slots()) {
      fresh.parameter(slot, range(slot, layout), parameters);
    }
    float[] statistics = new float[layout.statistics().length()];
    layout.statistics().slots().forEach(slot -> fresh.statistic(slot, statistics));
    return new NetworkVectors(parameters, statistics);
  }

  /** That of the convolution a weight or bias belongs to; 0 for norms. */
  private static double range(Slot slot, FlatLayout layout) {
    String convolution = slot.name().substring(0, slot.name().lastIndexOf('.'));
    for (Slot other : layout.parameters().slots()) {
      if (other.shape().size() == 4 && other.name().startsWith(convolution + ".weight")) {
        return 1 / Math.sqrt((double) other.count() / other.shape().get(0));
      }
    }
    return 0;
  }

  private void parameter(Slot slot, double range, float[] values) {
    for (int i = 0; i < slot.count(); i++) {
      float value;
      if (slot.name().equals("jacobian.weight")) {
        value = 0;
      } else if (slot.name().equals("jacobian.bias")) {
        value = i % 4 == 0 || i % 4 == 3 ? 1 : 0;
      } else if (range == 0) {
        value = slot.name().endsWith(".weight") ? 1 : 0;
      } else {
        value = (float) (range * (2 * random.nextDouble() - 1));
      }
      values[slot.offset() + i] = value;
    }
  }

  private void statistic(Slot slot, float[] values) {
    Map<String, Float> constant = Map.of("running_mean", 0f, "running_var", 1f);
    String last = slot.name().substring(slot.name().lastIndexOf('.') + 1);
    if (slot.name().endsWith("down.weight")) {
      float[] gaussian = FlatLayout.gaussian(slot);
      System.arraycopy(gaussian, 0, values, slot.offset(), slot.count());
      return;
    }
    double square = 0;
    for (int i = 0; i < slot.count(); i++) {
      float value = constant.getOrDefault(last, (float) random.nextGaussian());
      values[slot.offset() + i] = value;
      square += value * value;
    }
    if (!constant.containsKey(last)) {
      for (int i = 0; i < slot.count(); i++) {
        values[slot.offset() + i] /= (float) Math.sqrt(square);
      }
    }
  }
}
