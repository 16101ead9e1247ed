package dev.troupe.training;

import ai.djl.Device;
import ai.djl.pytorch.jni.JniUtils;
import com.google.errorprone.annotations.MustBeClosed;
import dev.troupe.inference.ImportRequest;
import dev.troupe.inference.ModelImport;
import dev.troupe.model.TrainingScript;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/** One training run, from a configuration and a dataset to a model package. */
public final class Training {
  private static final String CHECKPOINT = "checkpoint.pth.tar";
  private static final String LOSSES = "losses.csv";
  private static final String SKIPPED = "skipped.txt";
  private static final String MODEL = "model";

  private final TrainRequest request;
  private final TrainingConfig config;
  private final TrainingProgress progress;

  private Training(TrainRequest request, TrainingConfig config, TrainingProgress progress) {
    this.request = request;
    this.config = config;
    this.progress = progress;
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
    TrainRequestChecks checks = new TrainRequestChecks(request, CHECKPOINT);
    checks.perform();
    checks.notices().forEach(progress::say);
    return new Training(request, checks.config(), progress).train(checks.dataset(), checks.state());
  }

  private TrainResult train(Dataset dataset, TrainingState state) throws IOException {
    Files.createDirectories(request.output());
    copyConfig();
    report(dataset);
    List<List<TrainingVideo>> groups = dataset.groups(config.data().identitySampling());
    long stepsPerEpoch = BatchMaker.stepsPerEpoch(config, groups.size());
    long end = request.length().steps().orElse(config.schedule().epochs() * stepsPerEpoch);
    prepareThread();
    int skipped;
    try (FrameStore frames =
            new FrameStore(config.networks().frameSize(), request.compute().keptBytes());
        Trainer trainer = trainer(state, stepsPerEpoch)) {
      PictureGrid grid = PictureGrid.of(dataset.test(), frames);
      BatchMaker maker = new BatchMaker(config, groups, frames, state.seed());
      try (BatchFeed feed = new BatchFeed(maker, state.step(), end, workers())) {
        steps(trainer, feed, grid, end);
      } finally {
        skipped = listSkipped(dataset, maker);
      }
      trainer.save(checkpoint());
    }
    return new TrainResult(checkpoint(), export(), end, skipped);
  }

  private void steps(Trainer trainer, BatchFeed feed, PictureGrid grid, long end)
      throws IOException {
    Path log = request.output().resolve(LOSSES);
    try (LossLog losses = LossLog.open(log, trainer.stepsMade())) {
      while (trainer.stepsMade() < end) {
        long epoch = trainer.epoch();
        Map<String, Float> terms = trainer.step(feed.take());
        losses.add(trainer.stepsMade(), epoch, terms);
        progress.step(trainer.stepsMade(), end, terms);
        boolean due = trainer.stepsMade() % request.length().checkpointSteps() == 0;
        if (due || trainer.stepsMade() == end) {
          losses.flush();
          trainer.save(checkpoint());
          draw(trainer, grid);
          LossChart.draw(losses.file(), request.output().resolve("losses.png"));
        }
        if (trainer.epoch() > epoch
            && trainer.epoch() % config.schedule().checkpointEpochs() == 0) {
          keep(trainer);
        }
      }
    }
  }

  private void draw(Trainer trainer, PictureGrid grid) throws IOException {
    Path folder = Files.createDirectories(request.output().resolve("pictures"));
    String name = String.format(Locale.ROOT, "step-%08d.png", trainer.stepsMade());
    double difference = trainer.draw(grid, folder.resolve(name));
    if (!Double.isNaN(difference)) {
      Path file = request.output().resolve("test-losses.csv");
      String line = trainer.stepsMade() + "," + (float) difference + "\n";
      Files.writeString(
          file,
          (Files.exists(file) ? "" : "step,l1\n") + line,
          java.nio.file.StandardOpenOption.CREATE,
          java.nio.file.StandardOpenOption.APPEND);
      progress.say(
          String.format(
              Locale.ROOT, "Step %d: test videos differ by %.4f", trainer.stepsMade(), difference));
    }
  }

  /** A copy of the state at an epoch's end stays beside the last one, under the published name. */
  private void keep(Trainer trainer) throws IOException {
    String name = String.format(Locale.ROOT, "%08d-checkpoint.pth.tar", trainer.epoch() - 1);
    trainer.save(request.output().resolve(name));
  }

  private Path checkpoint() {
    return request.output().resolve(CHECKPOINT);
  }

  private void copyConfig() throws IOException {
    Path copy = request.output().resolve("config.yaml");
    if (!Files.exists(copy) || !Files.isSameFile(copy, request.config())) {
      Files.copy(request.config(), copy, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private void report(Dataset dataset) {
    progress.say(
        "Training on %d videos, %d for testing, %d skipped"
            .formatted(dataset.train().size(), dataset.test().size(), dataset.skipped().size()));
    dataset.skipped().stream().limit(10).forEach(progress::say);
  }

  private int listSkipped(Dataset dataset, BatchMaker maker) throws IOException {
    TreeSet<String> all = new TreeSet<>(dataset.skipped());
    all.addAll(maker.faults());
    if (!all.isEmpty()) {
      Files.write(request.output().resolve(SKIPPED), all);
    }
    return all.size();
  }

  @MustBeClosed
  @SuppressWarnings("MustBeClosedChecker") // the trainer closes the graph
  private Trainer trainer(TrainingState state, long stepsPerEpoch) throws IOException {
    TrainingScript.Plan plan =
        new TrainingScript.Plan(
            config.networks(),
            config.trainedDiscriminator(),
            config.losses(),
            request.start().alignCorners(),
            new TrainingScript.Arithmetic(
                request.compute().half(), config.schedule().fixedStatistics()));
    TrainingGraph graph =
        new TrainingGraph(
            TrainingScript.of(plan, PerceptualWeights.read(request.start().perceptual())),
            device());
    return new Trainer(config, graph, state, stepsPerEpoch);
  }

  private Device device() {
    String name = request.compute().device();
    return name.startsWith("gpu")
        ? Device.gpu(name.length() == 3 ? 0 : Integer.parseInt(name.substring(3)))
        : Device.cpu();
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
    Path model = request.output().resolve(MODEL);
    ModelImport.run(
        new ImportRequest(
            checkpoint(),
            request.config(),
            model,
            request.start().alignCorners(),
            true,
            request.output().toAbsolutePath().normalize().getFileName().toString(),
            request.createdBy()));
    return model;
  }
}
