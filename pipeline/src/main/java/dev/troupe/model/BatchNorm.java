package dev.troupe.model;

/**
 * A batch norm with fixed statistics: per channel {@code (x - mean) / sqrt(variance + 1e-5) *
 * weight + bias}, which is a factor and a summand and can be worked into a convolution before it.
 */
final class BatchNorm {
  private static final double EPSILON = 1e-5;

  private final double[] scale;
  private final float[] bias;
  private final float[] mean;

  BatchNorm(float[] weight, float[] bias, float[] mean, float[] variance) {
    this.scale = new double[weight.length];
    this.bias = bias;
    this.mean = mean;
    for (int i = 0; i < scale.length; i++) {
      scale[i] = weight[i] / Math.sqrt(variance[i] + EPSILON);
    }
  }

  /** The factor per channel. */
  float[] scale() {
    float[] factors = new float[scale.length];
    for (int i = 0; i < factors.length; i++) {
      factors[i] = (float) scale[i];
    }
    return factors;
  }

  /** Multiplies the weights of each output channel, in place. */
  float[] foldWeight(float[] weight) {
    int perChannel = weight.length / scale.length;
    for (int i = 0; i < weight.length; i++) {
      weight[i] = (float) (weight[i] * scale[i / perChannel]);
    }
    return weight;
  }

  /** Moves a convolution's bias through the norm, in place. */
  float[] foldBias(float[] convolutionBias) {
    for (int i = 0; i < convolutionBias.length; i++) {
      convolutionBias[i] = (float) ((convolutionBias[i] - mean[i]) * scale[i] + bias[i]);
    }
    return convolutionBias;
  }
}
