package dev.troupe.jobs;

import dev.troupe.media.AssemblyPlan;
import dev.troupe.media.AssemblyResult;
import dev.troupe.media.Clip;
import dev.troupe.media.FrameRange;
import dev.troupe.media.MediaInput;
import dev.troupe.media.Sound;
import dev.troupe.media.Timeline;
import dev.troupe.media.VideoAssembler;
import dev.troupe.source.ScratchFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Joins a series' committed segments to one video, adds the sound and publishes the file. */
public final class Assemble {
  private final WorkFolder work;
  private final Clip clip;
  private final FrameRange range;
  private final boolean withSound;

  /**
   * What was published.
   *
   * @param result what was measured on the video
   * @param name its final name
   * @param bytes its size
   * @param sha256 of its bytes, in hexadecimal
   */
  public record Published(AssemblyResult result, String name, long bytes, String sha256) {}

  /**
   * Assembles the series of a work folder.
   *
   * @param work holds the segments
   * @param clip the driving clip
   * @param range its frames that are used
   * @param withSound whether its sound is kept
   */
  public Assemble(WorkFolder work, Clip clip, FrameRange range, boolean withSound) {
    this.work = work;
    this.clip = clip;
    this.range = range;
    this.withSound = withSound;
  }

  /**
   * Assembles and publishes one series.
   *
   * @param series which
   * @param segments how many segments it has
   * @param metadata tags of the file
   * @param output its final name
   * @return what was published
   * @throws IOException if a segment cannot be read or the video not written
   */
  public Published publish(
      RenderPlan.Series series, int segments, Map<String, String> metadata, String output)
      throws IOException {
    List<MediaInput> inputs = new ArrayList<>();
    for (int i = 0; i < segments; i++) {
      inputs.add(WorkFolder.input(work.file(series.folder(), i, "mp4")));
    }
    Timeline timeline = clip.timeline();
    long duration = timeline.ticks(range.until()) - timeline.ticks(range.from());
    Optional<Sound> sound = withSound ? Sound.during(clip, range) : Optional.empty();
    AssemblyPlan plan = new AssemblyPlan(inputs, timeline.timeBase(), duration, sound, metadata);
    Path folder = ScratchFolder.create("troupe-assemble");
    Path local = folder.resolve("video.mp4");
    try {
      AssemblyResult result = VideoAssembler.assemble(plan, local);
      Publisher.publish(local, output, work);
      return new Published(result, output, Files.size(local), ContentHash.of(MediaInput.of(local)));
    } finally {
      Files.deleteIfExists(local);
      Files.deleteIfExists(folder);
    }
  }
}
