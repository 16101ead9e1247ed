package dev.troupe.jobs.synthesis;

import dev.troupe.jobs.Progress;
import dev.troupe.jobs.RunningTasks;
import dev.troupe.jobs.Sessions;
import dev.troupe.problems.RequestException;
import dev.troupe.synthesis.SyntheticPair;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.LongAccumulator;

/**
 * Writes a synthetic set, one task per clip. A run that was stopped is taken up where it was: clips
 * that are whole stay. The same request gives the same bytes, whatever the cluster.
 */
public final class Synthesize {
  /** So many tasks at most; beyond it, tasks write several clips. */
  private static final int MOST_TASKS = 20_000;

  private final SparkSession spark;
  private final Progress progress;

  /**
   * A job.
   *
   * @param session the application that runs it
   * @param progress hears how far it is
   */
  public Synthesize(Sessions.Session session, Progress progress) {
    this(session.spark(), progress);
  }

  Synthesize(SparkSession spark, Progress progress) {
    this.spark = spark;
    this.progress = progress;
  }

  /**
   * What speaks against writing there: a folder with another set, or with anything else.
   *
   * @param request what shall be written
   * @return one sentence each
   * @throws IOException if the file system cannot be asked
   */
  public static List<String> mistakes(SynthesisRequest request) throws IOException {
    return SetFiles.mistakes(request);
  }

  /**
   * Runs the job.
   *
   * @param request what to write
   * @return what was written
   * @throws RequestException if the folder holds something else
   * @throws IOException if a file system fails
   */
  public SynthesisResult run(SynthesisRequest request) throws IOException {
    long begin = System.nanoTime();
    List<String> mistakes = mistakes(request);
    if (!mistakes.isEmpty()) {
      throw new RequestException(mistakes);
    }
    SetFiles files = new SetFiles(request);
    files.begin();
    List<SyntheticPair> pairs = request.set().pairs(request.pairs());
    List<Take> takes = new ArrayList<>(request.set().clips().map(Take::of).toList());
    pairs.forEach(pair -> takes.add(Take.of(pair)));
    List<WriteTakes.Written> written = write(request, takes);
    files.finish(written, pairs);
    return new SynthesisResult(
        takes.size() - pairs.size(),
        pairs.size(),
        (long) takes.size() * request.set().frames(),
        (System.nanoTime() - begin) / (double) TimeUnit.SECONDS.toNanos(1));
  }

  private List<WriteTakes.Written> write(SynthesisRequest request, List<Take> takes) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    LongAccumulator drawn = spark.sparkContext().longAccumulator("frames drawn");
    long frames = (long) takes.size() * request.set().frames();
    try (RunningTasks running = new RunningTasks(spark.sparkContext())) {
      progress.stage("Drawing", frames, () -> drawn.sum() + running.sum(drawn.id()));
      return context
          .parallelize(takes, Math.min(takes.size(), MOST_TASKS))
          .mapPartitions(new WriteTakes(request, drawn))
          .collect();
    }
  }
}
