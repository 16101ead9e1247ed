package dev.troupe.jobs.bench;

import dev.troupe.inference.Compute;
import dev.troupe.inference.MachineRate;
import dev.troupe.inference.Processor;
import dev.troupe.inference.ReferenceLoop;
import dev.troupe.jobs.Progress;
import dev.troupe.jobs.RenderPlan;
import dev.troupe.jobs.Sessions;
import dev.troupe.media.FrameSize;
import dev.troupe.media.Picture;
import dev.troupe.model.ModelCatalog;
import dev.troupe.model.ModelLocation;
import dev.troupe.model.ModelPackage;
import dev.troupe.model.NetworkWork;
import dev.troupe.model.Precision;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Measures everything in one run: the loop that Troupe replaces, each network, whole jobs. */
public final class Bench {
  private static final double GIGA = 1e9;
  private static final int COMPARED_FRAMES = 3;
  private static final String EMBEDDED = "puppet-128";

  private final BenchRequest request;
  private final Progress progress;
  private final BenchInputs inputs;
  private final BenchJobs jobs;
  private final Path folder;
  private final List<String> faults = new ArrayList<>();

  private Bench(BenchRequest request, Progress progress, Path folder) throws IOException {
    this.request = request;
    this.progress = progress;
    this.folder = folder;
    this.inputs = new BenchInputs(folder);
    this.jobs = new BenchJobs(folder, inputs, request.priceHour());
  }

  /**
   * Runs all measurements.
   *
   * @param request how much is measured
   * @param progress hears how far it is
   * @return the numbers
   * @throws IOException if a file system fails
   */
  public static BenchResult run(BenchRequest request, Progress progress) throws IOException {
    try (ScratchFolder scratch = ScratchFolder.create()) {
      return new Bench(request, progress, scratch.path()).measure();
    }
  }

  private BenchResult measure() throws IOException {
    say("Writing the network");
    BenchModel model = BenchModel.write(folder, request.quick());
    say("Measuring the processor");
    BenchResult.Machine machine = machine();
    say("Measuring the reference loop");
    BenchResult.Reference reference = reference(model, machine.cores());
    say("Measuring each network on one core");
    FrameSize size = model.model().manifest().network().frameSize();
    List<BenchResult.Stage> stages =
        new BenchStages(model.model(), machine.peakGigaflops(), inputs.drivingFrames(4, size))
            .run();
    say("Measuring training steps");
    List<BenchResult.Training> training = training(machine.cores());
    List<BenchResult.Job> measured = jobs(ModelLocation.of(model.model()), machine.cores());
    List<BenchResult.Memory> memory = memory(machine.cores());
    say("Simulating clusters");
    BenchResult.Scale scale = scale(stages);
    return new BenchResult(
        machine,
        reference,
        stages,
        training,
        measured,
        memory,
        scale,
        List.copyOf(faults),
        Ratios.of(reference, measured, machine.cores()));
  }

  /** What runs in processes of its own may fail without taking the other numbers along. */
  private List<BenchResult.Training> training(int threads) {
    try {
      return BenchTraining.run(folder, request.quick(), threads);
    } catch (IOException e) {
      faults.add("Cannot measure training steps: " + e.getMessage());
      return List.of();
    }
  }

  private void say(String stage) {
    progress.stage(stage, 0, () -> 0);
  }

  private static BenchResult.Machine machine() throws IOException {
    Map<String, Double> peak = new LinkedHashMap<>();
    for (Precision precision : List.of(Precision.FLOAT32, Precision.BFLOAT16)) {
      peak.put(precision.label(), MachineRate.measure(precision) / GIGA);
    }
    long memory =
        ManagementFactory.getOperatingSystemMXBean()
                instanceof com.sun.management.OperatingSystemMXBean system
            ? system.getTotalMemorySize()
            : 0;
    return new BenchResult.Machine(
        Processor.current().name(),
        Runtime.getRuntime().availableProcessors(),
        memory,
        "%s %s, Java %s"
            .formatted(
                System.getProperty("os.name"),
                System.getProperty("os.version"),
                Runtime.version().toString()),
        MachineRate.engine(),
        peak);
  }

  private BenchResult.Reference reference(BenchModel model, int threads) throws IOException {
    FrameSize size = model.model().manifest().network().frameSize();
    List<Picture> frames = inputs.drivingFrames(request.amounts().referenceFrames(), size);
    List<Picture> compared = frames.subList(0, Math.min(frames.size(), COMPARED_FRAMES));
    Map<String, Double> largest = new LinkedHashMap<>();
    Map<String, Double> psnr = new LinkedHashMap<>();
    try (ReferenceLoop loop = new ReferenceLoop(model.reference(), inputs.source(size))) {
      double seconds = loop.secondsPerFrame(frames, threads);
      for (Precision precision : List.of(Precision.FLOAT32, Precision.BFLOAT16)) {
        ReferenceLoop.Difference found = loop.difference(model.model(), precision, compared);
        largest.put(precision.label(), found.largest());
        psnr.put(precision.label(), found.psnr());
      }
      double work = NetworkWork.of(model.model().manifest().network()).reference() / GIGA;
      return new BenchResult.Reference(model.name(), threads, 1 / seconds, work, largest, psnr);
    }
  }

  private List<BenchResult.Job> jobs(ModelLocation model, int cores) throws IOException {
    BenchRequest.Amounts amounts = request.amounts();
    Compute exact = Compute.CPU;
    Compute reduced = Compute.CPU.in(Precision.BFLOAT16);
    Path clip = inputs.clip();
    FrameSize size = model.open().manifest().network().frameSize();
    Path longer = inputs.longClip(amounts.reducedFrames(), size);
    int segment = RenderPlan.SEGMENT_FRAMES;
    List<BenchResult.Job> measured = new ArrayList<>();
    // What is loaded and compiled once is loaded and compiled before the first clock starts.
    run("warming up", model, reduced, new BenchJobs.Kind(1, clip, segment, cores));
    measured.add(
        run(
            "6 characters, float32",
            model,
            exact,
            new BenchJobs.Kind(6, clip, amounts.frames() / 3, cores)));
    measured.add(
        run(
            "1 character, float32",
            model,
            exact,
            new BenchJobs.Kind(1, clip, amounts.frames(), cores)));
    measured.add(
        run(
            "1 character, bfloat16",
            model,
            reduced,
            new BenchJobs.Kind(1, longer, amounts.reducedFrames(), cores)));
    measured.add(
        run(
            "6 characters, bfloat16",
            model,
            reduced,
            new BenchJobs.Kind(6, clip, amounts.reducedFrames() / 6, cores)));
    measured.add(
        run(
            "many characters, bfloat16",
            model,
            reduced,
            new BenchJobs.Kind(amounts.manyCharacters(), clip, segment / 2, cores)));
    measured.addAll(executors(cores));
    return measured;
  }

  /** The same job on all cores and on one, each core's executor a process of its own. */
  private List<BenchResult.Job> executors(int cores) {
    List<BenchResult.Job> measured = new ArrayList<>();
    for (int executors = cores; executors >= 1; executors = executors == 1 ? 0 : 1) {
      say("Running a job on %d single-core executors: 6 characters, float32".formatted(executors));
      try {
        measured.add(
            ExecutorProcesses.run(
                folder,
                new ExecutorProcesses.Amount(6, request.amounts().executorFrames(), executors)));
      } catch (IOException e) {
        faults.add("Cannot measure %d executors: %s".formatted(executors, e.getMessage()));
      }
    }
    return measured;
  }

  private BenchResult.Job run(
      String name, ModelLocation model, Compute compute, BenchJobs.Kind kind) throws IOException {
    say("Running a job on %d cores: %s".formatted(kind.executors(), name));
    return jobs.run(model, compute, kind);
  }

  private List<BenchResult.Memory> memory(int cores) throws IOException {
    ModelPackage model = ModelCatalog.of(Optional.empty(), System.getenv()).resolve(EMBEDDED);
    FrameSize size = model.manifest().network().frameSize();
    List<BenchResult.Memory> measured = new ArrayList<>();
    for (int frames : request.quick() ? new int[] {32, 64} : new int[] {250, 2500}) {
      say("Measuring memory for a clip of %d frames".formatted(frames));
      BenchJobs.Kind kind = new BenchJobs.Kind(1, inputs.longClip(frames, size), frames, cores);
      BenchResult.Job job = jobs.run(ModelLocation.of(model), Compute.CPU, kind);
      measured.add(new BenchResult.Memory(frames, job.peakMegabytes()));
    }
    return measured;
  }

  private static BenchResult.Scale scale(List<BenchResult.Stage> stages) {
    double frame =
        stages.stream()
            .filter(stage -> stage.name().equals("frame generator"))
            .filter(stage -> stage.precision().equals(Precision.BFLOAT16.label()))
            .mapToDouble(BenchResult.Stage::millisecondsPerFrame)
            .min()
            .orElseThrow();
    try (Sessions.Session session = Sessions.open("troupe bench", Optional.empty(), Map.of())) {
      double driver = DriverCost.secondsPerTask(session.spark());
      return ScaleSimulation.run(
          RenderPlan.SEGMENT_FRAMES * frame / 1000, driver, 1, 10, 100, 1000);
    }
  }
}
