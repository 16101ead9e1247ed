package dev.troupe.evaluation;

import dev.troupe.jobs.Progress;
import dev.troupe.jobs.RunningTasks;
import dev.troupe.jobs.Sessions;
import dev.troupe.media.FrameSize;
import dev.troupe.problems.BadDataException;
import dev.troupe.problems.RequestException;
import dev.troupe.source.HadoopFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.LongAccumulator;

/** The evaluation job: one task per video, the same numbers whatever the cluster. */
public final class Evaluate {
  private final SparkSession spark;
  private final Progress progress;

  /**
   * A job.
   *
   * @param session the application that runs it
   * @param progress hears how far it is
   */
  public Evaluate(Sessions.Session session, Progress progress) {
    this(session.spark(), progress);
  }

  Evaluate(SparkSession spark, Progress progress) {
    this.spark = spark;
    this.progress = progress;
  }

  /**
   * What speaks against a request before any work.
   *
   * @param request what shall be evaluated
   * @return one sentence each
   * @throws IOException if a file system cannot be asked
   */
  public static List<String> mistakes(EvaluationRequest request) throws IOException {
    List<String> mistakes = new ArrayList<>();
    List<FrameSize> sizes =
        request.contenders().stream()
            .flatMap(contender -> contender.model().stream())
            .map(model -> model.open().manifest().network().frameSize())
            .distinct()
            .toList();
    if (sizes.size() > 1) {
      mistakes.add(
          "Cannot compare models of different frame sizes on the same frames, found %s."
              .formatted(sizes));
    }
    String folder = request.output();
    var files = HadoopFiles.fileSystem(folder);
    if (files.exists(HadoopFiles.path(folder))
        && (!HadoopFiles.isFolder(folder)
            || files.listStatus(HadoopFiles.path(folder)).length > 0)) {
      mistakes.add("Cannot write to %s: expected a new or empty folder.".formatted(folder));
    }
    try {
      new ShotFinder(request).find();
    } catch (RequestException e) {
      mistakes.addAll(e.mistakes());
    }
    for (String network :
        List.of(request.options().landmarkNetwork(), request.options().identityNetwork())) {
      if (!network.isEmpty()
          && !HadoopFiles.fileSystem(network).exists(HadoopFiles.path(network))) {
        mistakes.add("Cannot read the network %s: there is no such file.".formatted(network));
      }
    }
    return mistakes;
  }

  /**
   * Runs the job.
   *
   * @param request what to evaluate
   * @return what was found; it has been written to the output
   * @throws RequestException if the request is wrong, all mistakes at once
   * @throws BadDataException if not one video can be measured
   * @throws IOException if a file system fails
   */
  public Summary run(EvaluationRequest request) throws IOException {
    List<String> mistakes = mistakes(request);
    if (!mistakes.isEmpty()) {
      throw new RequestException(mistakes);
    }
    String staging = request.output() + "/" + GeneratedFiles.STAGING;
    try {
      List<Shot> shots = new ShotFinder(request).find();
      Summary summary = new Summary(request, measure(request, shots));
      if (summary.videos() == 0) {
        throw new BadDataException(
            "Cannot evaluate on %s: no video could be measured; the first: %s"
                .formatted(request.data(), summary.problems().get(0)));
      }
      progress.stage("Writing tables and pictures", 0, () -> 0);
      new SummaryFiles(summary).write(spark);
      return summary;
    } finally {
      HadoopFiles.fileSystem(staging).delete(HadoopFiles.path(staging), true);
    }
  }

  private List<ShotOutcome> measure(EvaluationRequest request, List<Shot> shots) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    LongAccumulator measured = spark.sparkContext().longAccumulator("frames measured");
    try (RunningTasks running = new RunningTasks(spark.sparkContext())) {
      JavaRDD<Shot> tasks = context.parallelize(shots, shots.size());
      progress.stage("Opening %d videos".formatted(shots.size()), 0, () -> 0);
      long frames = tasks.map(shot -> frames(request, shot)).reduce(Long::sum);
      progress.stage(
          "Evaluating %d videos".formatted(shots.size()),
          frames,
          () -> measured.sum() + running.sum(measured.id()));
      return tasks.mapPartitions(new EvaluateShots(request, measured)).collect();
    }
  }

  /** How much there is to do; nothing where a shot cannot be read, which its evaluation names. */
  private static long frames(EvaluationRequest request, Shot shot) {
    try {
      return ShotEvaluation.frames(request, shot);
    } catch (BadDataException e) {
      return 0;
    }
  }
}
