package dev.troupe.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.troupe.process.S3Bucket;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Three characters and three clips, one that speaks, one of variable rate and one that is cut off:
 * nine items of which six can be done.
 */
final class Company {
  static final String MANIFEST = "manifest.csv";

  private static final List<String> CHARACTERS = List.of("nina", "otto", "pia");
  private static final List<String> CLIPS = List.of("speaks", "uneven", "cut");
  private static final String UNUSABLE = "cut";

  private final Path folder;

  /**
   * A company whose files lie in a folder for as long as the test runs.
   *
   * @param folder theirs
   */
  Company(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder);
  }

  /** Puts the inputs into a bucket, and a manifest whose outputs go to the same bucket. */
  void moveInto(S3Bucket bucket) throws IOException {
    for (String character : CHARACTERS) {
      bucket.put(resource(character + ".png"), "in/" + character + ".png");
    }
    for (String clip : CLIPS) {
      bucket.put(resource(clip + ".mp4"), "in/" + clip + ".mp4");
    }
    bucket.put(
        Files.write(folder.resolve(MANIFEST), manifest(bucket), StandardCharsets.UTF_8), MANIFEST);
  }

  /** The finished videos and their sidecars, by key. */
  static Map<String, byte[]> outputs(S3Bucket bucket) throws IOException {
    Map<String, byte[]> outputs = new TreeMap<>();
    for (String key : bucket.keys()) {
      if (key.startsWith("out/")) {
        outputs.put(key, bucket.read(key));
      }
    }
    return outputs;
  }

  /** Checks that a bucket holds the good outputs, the report, the library and nothing else. */
  static void assertComplete(S3Bucket bucket) throws IOException {
    List<String> expected = new ArrayList<>();
    for (String character : CHARACTERS) {
      for (String clip : CLIPS) {
        if (!clip.equals(UNUSABLE)) {
          expected.add(output(character, clip));
          expected.add(output(character, clip) + ".json");
        }
      }
    }
    assertThat(bucket.keys())
        .filteredOn(key -> !key.matches("(in/.+|manifest\\.csv|library/.+|report/.+)"))
        .containsExactlyInAnyOrderElementsOf(expected);
    assertThat(bucket.keys())
        .contains("report/report.html", "report/run.json", "report/failed.jsonl")
        .noneMatch(key -> key.matches(Runs.UNFINISHED));
    String failed = new String(bucket.read("report/failed.jsonl"), StandardCharsets.UTF_8);
    assertThat(failed.strip().lines())
        .hasSize(CHARACTERS.size())
        .allMatch(line -> line.contains(UNUSABLE + ".mp4"));
  }

  /** The keys of committed segments that no finished output has used up yet. */
  static List<String> segments(S3Bucket bucket) throws IOException {
    return bucket.keys().stream()
        .filter(key -> key.startsWith("out/.troupe/") && key.endsWith(".mp4"))
        .toList();
  }

  private static List<String> manifest(S3Bucket bucket) {
    List<String> lines = new ArrayList<>(List.of("source,driving,output"));
    for (String character : CHARACTERS) {
      for (String clip : CLIPS) {
        lines.add(
            String.join(
                ",",
                bucket.uri("in/" + character + ".png"),
                bucket.uri("in/" + clip + ".mp4"),
                bucket.uri(output(character, clip))));
      }
    }
    return lines;
  }

  private static String output(String character, String clip) {
    return "out/%s-%s.mp4".formatted(character, clip);
  }

  private Path resource(String name) throws IOException {
    Path file = folder.resolve(name);
    if (!Files.exists(file)) {
      try (InputStream in = Company.class.getResourceAsStream("/company/" + name)) {
        Files.copy(Objects.requireNonNull(in, name), file);
      }
    }
    return file;
  }
}
