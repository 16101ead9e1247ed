package dev.troupe.jobs.batch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.troupe.source.FileFacts;
import dev.troupe.source.HadoopFiles;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.nio.channels.Channels;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the JSON file beside a video says of it, as far as it decides whether it is up to date.
 *
 * @param itemKey the key of the item it was made as; empty text where it was made otherwise
 * @param files sizes of the published files, by name
 * @param frames how many frames the video has
 * @param seconds its duration
 * @param audioDrift of its sound, in seconds
 */
record Sidecar(
    String itemKey, Map<String, Long> files, int frames, double seconds, double audioDrift)
    implements Serializable {
  /** The entry that names the item. */
  static final String KEY = "itemKey";

  private static final int MOST_BYTES = 1 << 20;
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The sidecar's name beside a video. */
  static String beside(String video) {
    return video + ".json";
  }

  /** Reads a sidecar; empty if there is none, or something else. */
  static Optional<Sidecar> read(String uri) throws IOException {
    byte[] bytes;
    try (InputStream in = Channels.newInputStream(HadoopFiles.input(uri).open())) {
      bytes = in.readNBytes(MOST_BYTES);
    } catch (FileNotFoundException | java.nio.file.NoSuchFileException e) {
      return Optional.empty();
    }
    try {
      JsonNode json = JSON.readTree(bytes);
      if (json == null || !json.path("synthetic").asBoolean()) {
        return Optional.empty();
      }
      Map<String, Long> files = new LinkedHashMap<>();
      json.path("outputs")
          .forEach(file -> files.put(file.path("name").asText(), file.path("bytes").asLong(-1)));
      return Optional.of(
          new Sidecar(
              json.path(KEY).asText(""),
              files,
              json.at("/result/frames").asInt(),
              json.at("/result/durationSeconds").asDouble(),
              json.at("/result/audioDriftSeconds").asDouble()));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    } catch (IOException e) {
      return Optional.empty(); // Jackson's, of bytes in memory
    }
  }

  /**
   * Whether all that it lists is there with the sizes it lists. It is written last, so a video that
   * was exchanged under an older sidecar has another key, and one under its own sidecar its size.
   *
   * @param video the finished video
   * @param key the item's
   * @param frames the folder of pictures, where the item has one
   */
  boolean isUpToDate(String video, String key, Optional<String> frames) throws IOException {
    if (!itemKey.equals(key) || files.isEmpty()) {
      return false;
    }
    String folder = video.substring(0, video.lastIndexOf('/') + 1);
    List<String> uris = new ArrayList<>();
    files.keySet().forEach(name -> uris.add(folder + name));
    frames.ifPresent(uris::add);
    Map<String, FileFacts> found = FileFacts.find(uris);
    return found.size() == uris.size()
        && files.entrySet().stream()
            .allMatch(file -> bytes(found, folder + file.getKey()) == file.getValue());
  }

  private static long bytes(Map<String, FileFacts> found, String uri) {
    FileFacts facts = found.get(uri);
    return facts == null ? -1 : facts.bytes();
  }
}
