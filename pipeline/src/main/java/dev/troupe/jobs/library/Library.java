package dev.troupe.jobs.library;

import dev.troupe.jobs.ContentHash;
import dev.troupe.media.Fit;
import dev.troupe.media.Rational;
import dev.troupe.source.FileFacts;
import dev.troupe.source.WholeFiles;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The places in a library. A file's name is the hash of all that its content depends on, so that
 * whoever writes it writes the same and nothing is ever out of date.
 *
 * @param uri the library's folder
 */
public record Library(String uri) implements Serializable {
  /** Raised when files of the same key would have another content. */
  private static final String FORMAT = "2";

  /** Takes slashes from the end. */
  public Library {
    uri = uri.replaceAll("(?<=[^/:])/+$", "");
  }

  /**
   * Names a clip's motion.
   *
   * @param clipHash of the clip's bytes
   * @param modelHash of the model package
   * @param fit how its frames are brought to the network's size
   * @param imageRate frames per second of a folder of images
   * @param device the kind of device that the networks run on, and how
   * @return 64 hex digits
   */
  public static String motionKey(
      String clipHash, String modelHash, Fit fit, Rational imageRate, String device) {
    return ContentHash.of(
        String.join(
            "\n", "motion", FORMAT, clipHash, modelHash, fit.name(), "" + imageRate, device));
  }

  /**
   * Names a character's appearance.
   *
   * @param sourceHash of the image's bytes
   * @param modelHash of the model package
   * @param fit how it is brought to the network's size
   * @param backgroundRgb what shows through where it is transparent
   * @param device the kind of device that the networks run on, and how
   * @return 64 hex digits
   */
  public static String appearanceKey(
      String sourceHash, String modelHash, Fit fit, int backgroundRgb, String device) {
    String background = Integer.toHexString(backgroundRgb);
    return ContentHash.of(
        String.join(
            "\n", "appearance", FORMAT, sourceHash, modelHash, fit.name(), background, device));
  }

  /**
   * The place of a motion table.
   *
   * @param key its name
   * @return a Parquet file
   */
  public String motion(String key) {
    return "%s/motion/%s.parquet".formatted(uri, key);
  }

  /**
   * The place of an appearance.
   *
   * @param key its name
   * @return a file
   */
  public String appearance(String key) {
    return "%s/appearance/%s.bin".formatted(uri, key);
  }

  /**
   * The folder of the index of inputs.
   *
   * @return a folder of JSON Lines files
   */
  String inputs() {
    return uri + "/inputs";
  }

  /**
   * Which of some files there are.
   *
   * @param files places in this library, by key
   * @return the keys of those that exist
   * @throws IOException if the library cannot be asked
   */
  public static Set<String> existing(Map<String, String> files) throws IOException {
    Map<String, FileFacts> found = FileFacts.find(files.values());
    Set<String> keys = new TreeSet<>();
    files.forEach(
        (key, file) -> {
          if (found.containsKey(file)) {
            keys.add(key);
          }
        });
    return keys;
  }

  /**
   * The places of motion tables, by key.
   *
   * @param keys their names
   * @return what {@link #existing} takes
   */
  public Map<String, String> motions(Collection<String> keys) {
    Map<String, String> files = new LinkedHashMap<>();
    keys.forEach(key -> files.put(key, motion(key)));
    return files;
  }

  /**
   * The places of appearances, by key.
   *
   * @param keys their names
   * @return what {@link #existing} takes
   */
  public Map<String, String> appearances(Collection<String> keys) {
    Map<String, String> files = new LinkedHashMap<>();
    keys.forEach(key -> files.put(key, appearance(key)));
    return files;
  }

  /** Puts a finished local file in its place, whole. */
  void put(Path local, String file) throws IOException {
    WholeFiles.copy(local, file, staging());
  }

  /** Puts bytes in their place, whole. */
  void put(byte[] bytes, String file) throws IOException {
    WholeFiles.write(file, bytes, staging());
  }

  private String staging() {
    return uri + "/.staging";
  }
}
