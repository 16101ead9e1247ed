package dev.troupe.jobs.batch;

import dev.troupe.jobs.AnimateRequest;
import dev.troupe.jobs.Assemble;
import dev.troupe.jobs.Outputs;
import dev.troupe.jobs.Publisher;
import dev.troupe.jobs.RenderPlan;
import dev.troupe.jobs.Report;
import dev.troupe.jobs.WorkFolder;
import dev.troupe.jobs.manifest.ItemOptions;
import dev.troupe.jobs.quality.RenderedQuality;
import dev.troupe.jobs.quality.SegmentTrace;
import dev.troupe.media.FrameSize;
import dev.troupe.problems.ItemBoundary;
import dev.troupe.source.Concurrently;
import dev.troupe.source.HadoopFiles;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;

/**
 * Joins an item's segments and publishes it in a task: pictures, comparison, visualisation, the
 * video, and last the sidecar. Repeating it gives the same bytes, so its work stays until the
 * driver knows that it succeeded.
 */
final class PublishItem implements Function<Integer, ItemOutcome> {
  private static final long serialVersionUID = 1L;

  /** How often a result is put again that another run with other options has overwritten. */
  private static final int ATTEMPTS = 3;

  private static final String FRAMES = "frames";
  private static final String PNG = "png";

  private final Broadcast<GroupPlan> shared;

  /** A video, and the bytes of all files that were written for it. */
  private record Made(Assemble.Published video, long written) {}

  PublishItem(Broadcast<GroupPlan> shared) {
    this.shared = shared;
  }

  @Override
  public ItemOutcome call(Integer number) throws IOException {
    long begin = System.nanoTime();
    GroupPlan plan = shared.value();
    GroupPlan.Work work = plan.works().get(number);
    return ItemBoundary.run(
        "Cannot publish " + work.names().output(),
        () -> {
          try {
            return published(plan, number, begin);
          } catch (IOException | RuntimeException e) {
            if (isIncomplete(work) || isGone(e, work)) {
              return new ItemOutcome(number, null, null, seconds(begin), null);
            }
            throw e;
          }
        },
        why -> new ItemOutcome(number, null, null, seconds(begin), why));
  }

  private static ItemOutcome published(GroupPlan plan, int number, long begin) throws IOException {
    GroupPlan.Work work = plan.works().get(number);
    Optional<List<SegmentTrace>> traces = CommittedSegments.traces(work);
    if (traces.isEmpty()) {
      return new ItemOutcome(number, null, null, seconds(begin), null);
    }
    RenderedQuality quality =
        RenderedQuality.join(traces.get(), plan.character(work).appearance().keypoints());
    Made made = publish(plan, work);
    Assemble.Published video = made.video();
    FrameSize size = plan.options(work).resize().orElse(plan.character(work).size());
    return new ItemOutcome(
        number,
        new ItemOutcome.Video(
            video.result().frames(),
            video.result().duration().toDouble(),
            video.result().audioDrift(),
            size,
            video.bytes(),
            made.written()),
        ItemOutcome.Quality.of(quality),
        seconds(begin),
        null);
  }

  private static boolean isIncomplete(GroupPlan.Work work) throws IOException {
    return OutputStates.committed(work.folder(), work.segments()).cardinality() < work.segments();
  }

  /** Whether a file of the work is missing: another run may just be removing it. */
  private static boolean isGone(Throwable failure, GroupPlan.Work work) {
    if (!String.valueOf(failure.getMessage()).contains("/" + work.folder().name() + "/")) {
      return false;
    }
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof FileNotFoundException || cause instanceof NoSuchFileException) {
        return true;
      }
    }
    return false;
  }

  private static Made publish(GroupPlan plan, GroupPlan.Work work) throws IOException {
    Optional<String> frames = Outputs.of(plan.request(work).outputs()).frames();
    String video = work.names().output();
    Publisher.prepareFolder(video);
    for (int attempt = 1; ; attempt++) {
      Made made = publishOnce(plan, work);
      Optional<Sidecar> sidecar = Sidecar.read(Sidecar.beside(video));
      boolean ours = sidecar.isPresent() && sidecar.get().isUpToDate(video, work.key(), frames);
      if (ours || attempt == ATTEMPTS) {
        return made;
      }
    }
  }

  private static Made publishOnce(GroupPlan plan, GroupPlan.Work work) throws IOException {
    AnimateRequest request = plan.request(work);
    Outputs outputs = Outputs.of(request.outputs());
    ItemOptions options = plan.options(work);
    GroupPlan.Motion motion = plan.motion(work);
    WorkFolder folder = work.folder();
    Assemble assemble = new Assemble(folder, motion.clip(), work.range(), options.sound());
    long pictures = outputs.frames().isPresent() ? publishFrames(work, outputs.frames().get()) : 0;
    List<Assemble.Published> published = new ArrayList<>();
    Map<String, String> metadata = Report.metadata(options.model());
    for (Map.Entry<RenderPlan.Series, Optional<String>> extra :
        List.of(
            Map.entry(RenderPlan.Series.COMPARE, outputs.compare()),
            Map.entry(RenderPlan.Series.VISUALIZE, outputs.visualize()))) {
      if (extra.getValue().isPresent()) {
        String name = extra.getValue().get();
        published.add(assemble.publish(extra.getKey(), work.segments(), metadata, name));
      }
    }
    published.add(
        0, assemble.publish(RenderPlan.Series.RESULT, work.segments(), metadata, outputs.video()));
    Report.Subject subject =
        new Report.Subject(
            request,
            plan.compute(),
            motion.clip(),
            work.range(),
            new Report.Hashes(work.sourceHash(), Optional.of(motion.hash())));
    byte[] sidecar = Report.write(subject, published, Map.of(Sidecar.KEY, work.key()));
    Publisher.publish(sidecar, outputs.report(), folder);
    long videos = published.stream().mapToLong(Assemble.Published::bytes).sum();
    return new Made(published.get(0), videos + pictures + sidecar.length);
  }

  /**
   * Pictures are copied one by one and not moved, because a second attempt may do the same at the
   * same time. Those of an older, longer result are removed.
   *
   * @return how many bytes were written
   */
  private static long publishFrames(GroupPlan.Work work, String folder) throws IOException {
    List<Long> bytes =
        Concurrently.map(
            IntStream.range(0, work.range().count()).boxed().toList(),
            number -> {
              String picture = work.folder().file(FRAMES, number, PNG);
              try (InputStream in = Channels.newInputStream(HadoopFiles.input(picture).open())) {
                byte[] all = in.readAllBytes();
                WorkFolder.commit(folder + "/%06d.png".formatted(number), all);
                return (long) all.length;
              }
            });
    for (String file : HadoopFiles.list(folder)) {
      String name = file.substring(file.lastIndexOf('/') + 1);
      if (name.matches("\\d{6,8}\\.png")
          && Integer.parseInt(name.substring(0, name.length() - 4)) >= work.range().count()) {
        HadoopFiles.fileSystem(file).delete(HadoopFiles.path(file), false);
      }
    }
    return bytes.stream().mapToLong(Long::longValue).sum();
  }

  private static double seconds(long begin) {
    return (System.nanoTime() - begin) / (double) TimeUnit.SECONDS.toNanos(1);
  }
}
