package dev.troupe.training;

import dev.troupe.problems.BadDataException;
import dev.troupe.problems.RequestException;
import dev.troupe.torchscript.TensorData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds every mistake in a request before the first step. */
final class TrainRequestChecks {
  private final TrainRequest request;
  private final Path checkpoint;
  private final List<String> mistakes = new ArrayList<>();
  private Optional<TrainingConfig> config = Optional.empty();
  private final List<String> drawnAnew = new ArrayList<>();
  private Optional<TrainingState> state = Optional.empty();
  private Optional<Dataset> dataset = Optional.empty();
  private Map<String, TensorData> perceptual = Map.of();

  TrainRequestChecks(TrainRequest request) {
    this.request = request;
    this.checkpoint = new RunOutput(request.output()).checkpoint();
  }

  /**
   * Looks at everything that the request names.
   *
   * @throws RequestException with all mistakes
   * @throws IOException if a file system fails
   */
  void perform() throws IOException {
    checkConfig();
    checkPerceptual();
    checkDataset();
    checkDevices();
    checkPlaces();
    checkWeights();
    if (!mistakes.isEmpty()) {
      throw new RequestException(mistakes);
    }
  }

  TrainingConfig config() {
    return config.orElseThrow();
  }

  /** Where the run begins. */
  TrainingState state() {
    return state.orElseThrow();
  }

  /** What a user should know before the first step, though it is no mistake. */
  List<String> notices() {
    List<String> notices = new ArrayList<>();
    if (!drawnAnew.isEmpty()) {
      notices.add(
          "%d tensors do not fit: channels in common are taken, the rest drawn anew; the first: %s"
              .formatted(drawnAnew.size(), drawnAnew.get(0)));
    }
    boolean begins = !request.start().resume();
    if (begins && config().schedule().fixedStatistics()) {
      long neutral = drawnAnew.stream().filter(line -> line.contains(".running_mean")).count();
      if (request.start().warmStart().isEmpty()) {
        notices.add(
            "freeze_norms without --warm-start: all norms keep mean 0 and variance 1, from which"
                + " training starts slowly");
      } else if (neutral > 0) {
        notices.add(
            "freeze_norms: %d norms are new or have new channels, which keep mean 0 and variance 1"
                .formatted(neutral));
      }
    }
    return notices;
  }

  Dataset dataset() {
    return dataset.orElseThrow();
  }

  private void checkConfig() {
    try {
      config = Optional.of(TrainingConfig.read(request.config()));
      if (config.get().losses().hasPerceptual() && request.start().perceptual().isEmpty()) {
        mistakes.add(
            "Cannot use configuration %s: loss_weights.perceptual needs the weights of VGG-19"
                    .formatted(request.config())
                + " (torchvision's vgg19-dcbb9e9d.pth, or a TorchScript archive of it) by --vgg;"
                + " without them take the terms pixel"
                + " and gradient instead");
      }
    } catch (RequestException e) {
      mistakes.addAll(e.mistakes());
    } catch (BadDataException e) {
      mistakes.add(String.valueOf(e.getMessage()));
    }
  }

  /** The weights of VGG-19, where they are given. */
  Map<String, TensorData> perceptual() {
    return perceptual;
  }

  private void checkPerceptual() {
    try {
      perceptual = PerceptualWeights.read(request.start().perceptual());
    } catch (BadDataException e) {
      mistakes.add(String.valueOf(e.getMessage()));
    }
  }

  private void checkDataset() throws IOException {
    try {
      LandmarkGuide guide = config.map(known -> known.data().guide()).orElse(LandmarkGuide.NONE);
      dataset = Optional.of(Dataset.open(request.data(), request.start().seed(), guide));
    } catch (RequestException e) {
      mistakes.addAll(e.mistakes());
    }
  }

  private void checkDevices() {
    List<String> devices = request.compute().devices();
    mistakes.addAll(ComputeDevices.mistakes(devices));
    config
        .map(known -> known.schedule().batch())
        .filter(batch -> batch < devices.size())
        .ifPresent(
            batch ->
                mistakes.add(
                    "Cannot divide a batch among %d devices: train_params.batch_size is %d"
                        .formatted(devices.size(), batch)));
  }

  private void checkPlaces() {
    boolean there = Files.exists(checkpoint);
    if (request.start().resume() && !there) {
      mistakes.add("Cannot resume in %s: there is no checkpoint".formatted(request.output()));
    }
    if (!request.start().resume() && there) {
      mistakes.add(
          "Cannot train into %s: there is a run already; --resume goes on with it"
              .formatted(request.output()));
    }
    if (request.start().resume() && request.start().warmStart().isPresent()) {
      mistakes.add("Option --warm-start begins a run; --resume goes on with one: not both");
    }
    request
        .start()
        .warmStart()
        .filter(file -> !Files.isRegularFile(file))
        .ifPresent(
            file -> mistakes.add("Cannot start from %s: there is no such file".formatted(file)));
  }

  private void checkWeights() {
    boolean readable =
        request.start().warmStart().map(Files::isRegularFile).orElse(true)
            && (!request.start().resume() || Files.exists(checkpoint));
    if (config.isEmpty() || !readable) {
      return;
    }
    try {
      state = Optional.of(StartingState.of(config.get(), request.start(), checkpoint, drawnAnew));
    } catch (BadDataException e) {
      mistakes.add(String.valueOf(e.getMessage()));
    }
  }
}
