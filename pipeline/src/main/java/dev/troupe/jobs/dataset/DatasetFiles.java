package dev.troupe.jobs.dataset;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.troupe.jobs.Version;
import dev.troupe.jobs.dataset.ShardRecord.ClipRecord;
import dev.troupe.problems.Redaction;
import dev.troupe.source.HadoopFiles;
import dev.troupe.source.WholeFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The files of a data set as a whole: the note in the hidden folder that says what is being made;
 * the card and the manifest when all shards are whole. Only then the hidden folder goes.
 */
final class DatasetFiles {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final DatasetPlan plan;
  private final DatasetRequest request;

  DatasetFiles(DatasetPlan plan) {
    this.plan = plan;
    this.request = plan.request();
  }

  /** Holds what is unfinished. */
  static String staging(DatasetRequest request) {
    return request.output() + "/.unfinished";
  }

  /** Says that a shard is whole, and what is in it. */
  static String mark(DatasetRequest request, String shard) {
    return "%s/shards/%s.json".formatted(staging(request), shard);
  }

  /** What stands in the way in the output folder. */
  List<String> mistakes() throws IOException {
    String folder = request.output();
    var files = HadoopFiles.fileSystem(folder);
    if (!files.exists(HadoopFiles.path(folder))) {
      return List.of();
    }
    if (!HadoopFiles.isFolder(folder)) {
      return List.of("Cannot write to %s: expected a folder, found a file.".formatted(folder));
    }
    if (files.listStatus(HadoopFiles.path(folder)).length == 0) {
      return List.of();
    }
    if (!files.exists(HadoopFiles.path(note()))) {
      return List.of(
          "Cannot write to %s: expected a new or empty folder, or one with a data set to be completed."
              .formatted(folder));
    }
    try (InputStream in = Channels.newInputStream(HadoopFiles.input(note()).open())) {
      return java.util.Arrays.equals(in.readAllBytes(), JSON.writeValueAsBytes(described()))
          ? List.of()
          : List.of(
              "Cannot write to %s: another data set was begun there; compare %s."
                  .formatted(folder, note()));
    }
  }

  /** Leaves the note. */
  void begin() throws IOException {
    write(note(), JSON.writeValueAsBytes(described()));
  }

  /** Writes card and manifest. */
  void finish(List<ShardRecord> shards) throws IOException {
    DatasetCard card = new DatasetCard(plan, shards);
    write(request.output() + "/README.md", card.text().getBytes(StandardCharsets.UTF_8));
    write(request.output() + "/manifest.json", manifest(shards));
    HadoopFiles.fileSystem(staging(request)).delete(HadoopFiles.path(staging(request)), true);
  }

  private String note() {
    return staging(request) + "/request.json";
  }

  private Map<String, Object> described() {
    DatasetRequest.Options options = request.options();
    Map<String, Object> chosen = new LinkedHashMap<>();
    chosen.put("format", options.format().name().toLowerCase(Locale.ROOT));
    chosen.put("every", options.every());
    chosen.put("dense", options.dense());
    chosen.put("clipsPerShard", options.clipsPerShard());
    chosen.put("validationShare", options.validationShare());
    chosen.put("testShare", options.testShare());
    Map<String, Object> described = new LinkedHashMap<>();
    described.put("tool", "troupe " + Version.current());
    described.put("data", Redaction.uri(request.data()));
    described.put("model", request.model().contentHash());
    described.put("options", chosen);
    described.put("clipCount", plan.clips().size());
    return described;
  }

  private byte[] manifest(List<ShardRecord> shards) throws IOException {
    List<ClipRecord> records = new ArrayList<>();
    shards.forEach(shard -> records.addAll(shard.clips()));
    records.sort(Comparator.comparingInt(ClipRecord::number));
    List<Map<String, Object>> clips = new ArrayList<>();
    for (ClipRecord record : records) {
      clips.add(entry(plan.clips().get(record.number()), record));
    }
    List<Map<String, Object>> files = new ArrayList<>();
    for (ShardRecord shard : shards) {
      Map<String, Object> file = new LinkedHashMap<>();
      file.put("file", shard.file());
      file.put("samples", shard.samples());
      file.put("sha256", shard.sha256());
      files.add(file);
    }
    Map<String, Object> manifest = new LinkedHashMap<>(described());
    manifest.put("shards", files);
    manifest.put("clips", clips);
    return JSON.writeValueAsBytes(manifest);
  }

  private static Map<String, Object> entry(DatasetClip clip, ClipRecord record) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("path", clip.path());
    entry.put("synthetic", clip.synthetic());
    entry.put("split", clip.split());
    entry.put("identity", clip.identity());
    entry.put("source", clip.source());
    entry.put("driving", clip.driving());
    entry.put("samples", record.samples());
    entry.put("sha256", record.sha256());
    if (!record.problem().isEmpty()) {
      entry.put("problem", record.problem());
    }
    return entry;
  }

  private void write(String file, byte[] bytes) throws IOException {
    WholeFiles.createParent(file);
    WholeFiles.write(file, bytes, staging(request));
  }
}
