package dev.troupe.jobs.report;

import dev.troupe.fixtures.TestClips;
import dev.troupe.jobs.quality.FrameMetrics;
import dev.troupe.jobs.quality.Previews;
import dev.troupe.media.FrameSize;
import dev.troupe.media.Picture;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A batch as it could have been: characters times clips, every seventh item failed, every fifth
 * reused, some with warnings.
 */
final class SampleRun {
  static final Instant BEGIN = Instant.parse("2026-03-14T22:00:00Z");
  private static final String[] CHARACTERS = {"ada.png", "bruno.png", "cleo.png", "dora.png"};
  private static final String[] CLIPS = {"greeting.mp4", "weather.mp4", "news <late>.mp4"};
  private static final FrameSize SIZE = new FrameSize(256, 256);
  private static final int FRAMES = 150;
  private static final int SEGMENT = 16;

  private final int items;
  private final List<Picture> pictures;

  SampleRun(int items) {
    this(
        items,
        List.of(
            TestClips.picture(SIZE, 0), TestClips.picture(SIZE, 9), TestClips.picture(SIZE, 30)));
  }

  SampleRun(int items, List<Picture> pictures) {
    this.items = items;
    this.pictures = pictures;
  }

  /** Writes the report and returns the page's path. */
  String write(String folder) throws IOException {
    try (ReportWriter writer = ReportWriter.open(folder)) {
      for (int item = 0; item < items; item++) {
        writer.item(row(item), line(item));
        if (row(item).outcome().status() == ItemRow.Status.DONE) {
          for (SegmentRow segment : segments(item)) {
            writer.segment(segment);
          }
          writer.frames(item, frames(item));
        }
      }
      return writer.finish(run());
    }
  }

  ItemRow row(int item) {
    ItemRow.Hashes hashes =
        new ItemRow.Hashes(
            Optional.of("5".repeat(64)),
            Optional.of("c".repeat(64)),
            Optional.of("a".repeat(64)),
            Optional.of("key of " + item));
    if (item % 7 == 3) {
      return new ItemRow(
          item(item),
          ItemRow.Outcome.failed("Cannot read %s: the file ends early".formatted(clip(item)), 0.4),
          ItemRow.Hashes.NONE,
          Optional.empty(),
          ItemRow.Findings.NONE);
    }
    boolean reused = item % 5 == 4;
    ItemRow.Outcome outcome =
        reused
            ? ItemRow.Outcome.reused(segmentCount())
            : ItemRow.Outcome.done(segmentCount(), item % 4, 21.5 + (item * 37 % 23));
    return new ItemRow(
        item(item),
        outcome,
        hashes,
        Optional.of(
            new ItemRow.Video(FRAMES, 6, item % 3 == 0 ? 0.004 : 0, SIZE, 812_345 + 999 * item)),
        new ItemRow.Findings(warnings(item), reused ? Previews.NONE : previews(item)));
  }

  private static ItemRow.Item item(int item) {
    String character = CHARACTERS[item / CLIPS.length % CHARACTERS.length];
    String output =
        "s3a://studio/out/%s-%s-%d.mp4"
            .formatted(
                character.replace(".png", ""),
                CLIPS[item % CLIPS.length].replace(".mp4", ""),
                item);
    return new ItemRow.Item(
        item, item + 2, "s3a://studio/characters/" + character, clip(item), output);
  }

  private static String clip(int item) {
    return "s3a://studio/clips/" + CLIPS[item % CLIPS.length];
  }

  private static List<String> warnings(int item) {
    return item % CLIPS.length == 1
        ? List.of("Jump cut at 2.40 s (frame 60): the motion after it belongs to another shot.")
        : List.of();
  }

  private Previews previews(int item) {
    return new Previews(
        Optional.of(preview(item)), Optional.of(preview(item + 1)), Optional.of(preview(item + 2)));
  }

  private byte[] preview(int number) {
    return Previews.of(pictures.get(number % pictures.size()));
  }

  static Map<String, Object> line(int item) {
    ItemRow.Item asked = item(item);
    Map<String, Object> line = new java.util.LinkedHashMap<>();
    line.put("source", asked.source());
    line.put("driving", asked.driving());
    line.put("output", asked.output());
    line.put("fit", "pad");
    line.put("compare", true);
    return line;
  }

  private static int segmentCount() {
    return (FRAMES + SEGMENT - 1) / SEGMENT;
  }

  List<SegmentRow> segments(int item) {
    List<SegmentRow> segments = new ArrayList<>();
    for (int segment = 0; segment < segmentCount(); segment++) {
      Instant ended = BEGIN.plusMillis(20_000 + item * 9_000L + segment * (800 + 60L * (item % 9)));
      int frames = Math.min(SEGMENT, FRAMES - segment * SEGMENT);
      segments.add(
          new SegmentRow(
              item, segment, frames, new SegmentRow.Work(2.2, ended, String.valueOf(item % 2))));
    }
    return segments;
  }

  static List<FrameMetrics> frames(int item) {
    List<FrameMetrics> frames = new ArrayList<>();
    for (int i = 0; i < FRAMES; i++) {
      double wave = Math.abs(Math.sin(i * 0.07 + item));
      float jitter = i == 0 || i == FRAMES - 1 ? Float.NaN : (float) (0.004 + 0.003 * wave);
      float cut = item % CLIPS.length == 1 && i == 60 ? 0.05f : 0;
      frames.add(
          new FrameMetrics(
              i,
              i / 25.0,
              jitter + cut,
              i == 0 ? Float.NaN : (float) (0.002 + 0.001 * Math.abs(Math.cos(i * 0.9))) + cut,
              (float) (0.02 + 0.1 * wave),
              Float.NaN));
    }
    return frames;
  }

  RunFacts run() {
    long rendered = 0;
    for (int item = 0; item < items; item++) {
      rendered += row(item).outcome().status() == ItemRow.Status.DONE ? FRAMES : 0;
    }
    double wall = 25 + items * 9.0;
    return new RunFacts(
        new RunFacts.Request(
            Optional.of("s3a://studio/nightly.csv"), "s3a://studio/troupe-library", List.of()),
        new RunFacts.Cluster("spark://10.0.0.4:7077", "app-20260314220000-0007", 2),
        new RunFacts.Times(BEGIN, BEGIN.plusMillis((long) (wall * 1000))),
        Optional.of(amounts(new Amounts.Frames(150L * items, 300, 150L * items), 1.2 * wall, 4.1)),
        amounts(new Amounts.Frames(150L * items, 300, rendered), wall, 3.6));
  }

  private Amounts amounts(Amounts.Frames frames, double wall, double cost) {
    return new Amounts(
        new Amounts.Inputs(items, 0, CLIPS.length, CHARACTERS.length),
        frames,
        new Amounts.Effort(wall * 8 / 3600, wall, 8, Optional.of(cost)),
        new Amounts.Bytes(182_000_000, 812_345L * items));
  }
}
