package dev.troupe.training;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.troupe.media.FrameSize;
import dev.troupe.model.DiscriminatorConfig;
import dev.troupe.model.LossConfig;
import dev.troupe.model.NetworkConfig;
import dev.troupe.problems.BadDataException;
import dev.troupe.problems.RequestException;
import dev.troupe.training.Augmentation.Jitter;
import dev.troupe.training.Augmentation.Resize;
import dev.troupe.training.TrainingConfig.Data;
import dev.troupe.training.TrainingConfig.Rates;
import dev.troupe.training.TrainingConfig.Schedule;
import dev.troupe.training.TrainingConfig.Warp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Reads the published YAML for training; every mistake is collected, unknown keys are mistakes. */
final class TrainingConfigReader {
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final double MOST_RESIZED = 8;

  /** In place of a size that is itself a mistake. */
  private static final FrameSize UNKNOWN = new FrameSize(256, 256);

  private final Path file;
  private final List<String> mistakes = new ArrayList<>();

  TrainingConfigReader(Path file) {
    this.file = file;
  }

  TrainingConfig read() {
    Optional<NetworkConfig> networks = Optional.empty();
    try {
      networks = Optional.of(NetworkConfig.read(file));
    } catch (RequestException e) {
      mistakes.addAll(e.mistakes());
    }
    ConfigSection root = new ConfigSection("", tree(), this::mistake);
    KnownKeys.check(root.node(), this::mistake);
    ConfigSection train = root.section("train_params");
    if (!train.present()) {
      mistake("train_params is missing; a configuration for training says how long and how fast");
    }
    Optional<Schedule> schedule = tried(() -> schedule(train));
    LandmarkGuide guide = LandmarkGuide.of(train);
    Optional<LossConfig> losses = tried(() -> losses(train, guide));
    Optional<Optional<DiscriminatorConfig>> discriminator =
        tried(() -> discriminator(root.section("model_params").section("discriminator_params")));
    FrameSize frameSize = networks.map(NetworkConfig::frameSize).orElse(UNKNOWN);
    // Landmarks count only where they have a weight.
    boolean guided = losses.map(weights -> weights.guide().isGiven()).orElse(false);
    Optional<Data> data =
        data(
            root.section("dataset_params"),
            train,
            frameSize,
            guided ? guide.at(frameSize) : LandmarkGuide.NONE);
    if (networks.isPresent() && losses.isPresent() && discriminator.isPresent()) {
      compare(losses.get(), discriminator.get());
    }
    if (networks.isPresent() && schedule.isPresent() && schedule.get().startsAsCopy()) {
      checkCopyStart(networks.get().generator());
    }
    if (networks.isPresent() && data.isPresent() && losses.isPresent()) {
      checkGuide(networks.get(), data.get(), losses.get());
    }
    if (networks.isPresent() && data.isPresent()) {
      checkCrop(networks.get(), data.get().augmentation().size());
    }
    if (!mistakes.isEmpty()) {
      throw new RequestException(mistakes);
    }
    return new TrainingConfig(
        networks.orElseThrow(),
        discriminator.orElseThrow(),
        losses.orElseThrow(),
        schedule.orElseThrow(),
        data.orElseThrow());
  }

  private void checkGuide(NetworkConfig networks, Data data, LossConfig losses) {
    if (!losses.guide().isGiven()) {
      return;
    }
    int guided = losses.guide().keypoints();
    if (guided < 1 || guided > networks.keypointCount()) {
      mistake(
          "loss_weights.landmark needs train_params.landmark_guide: a list of landmark numbers for"
              + " each guided keypoint, of which there are at most %d, found %d"
                  .formatted(networks.keypointCount(), guided));
    }
    if (!data.augmentation().keepsPlaces(networks.frameSize())) {
      mistake(
          "loss_weights.landmark cannot go with horizontal_flip, resize_param and crop_param:"
              + " landmarks do not follow them");
    }
  }

  private void checkCopyStart(NetworkConfig.Generator generator) {
    if (generator.downBlocks() > 0
        || Math.min(generator.blockExpansion(), generator.maxFeatures()) < CopyStart.CHANNELS) {
      mistake(
          "train_params.copy_start needs a generator that warps the source at its full size:"
              + " expected num_down_blocks 0 and block_expansion of at least "
              + CopyStart.CHANNELS);
    }
  }

  private JsonNode tree() {
    try {
      return YAML.readTree(Files.readAllBytes(file));
    } catch (JsonProcessingException e) {
      throw new BadDataException(
          "Cannot read configuration %s: it is no valid YAML".formatted(file), e);
    } catch (IOException e) {
      throw new BadDataException(
          "Cannot read configuration %s: %s".formatted(file, e.getMessage()), e);
    }
  }

  private void mistake(String mistake) {
    mistakes.add("Cannot use configuration %s: %s".formatted(file, mistake));
  }

  private <T> Optional<T> tried(Supplier<T> part) {
    try {
      return Optional.of(part.get());
    } catch (RequestException e) {
      e.mistakes().forEach(this::mistake);
      return Optional.empty();
    }
  }

  private static Schedule schedule(ConfigSection train) {
    return new Schedule(
        train.integer("num_epochs", 1),
        train.integer("num_repeats", 1),
        train.numbers("epoch_milestones", List.of()).stream().map(Double::intValue).toList(),
        train.integer("batch_size", 1),
        new Rates(
            train.number("lr_generator", 2e-4),
            train.number("lr_kp_detector", 2e-4),
            train.number("lr_discriminator", 2e-4)),
        train.integer("checkpoint_freq", 1),
        train.flag("freeze_norms", false),
        train.flag("copy_start", false));
  }

  private static LossConfig losses(ConfigSection train, LandmarkGuide guide) {
    ConfigSection weights = train.section("loss_weights");
    return new LossConfig(
        train.numbers("scales", List.of(1.0)),
        weights.numbers("perceptual", List.of()),
        new LossConfig.Adversarial(
            weights.number("generator_gan", 0),
            weights.number("discriminator_gan", 0),
            weights.numbers("feature_matching", List.of())),
        new LossConfig.Equivariance(
            weights.number("equivariance_value", 0),
            weights.number("equivariance_jacobian", 0),
            train.section("transform_params").integer("points_tps", 5)),
        new LossConfig.Pixels(
            weights.number("pixel", 0),
            weights.number("square", 0),
            weights.number("gradient", 0),
            weights.number("texture", 0),
            weights.number("motion_focus", 0)),
        new LossConfig.Guide(
            weights.number("landmark", 0),
            weights.number("landmark_focus", 0),
            guide.groups().size()));
  }

  private static Optional<DiscriminatorConfig> discriminator(ConfigSection section) {
    if (!section.present()) {
      return Optional.empty();
    }
    return Optional.of(
        new DiscriminatorConfig(
            section.numbers("scales", List.of(1.0)),
            section.integer("block_expansion", 64),
            section.integer("max_features", 512),
            section.integer("num_blocks", 4),
            section.flag("sn", false),
            new DiscriminatorConfig.KeypointInput(
                section.flag("use_kp", false), section.number("kp_variance", 0.01))));
  }

  private Optional<Data> data(
      ConfigSection dataset, ConfigSection train, FrameSize frameSize, LandmarkGuide guide) {
    ConfigSection augmentation = dataset.section("augmentation_params");
    ConfigSection flip = augmentation.section("flip_param");
    ConfigSection transform = train.section("transform_params");
    Optional<Resize> resize = tried(() -> resize(augmentation.section("resize_param")));
    Optional<FrameSize> crop = tried(() -> crop(augmentation.section("crop_param"), frameSize));
    Optional<Jitter> jitter = tried(() -> jitter(augmentation.section("jitter_param")));
    Optional<Warp> warp =
        tried(
            () ->
                new Warp(
                    transform.number("sigma_affine", 0.05), transform.number("sigma_tps", 0.005)));
    boolean timeFlip = flip.flag("time_flip", false);
    boolean horizontalFlip = flip.flag("horizontal_flip", false);
    boolean byIdentity = dataset.flag("id_sampling", false);
    if (resize.isEmpty() || crop.isEmpty() || jitter.isEmpty() || warp.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Data(
            byIdentity,
            new Augmentation(timeFlip, horizontalFlip, resize.get(), crop.get(), jitter.get()),
            warp.get(),
            guide));
  }

  private static Jitter jitter(ConfigSection section) {
    return new Jitter(
        section.number("brightness", 0),
        section.number("contrast", 0),
        section.number("saturation", 0),
        section.number("hue", 0));
  }

  private static Resize resize(ConfigSection section) {
    List<Double> ratio = section.numbers("ratio", List.of(1.0, 1.0));
    if (ratio.size() != 2
        || !(ratio.get(0) > 0 && ratio.get(1) >= ratio.get(0) && ratio.get(1) <= MOST_RESIZED)) {
      throw new RequestException(
          List.of(
              "resize_param.ratio must be two rising numbers above 0, at most %s, found %s"
                  .formatted(MOST_RESIZED, ratio)));
    }
    return new Resize(ratio.get(0), ratio.get(1));
  }

  /** Height before width, as frame_shape; one number for both is as good. */
  private static FrameSize crop(ConfigSection section, FrameSize frameSize) {
    if (section.node().path("size").isInt()) {
      int side = section.integer("size", 0);
      return crop(List.of((double) side, (double) side));
    }
    double height = frameSize.height();
    return crop(section.numbers("size", List.of(height, (double) frameSize.width())));
  }

  private static FrameSize crop(List<Double> sides) {
    boolean good =
        sides.size() == 2
            && sides.stream()
                .allMatch(
                    side -> side >= 1 && side <= FrameSize.LONGEST_SIDE && side == Math.rint(side));
    if (!good) {
      throw new RequestException(
          List.of(
              "crop_param.size must be one side or height and width in pixels, found " + sides));
    }
    return new FrameSize(sides.get(1).intValue(), sides.get(0).intValue());
  }

  /** The networks cannot take pictures of every size. */
  private void checkCrop(NetworkConfig networks, FrameSize size) {
    try {
      TrainingConfig.resized(networks, size);
    } catch (RequestException e) {
      e.mistakes()
          .forEach(each -> mistake("crop_param.size takes the place of frame_shape, but " + each));
    }
  }

  private void compare(LossConfig losses, Optional<DiscriminatorConfig> discriminator) {
    if (losses.adversarial().generator() > 0) {
      if (discriminator.isEmpty()) {
        mistake("loss_weights.generator_gan needs discriminator_params");
      } else if (!losses.scales().containsAll(discriminator.get().scales())) {
        mistake("discriminator_params.scales must be among train_params.scales");
      }
    }
    LossConfig.Adversarial adversarial = losses.adversarial();
    boolean detectorAlone =
        losses.guide().weight() > 0
            && adversarial.generator() == 0
            && adversarial.discriminator() == 0;
    if (!losses.hasPictures() && !detectorAlone) {
      mistake(
          "loss_weights has no term that compares pictures: perceptual, pixel, square, gradient,"
              + " texture; without one, landmark trains the detector alone, and then"
              + " generator_gan and discriminator_gan must be 0");
    }
  }
}
