package dev.troupe.jobs.bench;

import dev.troupe.inference.Compute;
import dev.troupe.inference.MachineRate;
import dev.troupe.jobs.AnimateRequest;
import dev.troupe.jobs.Progress;
import dev.troupe.jobs.Sessions;
import dev.troupe.jobs.batch.BatchRequest;
import dev.troupe.jobs.batch.BatchResult;
import dev.troupe.jobs.batch.RenderBatch;
import dev.troupe.jobs.manifest.BatchItem;
import dev.troupe.jobs.manifest.ItemOptions;
import dev.troupe.media.Fit;
import dev.troupe.media.Rational;
import dev.troupe.model.ModelLocation;
import dev.troupe.motion.TransferMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Whole jobs as {@code troupe render} runs them, each with a library and outputs of its own. */
final class BenchJobs {
  private static final int FRAMES_A_MINUTE = 25 * 60;
  private static final int FRAMES_A_SECOND = 25;
  private static final int SECONDS_AN_HOUR = 3600;

  private final Path folder;
  private final BenchInputs inputs;
  private final OptionalDouble priceHour;
  private int number;

  BenchJobs(Path folder, BenchInputs inputs, OptionalDouble priceHour) {
    this.folder = folder;
    this.inputs = inputs;
    this.priceHour = priceHour;
  }

  /**
   * A job.
   *
   * @param characters source images
   * @param clip the driving clip
   * @param frames of it that are used
   * @param executors single-core ones
   */
  record Kind(int characters, Path clip, int frames, int executors) {}

  /** Runs one; the Spark session is open and warm before the clock starts. */
  BenchResult.Job run(ModelLocation model, Compute compute, Kind kind) throws IOException {
    String master = "local[%d]".formatted(kind.executors());
    PeakMemory.reset();
    try (Sessions.Session session =
        Sessions.openForNetworks("troupe bench", Optional.of(master), Map.of())) {
      double before = MachineRate.networkSeconds();
      return run(session, model, compute, kind)
          .ended(kind, MachineRate.networkSeconds() - before, PeakMemory.megabytes());
    }
  }

  /** What a job came to, but for what only its executors know. */
  record Ended(String precision, BatchResult result, double priceHour) {
    BenchResult.Job ended(Kind kind, double networkSeconds, long peakMegabytes) {
      double wall = result.wallSeconds();
      double rate = result.frames() / wall;
      return new BenchResult.Job(
          kind.characters(),
          precision,
          kind.executors(),
          false,
          result.frames(),
          wall,
          rate,
          networkSeconds / (wall * kind.executors()),
          peakMegabytes,
          priceHour / SECONDS_AN_HOUR * FRAMES_A_MINUTE / rate);
    }
  }

  /** Runs one in a session. */
  Ended run(Sessions.Session session, ModelLocation model, Compute compute, Kind kind)
      throws IOException {
    Path own = Files.createDirectory(folder.resolve("job-" + number++));
    BatchResult result =
        RenderBatch.in(session, compute, Progress.NONE).run(request(model, kind, own));
    if (result.failed() > 0) {
      throw new IllegalStateException("a measured job failed: " + result.failures());
    }
    return new Ended(compute.precision().label(), result, priceHour.orElse(0));
  }

  private BatchRequest request(ModelLocation model, Kind kind, Path own) throws IOException {
    ItemOptions options =
        new ItemOptions(
            model,
            new AnimateRequest.Pictures(
                Fit.CROP, 0xFFFFFF, new Rational(FRAMES_A_SECOND, 1), false),
            new AnimateRequest.Motion(
                TransferMode.RELATIVE,
                false,
                Optional.empty(),
                Rational.ZERO,
                Optional.of(new Rational(kind.frames(), FRAMES_A_SECOND))),
            false,
            false,
            false,
            Optional.empty(),
            true);
    List<BatchItem> items = new ArrayList<>();
    for (int i = 0; i < kind.characters(); i++) {
      String output = own.resolve("out/%d.mp4".formatted(i)).toString();
      items.add(
          new BatchItem(
              i + 1, inputs.character(i).toString(), kind.clip().toString(), output, options));
    }
    return new BatchRequest(
        items,
        new BatchRequest.Places(
            own.resolve("library").toString(), own.resolve("report").toString(), Optional.empty()),
        BatchRequest.Policy.DEFAULT);
  }
}
