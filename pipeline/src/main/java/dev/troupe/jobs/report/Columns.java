package dev.troupe.jobs.report;

import dev.troupe.jobs.quality.FrameMetrics;
import dev.troupe.jobs.quality.Previews;
import dev.troupe.media.FrameSize;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;

/** The columns of the three tables, and records to rows and back. */
final class Columns {
  private Columns() {}

  /** An item's frame. */
  record FrameRow(int item, FrameMetrics metrics) {}

  static Group item(MessageType schema, ItemRow row) {
    Group group = new SimpleGroup(schema);
    ItemRow.Item item = row.item();
    group.add("item", item.number());
    group.add("line", item.line());
    group.add("source", item.source());
    group.add("driving", item.driving());
    group.add("output", item.output());
    ItemRow.Outcome outcome = row.outcome();
    group.add("status", outcome.status().text());
    outcome.reason().ifPresent(reason -> group.add("reason", reason));
    group.add("segments", outcome.segments());
    group.add("segments_reused", outcome.segmentsReused());
    group.add("task_seconds", outcome.taskSeconds());
    row.video().ifPresent(video -> video(group, video));
    row.hashes().source().ifPresent(hash -> group.add("source_hash", hash));
    row.hashes().clip().ifPresent(hash -> group.add("clip_hash", hash));
    row.hashes().model().ifPresent(hash -> group.add("model_hash", hash));
    row.hashes().key().ifPresent(hash -> group.add("item_key", hash));
    Group warnings = group.addGroup("warnings");
    row.findings().warnings().forEach(text -> warnings.addGroup("list").add("element", text));
    Previews previews = row.findings().previews();
    previews.first().ifPresent(image -> group.add("first", Binary.fromConstantByteArray(image)));
    previews.middle().ifPresent(image -> group.add("middle", Binary.fromConstantByteArray(image)));
    previews.last().ifPresent(image -> group.add("last", Binary.fromConstantByteArray(image)));
    return group;
  }

  private static void video(Group group, ItemRow.Video video) {
    group.add("frames", video.frames());
    group.add("duration", video.seconds());
    group.add("audio_drift", video.audioDrift());
    group.add("width", video.size().width());
    group.add("height", video.size().height());
    group.add("bytes", video.bytes());
  }

  static ItemRow item(Group group) {
    ItemRow.Item item =
        new ItemRow.Item(
            group.getInteger("item", 0),
            group.getInteger("line", 0),
            group.getString("source", 0),
            group.getString("driving", 0),
            group.getString("output", 0));
    ItemRow.Outcome outcome =
        new ItemRow.Outcome(
            ItemRow.Status.of(group.getString("status", 0)),
            text(group, "reason"),
            group.getInteger("segments", 0),
            group.getInteger("segments_reused", 0),
            group.getDouble("task_seconds", 0));
    ItemRow.Hashes hashes =
        new ItemRow.Hashes(
            text(group, "source_hash"),
            text(group, "clip_hash"),
            text(group, "model_hash"),
            text(group, "item_key"));
    Previews previews =
        new Previews(image(group, "first"), image(group, "middle"), image(group, "last"));
    return new ItemRow(
        item, outcome, hashes, video(group), new ItemRow.Findings(warnings(group), previews));
  }

  private static Optional<ItemRow.Video> video(Group group) {
    if (group.getFieldRepetitionCount("frames") == 0) {
      return Optional.empty();
    }
    FrameSize size = new FrameSize(group.getInteger("width", 0), group.getInteger("height", 0));
    return Optional.of(
        new ItemRow.Video(
            group.getInteger("frames", 0),
            group.getDouble("duration", 0),
            group.getDouble("audio_drift", 0),
            size,
            group.getLong("bytes", 0)));
  }

  private static List<String> warnings(Group group) {
    Group list = group.getGroup("warnings", 0);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < list.getFieldRepetitionCount("list"); i++) {
      texts.add(list.getGroup("list", i).getString("element", 0));
    }
    return texts;
  }

  private static Optional<String> text(Group group, String column) {
    return optional(group, column, at -> at.getString(column, 0));
  }

  private static Optional<byte[]> image(Group group, String column) {
    return optional(group, column, at -> at.getBinary(column, 0).getBytes());
  }

  private static <T> Optional<T> optional(Group group, String column, Function<Group, T> value) {
    return group.getFieldRepetitionCount(column) == 0
        ? Optional.empty()
        : Optional.of(value.apply(group));
  }

  static Group segment(MessageType schema, SegmentRow row) {
    Group group = new SimpleGroup(schema);
    group.add("item", row.item());
    group.add("segment", row.segment());
    group.add("frames", row.frames());
    group.add("seconds", row.work().seconds());
    Instant ended = row.work().ended();
    group.add(
        "ended",
        TimeUnit.SECONDS.toMicros(ended.getEpochSecond())
            + TimeUnit.NANOSECONDS.toMicros(ended.getNano()));
    group.add("executor", row.work().executor());
    return group;
  }

  static SegmentRow segment(Group group) {
    long micros = group.getLong("ended", 0);
    long second = TimeUnit.SECONDS.toMicros(1);
    Instant ended =
        Instant.ofEpochSecond(
            Math.floorDiv(micros, second),
            TimeUnit.MICROSECONDS.toNanos(Math.floorMod(micros, second)));
    return new SegmentRow(
        group.getInteger("item", 0),
        group.getInteger("segment", 0),
        group.getInteger("frames", 0),
        new SegmentRow.Work(group.getDouble("seconds", 0), ended, group.getString("executor", 0)));
  }

  static Group frame(MessageType schema, FrameRow row) {
    Group group = new SimpleGroup(schema);
    FrameMetrics metrics = row.metrics();
    group.add("item", row.item());
    group.add("index", metrics.index());
    group.add("time", metrics.time());
    group.add("jitter", metrics.jitter());
    group.add("flicker", metrics.flicker());
    group.add("drift", metrics.drift());
    group.add("occluded", metrics.occluded());
    return group;
  }

  static FrameRow frame(Group group) {
    return new FrameRow(
        group.getInteger("item", 0),
        new FrameMetrics(
            group.getInteger("index", 0),
            group.getDouble("time", 0),
            group.getFloat("jitter", 0),
            group.getFloat("flicker", 0),
            group.getFloat("drift", 0),
            group.getFloat("occluded", 0)));
  }
}
