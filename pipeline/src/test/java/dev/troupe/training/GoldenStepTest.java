package dev.troupe.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One training step against the reference implementation's numbers. */
class GoldenStepTest {
  /** Norms of gradients below are rounding noise, and so is Adam's first step along them. */
  private static final double NOISE = 1e-4;

  /**
   * The same of a single number: where a channel of the discriminator's first block is never cut
   * off, the norm behind it makes its bias's gradient zero, and the first step along what rounding
   * leaves of it is anything up to the learning rate.
   */
  private static final double SMALLEST = 1e-6;

  private static final double RATE = 2e-4;

  @SuppressWarnings("MustBeClosedChecker") // a network closes its manager
  @ParameterizedTest
  @CsvSource({"vox-mini,true,false", "vox-adv-mini,false,true", "mgif-mini,true,false"})
  void step_goldenNetwork_agreesWithLossesGradientsAndNextWeights(
      String network, boolean spectralNorm, boolean keypoints) throws Exception {
    Path folder = Path.of(getClass().getResource("/golden/" + network).toURI());
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
            new LossConfig.Pixels(0, 0, 0, 0));
    Map<String, FlatLayout> layouts =
        Map.of(
            "generator", FlatLayout.ofGenerator(config),
            "kp_detector", FlatLayout.ofDetector(config),
            "discriminator", FlatLayout.ofDiscriminator(config, discriminator));
    try (TrainingGraph graph =
            new TrainingGraph(
                TrainingScript.of(
                    new TrainingScript.Plan(
                        config,
                        Optional.of(discriminator),
                        losses,
                        true,
                        TrainingScript.Arithmetic.EXACT),
                    Map.of()),
                Device.cpu());
        NDManager manager = graph.newManager();
        Checkpoint checkpoint = Checkpoint.open(folder.resolve("checkpoint.pth.tar"))) {
      Map<String, TrainedNetwork> trained = new HashMap<>();
      List<String> faults = new ArrayList<>();
      layouts.forEach(
          (name, layout) ->
              trained.put(
                  name,
                  new TrainedNetwork(
                      graph.newManager(),
                      NetworkVectors.of(
                          layout,
                          name,
                          checkpoint.tensors(name),
                          FreshWeights.draw(layout, 0),
                          faults))));
      assertThat(faults).isEmpty();
      Map<String, NDArray> inputs = read(manager, folder.resolve("train_step.npz"));

      TrainingGraph.Result result =
          graph.gradients(
              new TrainingGraph.Networks(
                  trained.get("generator"),
                  trained.get("kp_detector"),
                  trained.get("discriminator")),
              new NDList(
                  inputs.get("source"),
                  inputs.get("driving"),
                  inputs.get("theta"),
                  inputs.get("control_params")));

      assertClose(result.prediction(), inputs.get("prediction"));
      assertClose(result.warped(), inputs.get("transformed_frame"));
      assertThat(result.losses().keySet()).isEqualTo(names(expected.get("losses")));
      result
          .losses()
          .forEach(
              (name, value) -> {
                double wanted = expected.get("losses").get(name).doubleValue();
                assertThat((double) value).as(name).isCloseTo(wanted, within(1e-3 * wanted));
              });
      JsonNode norms = expected.get("gradient_l2_norms");
      Map<String, float[]> gradients = new HashMap<>();
      layouts.forEach(
          (name, layout) -> {
            gradients.put(name, trained.get(name).gradient());
            assertNorms(name, layout, gradients.get(name), norms);
          });
      trained.values().forEach(each -> each.step(graph, RATE));
      layouts.forEach(
          (name, layout) ->
              assertMeans(
                  new Tensors(name, layout, gradients.get(name), norms),
                  trained.get(name).vectors(),
                  expected.get("after_one_adam_step")));
      trained.values().forEach(TrainedNetwork::close);
    }
  }

  private static Map<String, NDArray> read(NDManager manager, Path file) throws IOException {
    Map<String, NDArray> arrays = new HashMap<>();
    try (InputStream in = Files.newInputStream(file)) {
      NDList.decode(manager, in).forEach(array -> arrays.put(array.getName(), array));
    }
    return arrays;
  }

  private static java.util.Set<String> names(JsonNode node) {
    java.util.Set<String> names = new java.util.HashSet<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static void assertClose(NDArray found, NDArray expected) {
    assertThat(found.sub(expected).abs().max().getFloat()).isLessThan(1e-4f);
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
