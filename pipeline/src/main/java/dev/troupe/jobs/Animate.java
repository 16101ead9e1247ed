package dev.troupe.jobs;

import dev.troupe.inference.Appearance;
import dev.troupe.inference.AppearanceEncoder;
import dev.troupe.inference.Compute;
import dev.troupe.media.AssemblyResult;
import dev.troupe.problems.BadDataException;
import dev.troupe.problems.ItemBoundary;
import dev.troupe.problems.RequestException;
import dev.troupe.source.HadoopFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * One character performs one clip: capture, transfer, render, assemble. Frames and bytes are a pure
 * function of the request; nothing is published unless all of it succeeded.
 */
public final class Animate {
  /** Spark's own option: a work folder's name is no pattern, whatever brackets it holds. */
  private static final String GLOB_PATHS = "__globPaths__";

  private final SparkSession spark;
  private final Compute compute;
  private final Progress progress;
  private final Meter meter;

  /**
   * A job that can run once.
   *
   * @param spark where it runs
   * @param compute device and batches
   * @param progress hears how far it is
   */
  public Animate(SparkSession spark, Compute compute, Progress progress) {
    this.spark = spark;
    this.compute = compute;
    this.progress = progress;
    this.meter = new Meter(spark.sparkContext());
  }

  /**
   * Runs the job.
   *
   * @param prepared what goes in and what comes out
   * @return what was published
   * @throws RequestException if the reference frame cannot serve
   * @throws BadDataException if a frame of the clip cannot be decoded
   * @throws IOException if a file system fails
   */
  public AnimateResult run(Preparation prepared) throws IOException {
    long begin = System.nanoTime();
    String video = prepared.request().outputs().video();
    WorkFolder work = WorkFolder.beside(HadoopFiles.path(video).toString());
    Publisher.prepareFolder(video);
    Thread interrupted = new Thread(() -> deleteQuietly(work));
    Runtime.getRuntime().addShutdownHook(interrupted);
    try (RunningTasks running = new RunningTasks(spark.sparkContext())) {
      work.delete();
      return run(prepared, work, running, begin);
    } finally {
      work.delete();
      Runtime.getRuntime().removeShutdownHook(interrupted);
    }
  }

  private AnimateResult run(Preparation prepared, WorkFolder work, RunningTasks running, long begin)
      throws IOException {
    int frames = prepared.range().count();
    Appearance appearance =
        ItemBoundary.orBadData(
            "Cannot encode " + prepared.request().inputs().source(), () -> encode(prepared));
    long captureBegin = System.nanoTime();
    progress.stage("Capturing motion", frames, () -> meter.detectedFrames(running));
    Dataset<Row> motion = capture(prepared, work);
    long renderBegin = System.nanoTime();
    Column transfer =
        Transfer.choose(
            motion, appearance.keypoints(), prepared.request().motion(), prepared.range().from());
    MotionWarnings.of(prepared, appearance.keypoints(), motion).forEach(progress::warn);
    RenderPlan plan = plan(prepared, appearance, work);
    progress.stage("Rendering", frames, () -> meter.renderedFrames(running));
    int segments = new Render(spark, meter).run(Transfer.apply(motion, transfer), plan, frames);
    long renderEnd = System.nanoTime();
    progress.stage("Assembling", 0, () -> 0);
    AssemblyResult result =
        ItemBoundary.orBadData(
            "Cannot publish " + prepared.request().outputs().video(),
            () -> publish(prepared, plan, segments));
    AnimateResult.Timing timing =
        new AnimateResult.Timing(
            seconds(begin, System.nanoTime()),
            seconds(captureBegin, renderBegin),
            seconds(renderBegin, renderEnd),
            spark.sparkContext().defaultParallelism(),
            meter.seconds());
    return new AnimateResult(
        Outputs.of(prepared.request().outputs()).all(),
        result.frames(),
        result.duration(),
        prepared.clip().damage(),
        timing);
  }

  private Appearance encode(Preparation prepared) {
    try (AppearanceEncoder encoder =
        new AppearanceEncoder(
            prepared.request().inputs().model(), prepared.frameSize(), Compute.CPU)) {
      return encoder.encode(prepared.source());
    }
  }

  /** Computes the motion table and keeps it among the work files. */
  private Dataset<Row> capture(Preparation prepared, WorkFolder work) {
    int frames = prepared.range().count();
    AnimateRequest.Inputs inputs = prepared.request().inputs();
    Capture.Settings settings =
        new Capture.Settings(
            inputs.model(), prepared.frameSize(), inputs.pictures().fit(), compute);
    String table = work.folder("motion");
    Map<String, String> options = Capture.options(prepared.request());
    if (prepared.clip().damage().isEmpty()) {
      options.put("traits", prepared.clip().traits());
    }
    new Capture(spark, settings)
        .motion(inputs.driving(), options, meter)
        .write()
        .option("compression", "gzip") // in the JDK; the default unpacks a native library
        .parquet(table);
    Dataset<Row> motion =
        spark.read().schema(MotionTable.ROW).option(GLOB_PATHS, "false").parquet(table);
    long captured = motion.count();
    if (captured != frames) {
      throw new BadDataException(
          "Cannot use %s: it changed while it was read; expected %d frames, found %d"
              .formatted(inputs.driving(), frames, captured));
    }
    return motion;
  }

  private RenderPlan plan(Preparation prepared, Appearance appearance, WorkFolder work) {
    AnimateRequest request = prepared.request();
    AnimateRequest.Outputs wanted = request.outputs();
    return new RenderPlan(
        request.inputs().model(),
        compute,
        new RenderPlan.Source(prepared.source().bgr(), prepared.frameSize(), appearance),
        new RenderPlan.Driving(
            prepared.clip(), prepared.range().from(), request.inputs().pictures().fit()),
        new RenderPlan.Products(
            work,
            wanted.resize().orElse(null),
            wanted.extras().compare(),
            wanted.extras().visualize(),
            wanted.extras().frames().isPresent()));
  }

  /** Publishes the extras first and the video last: who sees it sees everything. */
  private AssemblyResult publish(Preparation prepared, RenderPlan plan, int segments)
      throws IOException {
    AnimateRequest request = prepared.request();
    Outputs outputs = Outputs.of(request.outputs());
    WorkFolder work = plan.products().work();
    Assemble assemble =
        new Assemble(work, prepared.clip(), prepared.range(), request.outputs().sound());
    Map<String, String> metadata = Report.metadata(plan.model());
    if (outputs.frames().isPresent()) {
      Publisher.publishFolder(work.folder("frames"), outputs.frames().get());
    }
    List<Assemble.Published> published = new ArrayList<>();
    if (outputs.compare().isPresent()) {
      published.add(
          assemble.publish(RenderPlan.Series.COMPARE, segments, metadata, outputs.compare().get()));
    }
    if (outputs.visualize().isPresent()) {
      published.add(
          assemble.publish(
              RenderPlan.Series.VISUALIZE, segments, metadata, outputs.visualize().get()));
    }
    Assemble.Published video =
        assemble.publish(RenderPlan.Series.RESULT, segments, metadata, outputs.video());
    published.add(0, video);
    Report.Subject subject =
        new Report.Subject(
            request,
            compute,
            prepared.clip(),
            prepared.range(),
            Report.Hashes.of(request, prepared.clip()));
    Publisher.publish(Report.write(subject, published, Map.of()), outputs.report(), work);
    return video.result();
  }

  private static void deleteQuietly(WorkFolder work) {
    try {
      work.delete();
    } catch (IOException e) {
      // The process is being stopped; the next run of the same output clears the folder.
    }
  }

  private static double seconds(long begin, long end) {
    return (end - begin) / (double) TimeUnit.SECONDS.toNanos(1);
  }
}
