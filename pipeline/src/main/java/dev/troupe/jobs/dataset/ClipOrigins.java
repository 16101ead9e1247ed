package dev.troupe.jobs.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.troupe.source.HadoopFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where clips come from: drawn by {@code troupe synthesize} (the set's manifest says so), animated
 * by Troupe (the JSON file beside the video says so), or filmed for all that is known.
 */
final class ClipOrigins {
  private static final long LONGEST_REPORT = 1 << 20;
  private static final long LONGEST_MANIFEST = 1L << 30;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String root;
  private final Map<String, JsonNode> drawn = new HashMap<>();

  /** Reads the manifest of a synthetic set, if the folder holds one. */
  ClipOrigins(String root) throws IOException {
    this.root = root;
    Optional<JsonNode> manifest = read(root + "/manifest.json", LONGEST_MANIFEST);
    if (manifest.isPresent() && manifest.get().path("synthetic").asBoolean()) {
      manifest.get().path("clips").forEach(clip -> drawn.put(clip.path("clip").asText(), clip));
    }
  }

  /** What is known of a clip; number and split are set by others. */
  DatasetClip of(String path, String split) throws IOException {
    DatasetClip plain = new DatasetClip(0, path, split, "", false, "", "", "");
    JsonNode clip =
        drawn.get(stem(path.startsWith(root + "/") ? path.substring(root.length() + 1) : path));
    if (clip != null) {
      return origin(
          path,
          split,
          "seed " + clip.path("identitySeed").asText(),
          "seed " + clip.path("performanceSeed").asText());
    }
    Optional<JsonNode> report = read(path + ".json", LONGEST_REPORT);
    if (report.isPresent() && report.get().path("synthetic").asBoolean()) {
      return origin(
          path,
          split,
          report.get().path("source").path("sha256").asText(),
          report.get().path("driving").path("sha256").asText());
    }
    String name = plain.name();
    int sign = name.indexOf('#');
    String identity = sign > 0 ? name.substring(0, sign) : name;
    return new DatasetClip(0, path, split, identity, false, "", "", "");
  }

  private static DatasetClip origin(String path, String split, String source, String driving) {
    return new DatasetClip(0, path, split, source, true, source, driving, "");
  }

  static Optional<JsonNode> read(String file, long longest) throws IOException {
    if (!HadoopFiles.fileSystem(file).exists(HadoopFiles.path(file))
        || HadoopFiles.isFolder(file)) {
      return Optional.empty();
    }
    try (SeekableByteChannel channel = HadoopFiles.input(file).open();
        InputStream in = Channels.newInputStream(channel)) {
      return channel.size() > longest ? Optional.empty() : Optional.of(JSON.readTree(in));
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      return Optional.empty();
    }
  }

  private static String stem(String path) {
    int dot = path.lastIndexOf('.');
    return dot > path.lastIndexOf('/') + 1 ? path.substring(0, dot) : path;
  }
}
