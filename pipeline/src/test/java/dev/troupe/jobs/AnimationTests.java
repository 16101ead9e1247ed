package dev.troupe.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.troupe.fixtures.Demo;
import dev.troupe.fixtures.LocalSpark;
import dev.troupe.media.Clip;
import dev.troupe.media.Clips;
import dev.troupe.media.FrameRange;
import dev.troupe.media.FrameReader;
import dev.troupe.media.FrameSize;
import dev.troupe.media.MediaInput;
import dev.troupe.media.Picture;
import dev.troupe.media.Rational;
import dev.troupe.media.Timeline;
import dev.troupe.problems.BadDataException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** What tests of whole animations share: an application, a folder, and eyes for what is in it. */
abstract class AnimationTests {
  static final FrameSize SMALL = Demo.FRAME_SIZE;

  @TempDir Path folder;

  static LocalSpark spark;

  @BeforeAll
  static void start() {
    spark = new LocalSpark(2);
  }

  @AfterAll
  static void stop() {
    spark.close();
  }

  RequestMaker request(String output) {
    return new RequestMaker(folder.resolve(output));
  }

  String path(String name) {
    return folder.resolve(name).toString();
  }

  Clip clip(String name) {
    return Clips.probe(MediaInput.of(folder.resolve(name)));
  }

  static MediaInput demo() {
    return MediaInput.of(Demo.driving());
  }

  JsonNode report(String name) throws IOException {
    return new ObjectMapper().readTree(folder.resolve(name).toFile());
  }

  static List<Rational> seconds(Clip clip) {
    return seconds(clip, 0, clip.timeline().count());
  }

  /** Times of some frames, counted from the first of them. */
  static List<Rational> seconds(Clip clip, int from, int until) {
    Timeline timeline = clip.timeline();
    return IntStream.range(from, until)
        .mapToObj(i -> timeline.time(i).minus(timeline.time(from)))
        .toList();
  }

  List<Picture> pictures(String video) {
    Clip clip = clip(video);
    return read(clip, new FrameRange(0, clip.timeline().count()));
  }

  static List<Picture> read(Clip clip, FrameRange range) {
    java.util.ArrayList<Picture> pictures = new java.util.ArrayList<>();
    Optional<dev.troupe.media.Scaling> scaling =
        clip.name().equals(Demo.driving().toString())
            ? Optional.of(new dev.troupe.media.Scaling(SMALL, dev.troupe.media.Fit.CROP))
            : Optional.empty();
    try (FrameReader reader = clip.read(range, scaling)) {
      for (var frame = reader.next(); frame.isPresent(); frame = reader.next()) {
        pictures.add(frame.get().picture());
      }
    }
    return pictures;
  }

  Picture png(String frames, int number) {
    return dev.troupe.media.Images.read(
        MediaInput.of(folder.resolve(frames).resolve("%06d.png".formatted(number))), 0);
  }

  /** The third of a comparison at a place, 0 to 2. */
  static Picture part(Picture compared, int place) {
    byte[] bgr = new byte[128 * 128 * 3];
    for (int y = 0; y < 128; y++) {
      System.arraycopy(compared.bgr(), (y * 384 + place * 128) * 3, bgr, y * 128 * 3, 128 * 3);
    }
    return new Picture(128, 128, bgr);
  }

  static byte[] column(Picture picture, int x) {
    byte[] column = new byte[picture.height() * 3];
    for (int y = 0; y < picture.height(); y++) {
      System.arraycopy(picture.bgr(), (y * picture.width() + x) * 3, column, y * 3, 3);
    }
    return column;
  }

  static double meanDifference(Picture a, Picture b) {
    assertThat(a.size()).isEqualTo(b.size());
    return IntStream.range(0, a.bgr().length)
        .map(i -> Math.abs((a.bgr()[i] & 0xFF) - (b.bgr()[i] & 0xFF)))
        .average()
        .orElseThrow();
  }

  static Throwable badData(Throwable failure) {
    Throwable cause = failure;
    while (cause != null && !(cause instanceof BadDataException)) {
      cause = cause.getCause();
    }
    return cause;
  }
}
