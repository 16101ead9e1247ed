package dev.troupe.jobs.dataset;

import dev.troupe.jobs.Progress;
import dev.troupe.jobs.RunningTasks;
import dev.troupe.jobs.Sessions;
import dev.troupe.jobs.dataset.DatasetPlan.Shard;
import dev.troupe.problems.RequestException;
import java.io.IOException;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.LongAccumulator;

/**
 * Writes a data set, one task per shard. A run that was stopped is taken up where it was. The same
 * plan gives the same bytes, whatever the cluster.
 */
public final class CreateDataset {
  private final SparkSession spark;
  private final Progress progress;

  /**
   * What a finished data set holds.
   *
   * @param shards how many files
   * @param samples in all of them
   * @param problems of clips that were left out or cut, one sentence each
   */
  public record Result(int shards, long samples, List<String> problems) {
    /** Copies the list. */
    public Result {
      problems = List.copyOf(problems);
    }
  }

  /**
   * A job.
   *
   * @param session the application that runs it
   * @param progress hears how far it is
   */
  public CreateDataset(Sessions.Session session, Progress progress) {
    this(session.spark(), progress);
  }

  CreateDataset(SparkSession spark, Progress progress) {
    this.spark = spark;
    this.progress = progress;
  }

  /**
   * What speaks against writing a data set where it shall go.
   *
   * @param plan what shall be written
   * @return one sentence each
   * @throws IOException if the file system cannot be asked
   */
  public static List<String> mistakes(DatasetPlan plan) throws IOException {
    return new DatasetFiles(plan).mistakes();
  }

  /**
   * Runs the job.
   *
   * @param plan what to write
   * @return what was written
   * @throws RequestException if the folder holds something else
   * @throws IOException if a file system fails
   */
  public Result run(DatasetPlan plan) throws IOException {
    List<String> mistakes = mistakes(plan);
    if (!mistakes.isEmpty()) {
      throw new RequestException(mistakes);
    }
    DatasetFiles files = new DatasetFiles(plan);
    files.begin();
    List<ShardRecord> shards = write(plan);
    files.finish(shards);
    List<String> problems =
        shards.stream()
            .flatMap(shard -> shard.clips().stream())
            .map(ShardRecord.ClipRecord::problem)
            .filter(problem -> !problem.isEmpty())
            .toList();
    return new Result(
        shards.size(), shards.stream().mapToLong(ShardRecord::samples).sum(), problems);
  }

  private List<ShardRecord> write(DatasetPlan plan) {
    List<Shard> shards = plan.shards();
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    LongAccumulator done = spark.sparkContext().longAccumulator("samples");
    try (RunningTasks running = new RunningTasks(spark.sparkContext())) {
      progress.stage(
          "Writing %d shards".formatted(shards.size()),
          0,
          () -> done.sum() + running.sum(done.id()));
      return context
          .parallelize(shards, shards.size())
          .mapPartitions(new WriteShards(plan.request(), done))
          .collect();
    }
  }
}
