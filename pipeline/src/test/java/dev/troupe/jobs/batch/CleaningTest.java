package dev.troupe.jobs.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.troupe.fixtures.Folders;
import dev.troupe.jobs.WorkFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is removed of interrupted runs. */
class CleaningTest {
  @TempDir Path folder;

  @Test
  void runIn_folderWithWork_removesItAndNothingElse() throws IOException {
    Files.createDirectories(folder.resolve("a/.troupe/key/result"));
    Files.writeString(folder.resolve("a/.troupe/key/result/000000.mp4"), "a segment");
    Files.writeString(folder.resolve("a/video.mp4"), "a video");

    List<String> wouldBe = Cleaning.runIn(folder.toString(), true);
    assertThat(folder.resolve("a/.troupe")).exists();
    List<String> removed = Cleaning.runIn(folder.toString(), false);

    assertThat(removed).hasSize(1).isEqualTo(wouldBe);
    assertThat(Folders.all(folder)).containsExactly("a/", "a/video.mp4");
    assertThat(Cleaning.runIn(folder.resolve("missing").toString(), false)).isEmpty();
  }

  @Test
  void remove_finishedWork_leavesWhatAnotherRunWorksAt() throws IOException {
    WorkFolder mine = WorkFolder.shared(folder.resolve("1.mp4").toString(), "mine");
    WorkFolder other = WorkFolder.shared(folder.resolve("2.mp4").toString(), "other");
    WorkFolder.commit(mine.file("result", 0, "mp4"), new byte[1]);
    WorkFolder.commit(other.file("result", 0, "mp4"), new byte[1]);

    Cleaning.remove(List.of(mine));

    assertThat(Folders.all(folder))
        .containsExactly(
            ".troupe/",
            ".troupe/" + other.name() + "/",
            ".troupe/" + other.name() + "/result/",
            ".troupe/" + other.name() + "/result/000000.mp4");
    Cleaning.remove(List.of(other));
    assertThat(Folders.all(folder)).isEmpty();
  }
}
