package dev.troupe.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.troupe.model.DiscriminatorConfig;
import dev.troupe.model.FlatLayout;
import dev.troupe.model.LossConfig;
import dev.troupe.model.NetworkConfig;
import dev.troupe.model.TrainingScript;
import dev.troupe.torchscript.Checkpoint;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A golden network before one training step, and the reference implementation's numbers of it. */
final class GoldenStep {
  static final double RATE = 2e-4;

  /** Norms of gradients below are rounding noise, and so is Adam's first step along them. */
  private static final double NOISE = 1e-4;

  /**
   * The same of a single number: where a channel of the discriminator's first block is never cut
   * off, the norm behind it makes its bias's gradient zero, and the first step along what rounding
   * leaves of it is anything up to the learning rate.
   */
  private static final double SMALLEST = 1e-6;

  private final Path folder;
  private final JsonNode expected;
  private final TrainingScript.Plan plan;
  private final List<TrainingState.Part> parts;

  private GoldenStep(
      Path folder, JsonNode expected, TrainingScript.Plan plan, List<TrainingState.Part> parts) {
    this.folder = folder;
    this.expected = expected;
    this.plan = plan;
    this.parts = parts;
  }

  static GoldenStep of(String network, boolean spectralNorm, boolean keypoints) throws Exception {
    Path folder = Path.of(GoldenStep.class.getResource("/golden/" + network).toURI());
    JsonNode expected = new ObjectMapper().readTree(folder.resolve("train_step.json").toFile());
    NetworkConfig config = NetworkConfig.read(folder.resolve("config.yaml"));
    DiscriminatorConfig discriminator =
        new DiscriminatorConfig(
            List.of(1.0),
            4,
            16,
            3,
            spectralNorm,
            new DiscriminatorConfig.KeypointInput(keypoints, 0.01));
    JsonNode weights = expected.get("loss_weights");
    LossConfig losses =
        new LossConfig(
            List.of(1.0, 0.5),
            List.of(),
            new LossConfig.Adversarial(
                weights.get("generator_gan").doubleValue(),
                weights.get("discriminator_gan").doubleValue(),
                Collections.nCopies(4, 10.0)),
            new LossConfig.Equivariance(10, 10, 5),
            new LossConfig.Pixels(0, 0, 0, 0, 0),
            LossConfig.Guide.NONE);
    List<TrainingState.Part> parts = new ArrayList<>();
    try (Checkpoint checkpoint = Checkpoint.open(folder.resolve("checkpoint.pth.tar"))) {
      parts.add(part("generator", FlatLayout.ofGenerator(config), checkpoint));
      parts.add(part("kp_detector", FlatLayout.ofDetector(config), checkpoint));
      parts.add(
          part("discriminator", FlatLayout.ofDiscriminator(config, discriminator), checkpoint));
    }
    TrainingScript.Plan plan =
        new TrainingScript.Plan(
            config, Optional.of(discriminator), losses, true, TrainingScript.Arithmetic.EXACT);
    return new GoldenStep(folder, expected, plan, parts);
  }

  private static TrainingState.Part part(String name, FlatLayout layout, Checkpoint checkpoint) {
    List<String> faults = new ArrayList<>();
    NetworkVectors drawn = FreshWeights.draw(layout, 0);
    NetworkVectors vectors =
        NetworkVectors.of(layout, name, checkpoint.tensors(name), drawn, faults);
    assertThat(faults).isEmpty();
    return TrainingState.Part.fresh(name, layout, vectors);
  }

  TrainingScript.Plan plan() {
    return plan;
  }

  /** Generator, detector, discriminator. */
  List<TrainingState.Part> parts() {
    return parts;
  }

  /** Source, driving, theta, control. */
  NDList batch(NDManager manager) throws IOException {
    Map<String, NDArray> inputs = read(manager);
    return new NDList(
        inputs.get("source"),
        inputs.get("driving"),
        inputs.get("theta"),
        inputs.get("control_params"));
  }

  private Map<String, NDArray> read(NDManager manager) throws IOException {
    Map<String, NDArray> arrays = new HashMap<>();
    try (InputStream in = Files.newInputStream(folder.resolve("train_step.npz"))) {
      NDList.decode(manager, in).forEach(array -> arrays.put(array.getName(), array));
    }
    // DJL would take names for parts of the module's arguments.
    arrays.values().forEach(array -> array.setName(null));
    return arrays;
  }

  void assertPictures(NDArray prediction, NDArray warped) throws IOException {
    Map<String, NDArray> inputs = read(prediction.getManager());
    assertClose(prediction, inputs.get("prediction"));
    assertClose(warped, inputs.get("transformed_frame"));
  }

  private static void assertClose(NDArray found, NDArray expected) {
    assertThat(found.sub(expected).abs().max().getFloat()).isLessThan(1e-4f);
  }

  void assertLosses(Map<String, Float> losses) {
    Set<String> names = new HashSet<>();
    expected.get("losses").fieldNames().forEachRemaining(names::add);
    assertThat(losses.keySet()).isEqualTo(names);
    losses.forEach(
        (name, value) -> {
          double wanted = expected.get("losses").get(name).doubleValue();
          assertThat((double) value).as(name).isCloseTo(wanted, within(1e-3 * wanted));
        });
  }

  /** Compares the norms of a network's gradient, tensor by tensor. */
  void assertNorms(int network, float[] gradient) {
    TrainingState.Part part = parts.get(network);
    assertNorms(part.network(), part.layout(), gradient, norms());
  }

  private JsonNode norms() {
    return expected.get("gradient_l2_norms");
  }

  /** Compares a network after one step of Adam, tensor by tensor. */
  void assertMeans(int network, float[] gradient, NetworkVectors found) {
    TrainingState.Part part = parts.get(network);
    assertMeans(
        new Tensors(part.network(), part.layout(), gradient, norms()),
        found,
        expected.get("after_one_adam_step"));
  }

  private static void assertNorms(
      String network, FlatLayout layout, float[] gradient, JsonNode norms) {
    for (FlatLayout.Slot slot : layout.parameters().slots()) {
      double sum = 0;
      for (int i = 0; i < slot.count(); i++) {
        sum += (double) gradient[slot.offset() + i] * gradient[slot.offset() + i];
      }
      String name = network + "." + slot.name();
      double wanted = norms.path(name).doubleValue();
      assertThat(Math.sqrt(sum)).as(name).isCloseTo(wanted, within(Math.max(NOISE, 1e-3 * wanted)));
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Tensors(String network, FlatLayout layout, float[] gradient, JsonNode norms) {
    boolean noise(FlatLayout.Slot slot) {
      JsonNode norm = norms.path(network + "." + slot.name());
      return !norm.isMissingNode() && norm.doubleValue() <= NOISE;
    }

    /** How far a tensor's mean may be moved by steps along noise. */
    double allowance(FlatLayout.Slot slot) {
      int noisy = 0;
      for (int i = 0; i < slot.count(); i++) {
        double size = Math.abs(gradient[slot.offset() + i]);
        noisy += size > 0 && size < SMALLEST ? 1 : 0;
      }
      return 2 * RATE * noisy / slot.count();
    }
  }

  private static void assertMeans(Tensors tensors, NetworkVectors found, JsonNode means) {
    for (FlatLayout.Slot slot : tensors.layout().parameters().slots()) {
      if (!tensors.noise(slot)) {
        assertMean(
            means.get(tensors.network() + "." + slot.name()),
            slot,
            found.parameters(),
            1e-5 + tensors.allowance(slot));
      }
    }
    for (FlatLayout.Slot slot : tensors.layout().statistics().slots()) {
      assertMean(means.get(tensors.network() + "." + slot.name()), slot, found.statistics(), 1e-5);
    }
  }

  private static void assertMean(
      JsonNode wanted, FlatLayout.Slot slot, float[] values, double tolerance) {
    double sum = 0;
    double absolute = 0;
    for (int i = 0; i < slot.count(); i++) {
      sum += values[slot.offset() + i];
      absolute += Math.abs(values[slot.offset() + i]);
    }
    assertThat(sum / slot.count())
        .as(slot.name())
        .isCloseTo(wanted.get("mean").doubleValue(), within(tolerance));
    assertThat(absolute / slot.count())
        .as(slot.name())
        .isCloseTo(wanted.get("abs_mean").doubleValue(), within(tolerance));
  }
}
