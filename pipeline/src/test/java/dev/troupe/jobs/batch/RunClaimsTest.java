package dev.troupe.jobs.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.troupe.fixtures.Folders;
import dev.troupe.problems.RequestException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two runs and their outputs. */
@SuppressWarnings("try") // claims only have to last
class RunClaimsTest {
  @TempDir Path folder;

  private String one;
  private String two;

  @BeforeEach
  void name() throws IOException {
    Files.createDirectories(folder.resolve("out"));
    one = folder.resolve("out/one.mp4").toString();
    two = folder.resolve("out/two.mp4").toString();
  }

  @Test
  void take_outputOfARunThatLives_isRefused() throws IOException {
    try (RunClaims first = RunClaims.take(List.of(one, two))) {
      assertThatThrownBy(() -> RunClaims.take(List.of(two)).close())
          .isInstanceOf(RequestException.class)
          .hasMessageMatching("Cannot render .*two.mp4: another run is making it, process .*");
    }
    assertThat(Folders.all(folder.resolve("out"))).isEmpty();
  }

  @Test
  void take_otherOutputsOfOneFolder_isGranted() throws IOException {
    try (RunClaims first = RunClaims.take(List.of(one));
        RunClaims second = RunClaims.take(List.of(two))) {
      assertThat(folder.resolve("out/.troupe")).isNotEmptyDirectory();
    }
    assertThat(Folders.all(folder.resolve("out"))).isEmpty();
  }

  @Test
  void take_folderThatWasNotThere_isGoneAgainIfNothingCameOfIt() throws IOException {
    String deep = folder.resolve("out/new/deep/one.mp4").toString();
    try (RunClaims claims = RunClaims.take(List.of(deep))) {
      assertThat(folder.resolve("out/new/deep/.troupe")).isNotEmptyDirectory();
    }
    assertThat(Folders.all(folder.resolve("out"))).isEmpty();
  }

  @Test
  void take_folderWhoseNameIsAFile_isLeftToItsItems() throws IOException {
    Path file = Files.writeString(folder.resolve("out/file.txt"), "in the way");
    try (RunClaims claims = RunClaims.take(List.of(file + "/one.mp4", one))) {
      assertThat(folder.resolve("out/.troupe")).isNotEmptyDirectory();
    }
    assertThat(file).hasContent("in the way");
  }

  @Test
  void take_outputThroughALink_isRefused() throws IOException {
    try (RunClaims first = RunClaims.take(List.of(one))) {
      Files.createSymbolicLink(folder.resolve("link"), folder.resolve("out"));
      String same = folder.resolve("link/one.mp4").toString();
      assertThatThrownBy(() -> RunClaims.take(List.of(same)).close())
          .isInstanceOf(RequestException.class);
    }
  }

  @Test
  void take_outputsOfARunThatWasKilled_isGrantedAndTidiesUp() throws IOException {
    Path work = folder.resolve("out/.troupe");
    Map<Path, byte[]> left = new HashMap<>();
    try (RunClaims killed = RunClaims.take(List.of(one));
        Stream<Path> files = Files.list(work)) {
      for (Path file : files.toList()) {
        left.put(file, Files.readAllBytes(file));
      }
    }
    Files.createDirectories(work);
    for (Map.Entry<Path, byte[]> file : left.entrySet()) {
      Files.write(file.getKey(), file.getValue());
    }
    Files.writeString(work.resolve("damaged.run"), "{");

    try (RunClaims next = RunClaims.take(List.of(one))) {
      assertThat(work.resolve("damaged.run")).doesNotExist();
    }

    assertThat(Folders.all(folder.resolve("out"))).isEmpty();
  }

  @Test
  void lifeSign_withoutLocks_livesWhileItBeats() throws IOException {
    Files.createDirectories(folder.resolve("out"));
    String place = folder.resolve("out/beat").toString();
    LifeSign sign = LifeSign.beating(place, Duration.ofMillis(100));
    String file = sign.file();
    byte[] last;
    try (sign) {
      assertThat(LifeSign.look(file, LifeSign.PATIENCE)).isEqualTo(LifeSign.Seen.ARRIVING);
      sign.works();
      assertThat(LifeSign.look(file, LifeSign.PATIENCE)).isEqualTo(LifeSign.Seen.WORKING);
      last = Files.readAllBytes(Path.of(file));
    }
    assertThat(LifeSign.look(file, LifeSign.PATIENCE)).isEqualTo(LifeSign.Seen.DEAD);

    Files.write(Path.of(file), last);
    assertThat(LifeSign.look(file, Duration.ofSeconds(1))).isEqualTo(LifeSign.Seen.DEAD);
  }
}
