package dev.troupe.training;

import ai.djl.Device;
import ai.djl.pytorch.jni.JniUtils;
import com.google.errorprone.annotations.MustBeClosed;
import dev.troupe.inference.ImportRequest;
import dev.troupe.inference.ModelImport;
import dev.troupe.model.TrainingScript;
import dev.troupe.torchscript.TensorData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One training run, from a configuration and a dataset to a model package. */
public final class Training {
  private final TrainRequest request;
  private final TrainingConfig config;
  private final TrainingProgress progress;
  private final RunOutput output;

  private Training(TrainRequest request, TrainingConfig config, TrainingProgress progress) {
    this.request = request;
    this.config = config;
    this.progress = progress;
    this.output = new RunOutput(request.output());
  }

  /**
   * Trains. Whenever it is killed, the last checkpoint in the output folder is whole, and a run
   * with {@code resume} goes on from it as if nothing had happened.
   *
   * @param request what, on what, and where to
   * @param progress is told how far it is
   * @return what the run left
   * @throws dev.troupe.problems.RequestException with every mistake in the request, before the
   *     first step
   * @throws dev.troupe.problems.BadDataException if a checkpoint cannot be used, or a loss is no
   *     number: the last good checkpoint stays
   * @throws IOException if a file system fails
   */
  public static TrainResult run(TrainRequest request, TrainingProgress progress)
      throws IOException {
    TrainRequestChecks checks = new TrainRequestChecks(request);
    checks.perform();
    checks.notices().forEach(progress::say);
    RunLock lock = RunLock.of(request.output());
    try {
      return new Training(request, checks.config(), progress).train(checks);
    } finally {
      lock.close();
    }
  }

  private TrainResult train(TrainRequestChecks checked) throws IOException {
    Dataset dataset = checked.dataset();
    TrainingState state = checked.state();
    output.begin(request, state.step());
    report(dataset);
    output.addSkipped(dataset.skipped());
    List<List<TrainingVideo>> groups = dataset.groups(config.data().identitySampling());
    long stepsPerEpoch = BatchMaker.stepsPerEpoch(config, groups.size());
    long end = end(stepsPerEpoch);
    if (state.step() > 0) {
      progress.say("Goes on from step %d of %d".formatted(state.step(), end));
    }
    prepareThread();
    try (FrameStore frames =
            new FrameStore(config.networks().frameSize(), request.compute().keptBytes());
        Trainer trainer = trainer(graphs(checked.perceptual()), state, stepsPerEpoch)) {
      PictureGrid grid = PictureGrid.of(dataset.test(), frames, config.trained().frameSize());
      BatchMaker maker = new BatchMaker(config, groups, frames, state.seed());
      try (BatchFeed feed = new BatchFeed(maker, state.step(), end, workers())) {
        steps(trainer, feed, new Boundary(frames, grid), end);
      } finally {
        output.addSkipped(frames.faults());
      }
    }
    return new TrainResult(output.checkpoint(), export(), end, output.skipped());
  }

  private long end(long stepsPerEpoch) {
    long epochs = request.length().epochs().orElse(config.schedule().epochs());
    return request.length().steps().orElse(Math.multiplyExact(epochs, stepsPerEpoch));
  }

  /** What is looked at where a checkpoint is written. */
  private record Boundary(FrameStore frames, PictureGrid grid) {}

  private void steps(Trainer trainer, BatchFeed feed, Boundary boundary, long end)
      throws IOException {
    try (LossLog losses = LossLog.open(output.losses(), trainer.stepsMade())) {
      while (trainer.stepsMade() < end) {
        long epoch = trainer.epoch();
        Map<String, Float> terms = trainer.step(feed.take());
        losses.add(trainer.stepsMade(), epoch, terms);
        progress.step(trainer.stepsMade(), end, terms);
        boolean epochKept =
            trainer.epoch() > epoch && trainer.epoch() % config.schedule().checkpointEpochs() == 0;
        if (epochKept) {
          trainer.save(output.epochCheckpoint(trainer.epoch() - 1));
        }
        if (trainer.stepsMade() % request.length().checkpointSteps() == 0
            || trainer.stepsMade() == end) {
          losses.flush();
          output.addSkipped(boundary.frames().faults());
          draw(trainer, boundary.grid());
          LossChart.draw(losses.file(), output.chart());
          // Last: a resumed run makes again what lies behind it, and nothing is missing before it.
          trainer.save(output.checkpoint());
        }
      }
    }
  }

  private void draw(Trainer trainer, PictureGrid grid) throws IOException {
    double difference = trainer.draw(grid, output.picture(trainer.stepsMade()));
    if (!Double.isNaN(difference)) {
      output.addTestLoss(trainer.stepsMade(), (float) difference);
      progress.say(
          String.format(
              Locale.ROOT, "Step %d: test videos differ by %.4f", trainer.stepsMade(), difference));
    }
  }

  private void report(Dataset dataset) {
    progress.say(
        "Training on %d videos, %d for testing, %d skipped"
            .formatted(dataset.train().size(), dataset.test().size(), dataset.skipped().size()));
    dataset.skipped().stream().limit(10).forEach(progress::say);
  }

  @MustBeClosed
  @SuppressWarnings("MustBeClosedChecker") // the trainer closes the graphs
  private Trainer trainer(List<TrainingGraph> graphs, TrainingState state, long stepsPerEpoch) {
    return new Trainer(config, graphs, state, stepsPerEpoch);
  }

  /** One graph per device; a device that fails leaves none open. */
  @SuppressWarnings("MustBeClosedChecker") // handed over, or closed on failure
  private List<TrainingGraph> graphs(Map<String, TensorData> perceptual) throws IOException {
    TrainingScript.Plan plan =
        new TrainingScript.Plan(
            config.trained(),
            config.trainedDiscriminator(),
            config.losses(),
            request.start().alignCorners(),
            new TrainingScript.Arithmetic(
                request.compute().half(), config.schedule().fixedStatistics()));
    TrainingScript.Graph script = TrainingScript.of(plan, perceptual);
    List<Device> devices = ComputeDevices.of(request.compute().devices());
    List<TrainingGraph> graphs = new ArrayList<>();
    try {
      for (Device device : devices) {
        graphs.add(new TrainingGraph(script, device));
      }
      return graphs;
    } finally {
      if (graphs.size() < devices.size()) {
        graphs.forEach(TrainingGraph::close);
      }
    }
  }

  /** Steps follow each other, so each of them uses all cores, unlike a task of a Spark job. */
  private void prepareThread() {
    TrainingGraph.prepareThread();
    JniUtils.setNumThreads(
        Math.toIntExact(
            request.compute().threads().orElse(Runtime.getRuntime().availableProcessors())));
  }

  private static int workers() {
    return Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
  }

  private Path export() throws IOException {
    progress.say("Making the model package");
    ModelImport.run(
        new ImportRequest(
            output.checkpoint(),
            request.config(),
            output.model(),
            request.start().alignCorners(),
            true,
            request.output().toAbsolutePath().normalize().getFileName().toString(),
            request.createdBy()));
    return output.model();
  }
}
