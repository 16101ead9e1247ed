package dev.troupe.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.troupe.problems.BadDataException;
import dev.troupe.source.LandmarkLines.Point;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LandmarkLinesTest {
  private static final String GOOD = "{\"points\":[[1,2.5,0],[3,4]]}";

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void prepare() {
    file = folder.resolve("clip.jsonl");
  }

  private List<List<Point>> read(int most) throws IOException {
    List<List<Point>> frames = new ArrayList<>();
    int count =
        LandmarkLines.read(
            file.toString(),
            most,
            (frame, points) -> {
              assertThat(frame).isEqualTo(frames.size());
              frames.add(points);
            });
    assertThat(count).isEqualTo(frames.size());
    return frames;
  }

  @Test
  void read_framesOfPoints_inOrder() throws IOException {
    Files.writeString(file, GOOD + "\r\n{\"points\":[]}");

    assertThat(read(9))
        .containsExactly(List.of(new Point(1, 2.5, false), new Point(3, 4, true)), List.of());
  }

  @Test
  void read_moreFramesThanAskedFor_stopsBeforeThem() throws IOException {
    Files.writeString(file, GOOD + "\nnonsense\n");

    assertThat(read(1)).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nonsense | line 2 is no JSON",
        "7 | line 2 has no list \"points\"",
        "{\"points\":7} | line 2 has no list \"points\"",
        "{\"points\":[[1,2],[\"a\",2]]} | line 2 has [\"a\",2] as point 1, expected [x, y, visible]",
      })
  void read_otherLines_areNamed(String line, String sentence) throws IOException {
    Files.writeString(file, GOOD + "\n" + line + "\n");

    assertThatThrownBy(() -> read(9))
        .isInstanceOf(BadDataException.class)
        .hasMessageStartingWith("Cannot read landmarks " + file + ": " + sentence);
  }

  @Test
  void read_lineWithoutEnd_isNotHeld() throws IOException {
    Files.writeString(file, " ".repeat(2_000_000));

    assertThatThrownBy(() -> read(9))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("line 1 is longer than a megabyte");
  }

  @Test
  void read_tooManyPoints_isRefused() throws IOException {
    Files.writeString(file, "{\"points\":[" + "[0,0],".repeat(10_000) + "[0,0]]}\n");

    assertThatThrownBy(() -> read(9)).hasMessageContaining("at most 10000 landmarks");
  }

  @Test
  void read_receiverThatRefuses_namesTheLine() throws IOException {
    Files.writeString(file, GOOD + "\n" + GOOD);

    assertThatThrownBy(
            () ->
                LandmarkLines.read(
                    file.toString(),
                    9,
                    (frame, points) -> {
                      if (frame == 1) {
                        throw new IllegalArgumentException("has no landmark 5");
                      }
                    }))
        .isInstanceOf(BadDataException.class)
        .hasMessageEndingWith("clip.jsonl: line 2 has no landmark 5");
  }

  @Test
  void read_noFile_isFileNotFound() {
    assertThatThrownBy(() -> read(9)).isInstanceOf(FileNotFoundException.class);
  }
}
