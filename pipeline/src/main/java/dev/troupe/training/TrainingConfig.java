package dev.troupe.training;

import dev.troupe.media.FrameSize;
import dev.troupe.model.DiscriminatorConfig;
import dev.troupe.model.LossConfig;
import dev.troupe.model.NetworkConfig;
import dev.troupe.problems.RequestException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All that a published configuration file says about training.
 *
 * @param networks the networks
 * @param discriminator the discriminator, where one is described
 * @param losses the terms' weights
 * @param schedule how long and how fast
 * @param data what becomes of the frames
 */
record TrainingConfig(
    NetworkConfig networks,
    Optional<DiscriminatorConfig> discriminator,
    LossConfig losses,
    Schedule schedule,
    Data data) {

  /**
   * How long and how fast.
   *
   * @param epochs how often all videos are gone through
   * @param repeats how many pairs each video gives per epoch
   * @param milestones the epochs from which on the learning rates are a tenth of before
   * @param batch pairs per step
   * @param rates the learning rates
   * @param checkpointEpochs a checkpoint is kept every so many epochs
   * @param fixedStatistics whether batch norms keep their running statistics
   * @param startsAsCopy whether the generator begins as a copy of the warped source
   */
  record Schedule(
      int epochs,
      int repeats,
      List<Integer> milestones,
      int batch,
      Rates rates,
      int checkpointEpochs,
      boolean fixedStatistics,
      boolean startsAsCopy) {

    /** Copies the list and checks the ranges. */
    Schedule {
      milestones = List.copyOf(milestones);
      List<String> mistakes = new ArrayList<>();
      positive("num_epochs", epochs, mistakes);
      positive("num_repeats", repeats, mistakes);
      positive("batch_size", batch, mistakes);
      positive("checkpoint_freq", checkpointEpochs, mistakes);
      for (double rate : List.of(rates.generator(), rates.detector(), rates.discriminator())) {
        if (!(rate >= 0 && rate < 1)) {
          mistakes.add("train_params: a learning rate must be between 0 and 1, found " + rate);
        }
      }
      if (!mistakes.isEmpty()) {
        throw new RequestException(mistakes);
      }
    }

    private static void positive(String key, int value, List<String> mistakes) {
      if (value < 1 || value > 1_000_000) {
        mistakes.add(
            "train_params.%s must be between 1 and 1000000, found %d".formatted(key, value));
      }
    }

    /** What the learning rates are multiplied with in an epoch, counted from 0. */
    double decay(long epoch) {
      long passed = milestones.stream().filter(milestone -> milestone <= epoch).count();
      return Math.pow(0.1, (double) passed);
    }
  }

  /** The three optimisers' learning rates. */
  record Rates(double generator, double detector, double discriminator) {}

  /**
   * What becomes of the frames.
   *
   * @param identitySampling whether a step draws people, and of each any video, not videos; a
   *     file's name up to the first # says whom it shows
   * @param augmentation random changes
   * @param warp the random warp of the equivariance terms
   * @param guide the landmarks that guide keypoints
   */
  record Data(
      boolean identitySampling, Augmentation augmentation, Warp warp, LandmarkGuide guide) {}

  /**
   * How strong the random warp is.
   *
   * @param sigmaAffine standard deviation of the affine part
   * @param sigmaPlate standard deviation of the thin plate's weights
   */
  record Warp(double sigmaAffine, double sigmaPlate) {
    private static final double MOST = 10;

    /** Checks the ranges. */
    Warp {
      if (!(sigmaAffine >= 0 && sigmaAffine <= MOST && sigmaPlate >= 0 && sigmaPlate <= MOST)) {
        throw new RequestException(
            List.of(
                "transform_params.sigma_affine and sigma_tps must be from 0 to %s, found %s and %s"
                    .formatted(MOST, sigmaAffine, sigmaPlate)));
      }
    }
  }

  /**
   * Reads a published configuration file.
   *
   * @throws RequestException with one sentence per missing, unknown or impossible value
   * @throws dev.troupe.problems.BadDataException if the file cannot be read or is no YAML
   */
  static TrainingConfig read(Path file) {
    return new TrainingConfigReader(file).read();
  }

  /** The networks for the pictures that training sees, which augmentation may cut smaller. */
  NetworkConfig trained() {
    return resized(networks, data.augmentation().size());
  }

  /**
   * The same networks for pictures of another size.
   *
   * @throws RequestException if they cannot take it
   */
  static NetworkConfig resized(NetworkConfig networks, FrameSize size) {
    return new NetworkConfig(
        size,
        networks.keypointCount(),
        networks.hasJacobians(),
        networks.detector(),
        networks.denseMotion(),
        networks.generator());
  }

  /** The discriminator if it takes part: where the generator is not judged, it rests. */
  Optional<DiscriminatorConfig> trainedDiscriminator() {
    return discriminator.filter(network -> losses.adversarial().generator() > 0);
  }
}
