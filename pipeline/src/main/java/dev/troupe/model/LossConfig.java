package dev.troupe.model;

import dev.troupe.problems.RequestException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * What training minimises: the weight of every term, 0 leaving it out.
 *
 * @param scales shares of the frame's size at which pictures are compared, each at most 1
 * @param perceptual the five layers of VGG-19 (relu1_1 to relu5_1)
 * @param adversarial the terms with the discriminator
 * @param equivariance the terms under a random warp
 * @param pixels the terms that need no other network
 * @param guide the term with landmarks
 */
public record LossConfig(
    List<Double> scales,
    List<Double> perceptual,
    Adversarial adversarial,
    Equivariance equivariance,
    Pixels pixels,
    Guide guide)
    implements Serializable {

  /** How many layers of VGG-19 are compared. */
  public static final int LAYERS = 5;

  /**
   * The terms with the discriminator.
   *
   * @param generator how far generated pictures are from judged real, seen by the generator
   * @param discriminator how far judgements are from right, seen by the discriminator
   * @param featureMatching one weight per discriminator block
   */
  public record Adversarial(double generator, double discriminator, List<Double> featureMatching)
      implements Serializable {
    /** Copies the list. */
    public Adversarial {
      featureMatching = List.copyOf(featureMatching);
    }
  }

  /**
   * The terms under a random warp.
   *
   * @param value the keypoints' positions
   * @param jacobian their Jacobians
   * @param points the thin plate's control points are on a grid of so many a side
   */
  public record Equivariance(double value, double jacobian, int points) implements Serializable {}

  /**
   * What stands in for the perceptual term, or beside it.
   *
   * @param absolute the mean absolute difference
   * @param square the mean squared difference
   * @param gradient the mean absolute difference of neighbouring pixels' differences
   * @param texture the mean absolute difference of how strong edges are around a pixel, wherever
   *     exactly they are: what is blurred lacks them
   * @param focus how much more a pixel counts where source and driving frame differ: small moving
   *     regions such as eyes and mouth are few pixels; 0 for not at all
   */
  public record Pixels(
      double absolute, double square, double gradient, double texture, double focus)
      implements Serializable {
    /**
     * Whether any term takes part.
     *
     * @return true if one has a weight
     */
    public boolean isGiven() {
      return absolute > 0 || square > 0 || gradient > 0 || texture > 0;
    }
  }

  /**
   * Keypoints that are to lie where landmarks do.
   *
   * @param weight of their mean absolute distance in each direction, the picture's half side being
   *     1
   * @param focus how much more the terms that need no other network count a pixel at a landmark of
   *     the driving frame; 0 for not at all
   * @param keypoints how many of them, the last ones
   */
  public record Guide(double weight, double focus, int keypoints) implements Serializable {
    /** No landmarks. */
    public static final Guide NONE = new Guide(0, 0, 0);

    /**
     * Whether landmarks are needed.
     *
     * @return true if anything has a weight
     */
    public boolean isGiven() {
      return weight > 0 || focus > 0;
    }
  }

  /**
   * Checks the ranges.
   *
   * @throws RequestException with one sentence per impossible value, by its published key
   */
  public LossConfig {
    scales = List.copyOf(scales);
    perceptual = List.copyOf(perceptual);
    List<String> mistakes = new ArrayList<>();
    if (scales.isEmpty() || scales.stream().anyMatch(scale -> !(scale > 0 && scale <= 1))) {
      mistakes.add(
          "train_params.scales must be one or more numbers above 0, at most 1, found " + scales);
    }
    List<Double> weights = new ArrayList<>(perceptual);
    weights.addAll(adversarial.featureMatching());
    weights.addAll(List.of(adversarial.generator(), adversarial.discriminator()));
    weights.addAll(List.of(equivariance.value(), equivariance.jacobian()));
    weights.addAll(List.of(guide.weight(), guide.focus()));
    weights.addAll(List.of(pixels.absolute(), pixels.square(), pixels.gradient()));
    weights.addAll(List.of(pixels.texture(), pixels.focus()));
    if (weights.stream().anyMatch(weight -> !(weight >= 0 && weight < 1e6))) {
      mistakes.add("train_params.loss_weights must not be negative or huge, found " + weights);
    }
    if (perceptual.size() != LAYERS && !perceptual.isEmpty()) {
      mistakes.add(
          "loss_weights.perceptual must be %d numbers, found %d"
              .formatted(LAYERS, perceptual.size()));
    }
    if (equivariance.points() < 2 || equivariance.points() > 32) {
      mistakes.add(
          "transform_params.points_tps must be between 2 and 32, found " + equivariance.points());
    }
    if (!mistakes.isEmpty()) {
      throw new RequestException(mistakes);
    }
  }

  /**
   * Whether VGG-19 is needed.
   *
   * @return true if any of its layers has a weight
   */
  public boolean hasPerceptual() {
    return perceptual.stream().anyMatch(weight -> weight > 0);
  }

  /**
   * Whether generated pictures are compared with true ones.
   *
   * @return true if a term that does so has a weight
   */
  public boolean hasPictures() {
    return hasPerceptual() || pixels.isGiven();
  }

  boolean hasEquivariance() {
    return equivariance.value() > 0 || equivariance.jacobian() > 0;
  }

  boolean hasFeatureMatching() {
    return adversarial.featureMatching().stream().anyMatch(weight -> weight > 0);
  }
}
