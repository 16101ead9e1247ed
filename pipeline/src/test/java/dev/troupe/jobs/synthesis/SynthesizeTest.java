package dev.troupe.jobs.synthesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.troupe.fixtures.Folders;
import dev.troupe.fixtures.LocalSpark;
import dev.troupe.jobs.Progress;
import dev.troupe.jobs.synthesis.SynthesisRequest.FrameFormat;
import dev.troupe.media.Clip;
import dev.troupe.media.Clips;
import dev.troupe.media.FrameRange;
import dev.troupe.media.FrameReader;
import dev.troupe.media.FrameSize;
import dev.troupe.media.Images;
import dev.troupe.media.MediaInput;
import dev.troupe.media.Picture;
import dev.troupe.media.Rational;
import dev.troupe.problems.RequestException;
import dev.troupe.source.FileHashes;
import dev.troupe.synthesis.Identity;
import dev.troupe.synthesis.Landmarks;
import dev.troupe.synthesis.Performance;
import dev.troupe.synthesis.Pose;
import dev.troupe.synthesis.Puppet;
import dev.troupe.synthesis.Split;
import dev.troupe.synthesis.SyntheticClip;
import dev.troupe.synthesis.SyntheticPair;
import dev.troupe.synthesis.SyntheticSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Synthetic sets as files: complete, true, the same everywhere. */
class SynthesizeTest {
  private static final SyntheticSet SET =
      new SyntheticSet(3, 6, 1, 3, new Rational(25, 1), new FrameSize(64, 64), 0.1, 0.5);
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path shared;
  @TempDir Path folder;

  private static LocalSpark spark;
  private static Path written;

  @BeforeAll
  static void writeSet() throws IOException {
    spark = new LocalSpark(1);
    written = shared.resolve("one core");
    run(request(written, FrameFormat.MP4));
    spark.close();
    spark = new LocalSpark(2);
  }

  @AfterAll
  static void stop() {
    spark.close();
  }

  @Test
  void run_moreCores_givesTheSameBytes() throws IOException {
    run(request(folder.resolve("two"), FrameFormat.MP4));

    assertThat(hashes(folder.resolve("two"))).isEqualTo(hashes(written)).hasSizeGreaterThan(20);
  }

  @Test
  void run_afterAStop_keepsWholeClipsAndMakesTheRestTheSame() throws IOException {
    Path copy = folder.resolve("copy");
    run(request(copy, FrameFormat.MP4));
    Map<String, String> before = hashes(copy);
    SyntheticClip lost = SET.clip(1, 0);
    String name = lost.split().label() + "/" + lost.name();
    Files.delete(copy.resolve("landmarks/" + name + ".jsonl"));
    Files.delete(copy.resolve("manifest.json"));
    SyntheticClip kept = SET.clip(0, 0);
    Path keptFile = copy.resolve(kept.split().label() + "/" + kept.name() + ".mp4");
    Files.setLastModifiedTime(keptFile, FileTime.fromMillis(1_000_000));

    run(request(copy, FrameFormat.MP4));

    assertThat(hashes(copy)).isEqualTo(before);
    assertThat(Files.getLastModifiedTime(keptFile)).isEqualTo(FileTime.fromMillis(1_000_000));
  }

  @Test
  void run_folderOfAnotherSet_isRefused() throws IOException {
    SyntheticSet other =
        new SyntheticSet(4, 6, 1, 3, new Rational(25, 1), new FrameSize(64, 64), 0.1, 0.5);
    SynthesisRequest request =
        new SynthesisRequest(other, written.toString(), FrameFormat.MP4, 8, 3);

    assertThatThrownBy(() -> run(request))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("holds another set");
  }

  @Test
  void run_folderOfOtherThings_isRefusedAndLeftAlone() throws IOException {
    Files.writeString(folder.resolve("diary.txt"), "dear diary");

    assertThatThrownBy(() -> run(request(folder, FrameFormat.MP4)))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("found other files");
    assertThat(Folders.all(folder)).containsExactly("diary.txt");
  }

  @Test
  void clips_decoded_showThePerformanceAndHaveItsSound() {
    SyntheticClip clip = SET.clip(1, 0);
    Clip video = clip(written.resolve(clip.split().label() + "/" + clip.name() + ".mp4"));

    assertThat(video.timeline().count()).isEqualTo(3);
    assertThat(video.timeline().duration()).isEqualTo(new Rational(3, 25));
    assertThat(video.sound()).isPresent();
    for (int frame = 0; frame < 3; frame++) {
      Picture drawn =
          Puppet.draw(
              Identity.of(clip.identitySeed()),
              Performance.of(clip.performanceSeed()).poseAt(SET.timeOf(frame)),
              SET.size());
      assertThat(meanDifference(frame(video, frame), drawn)).isLessThan(4);
    }
  }

  @Test
  void landmarks_lines_sayWhereEachPointIs() throws IOException {
    SyntheticClip clip = SET.clip(1, 0);
    List<String> lines =
        Files.readAllLines(
            written.resolve("landmarks/" + clip.split().label() + "/" + clip.name() + ".jsonl"));
    assertThat(lines).hasSize(3);
    Pose pose = Performance.of(clip.performanceSeed()).poseAt(SET.timeOf(2));
    Landmarks truth = Landmarks.of(Identity.of(clip.identitySeed()), pose, SET.size());
    JsonNode line = JSON.readTree(lines.get(2));

    assertThat(line.get("frame").asInt()).isEqualTo(2);
    assertThat(line.get("pose").get("yaw").asDouble())
        .isCloseTo(pose.head().yaw(), org.assertj.core.data.Offset.offset(1e-4));
    assertThat(line.get("points")).hasSize(73);
    for (int i = 0; i < 73; i++) {
      JsonNode point = line.get("points").get(i);
      assertThat(point.get(0).asDouble())
          .isCloseTo(truth.points().get(i).x(), org.assertj.core.data.Offset.offset(0.006));
      assertThat(point.get(2).asInt() == 1).isEqualTo(truth.points().get(i).visible());
    }
  }

  @Test
  void pairs_sourceAndTruth_areOneIdentityInAnothersPerformance() throws IOException {
    List<SyntheticPair> pairs = SET.pairs(3);
    assertThat(Files.readAllLines(written.resolve("pairs.csv")))
        .hasSize(4)
        .first()
        .isEqualTo("source,driving,truth");
    for (SyntheticPair pair : pairs) {
      assertThat(pair.driving().split()).isEqualTo(Split.TEST);
      assertThat(pair.identitySeed()).isNotEqualTo(pair.driving().identitySeed());
      Pose first = Performance.of(pair.driving().performanceSeed()).poseAt(Rational.ZERO);
      Picture drawn = Puppet.draw(Identity.of(pair.identitySeed()), first, SET.size());
      Path image = written.resolve("pairs/" + pair.name() + ".png");
      assertThat(Images.read(MediaInput.of(image), 0).bgr()).isEqualTo(drawn.bgr());
      Clip truth = clip(written.resolve("pairs/" + pair.name() + ".mp4"));
      assertThat(meanDifference(frame(truth, 0), drawn)).isLessThan(4);
    }
  }

  @Test
  void manifest_everyClip_isMarkedSyntheticWithItsHashes() throws IOException {
    JsonNode manifest = JSON.readTree(written.resolve("manifest.json").toFile());

    assertThat(manifest.get("synthetic").asBoolean()).isTrue();
    assertThat(manifest.get("landmarks")).hasSize(73);
    assertThat(manifest.get("clips")).hasSize(9);
    for (JsonNode clip : manifest.get("clips")) {
      assertThat(clip.get("synthetic").asBoolean()).isTrue();
      for (Map.Entry<String, JsonNode> hash : clip.get("sha256").properties()) {
        assertThat(FileHashes.sha256(MediaInput.of(written.resolve(hash.getKey()))))
            .isEqualTo(hash.getValue().asText());
      }
    }
    assertThat(Files.readString(written.resolve("README.md"))).contains("synthetic");
  }

  @Test
  void run_pictures_areTheDrawingsToTheBit() throws IOException {
    run(request(folder.resolve("png"), FrameFormat.PNG));

    SyntheticClip clip = SET.clip(2, 0);
    Path frames = folder.resolve("png/" + clip.split().label() + "/" + clip.name());
    assertThat(Folders.all(frames)).containsExactly("0000000.png", "0000001.png", "0000002.png");
    Picture drawn =
        Puppet.draw(
            Identity.of(clip.identitySeed()),
            Performance.of(clip.performanceSeed()).poseAt(SET.timeOf(1)),
            SET.size());
    assertThat(Images.read(MediaInput.of(frames.resolve("0000001.png")), 0).bgr())
        .isEqualTo(drawn.bgr());
    assertThat(folder.resolve("png/sounds/" + clip.split().label() + "/" + clip.name() + ".wav"))
        .exists();
  }

  private static void run(SynthesisRequest request) throws IOException {
    new Synthesize(spark.session(), Progress.NONE).run(request);
  }

  private static SynthesisRequest request(Path output, FrameFormat format) {
    return new SynthesisRequest(SET, output.toString(), format, SynthesisRequest.QUALITY, 3);
  }

  private static Map<String, String> hashes(Path root) throws IOException {
    Map<String, String> hashes = new TreeMap<>();
    for (String inside : Folders.all(root)) {
      if (!inside.endsWith("/")) {
        hashes.put(inside, FileHashes.sha256(MediaInput.of(root.resolve(inside))));
      }
    }
    return hashes;
  }

  private static Clip clip(Path file) {
    return Clips.probe(MediaInput.of(file));
  }

  private static Picture frame(Clip clip, int index) {
    try (FrameReader reader = clip.read(new FrameRange(index, index + 1), Optional.empty())) {
      return reader.next().orElseThrow().picture();
    }
  }

  private static double meanDifference(Picture first, Picture second) {
    long sum = 0;
    for (int i = 0; i < first.bgr().length; i++) {
      sum += Math.abs((first.bgr()[i] & 255) - (second.bgr()[i] & 255));
    }
    return (double) sum / first.bgr().length;
  }
}
