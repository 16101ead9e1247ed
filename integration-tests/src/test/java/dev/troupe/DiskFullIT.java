package dev.troupe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.troupe.process.DemoMedia;
import dev.troupe.process.TroupeProcess;
import dev.troupe.process.TroupeProcess.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file system that takes no more bytes: here, a limit on the size of any file. */
class DiskFullIT {
  private static final int KIBIBYTES = 2400;

  /** Networks and segments are smaller, the finished video is larger. */
  private static final String LIMIT = "ulimit -f " + KIBIBYTES + "; exec \"$@\"";

  @TempDir Path folder;

  @Test
  void animate_diskFullMidway_leavesNothingAndSaysWhy() throws Exception {
    assertThat(animate(new TroupeProcess(folder), "fine").exitCode()).isZero();
    assertThat(Files.size(folder.resolve("fine/result.mp4"))).isGreaterThan(KIBIBYTES * 1024);

    Outcome full =
        animate(new TroupeProcess(folder).through("bash", "-c", LIMIT, "limited"), "full");

    assertThat(full.exitCode()).as(full.output()).isEqualTo(3);
    assertThat(full.output()).contains("Cannot write ", "File too large").doesNotContain("\tat ");
    assertThat(folder.resolve("full")).isEmptyDirectory();
  }

  private Outcome animate(TroupeProcess process, String name) throws Exception {
    return process.run(
        "animate",
        "--source",
        DemoMedia.copy("character-1.png", folder).toString(),
        "--driving",
        DemoMedia.copy("driving-1.mp4", folder).toString(),
        "--resize",
        "2560x1440",
        "--output",
        folder.resolve(name).resolve("result.mp4").toString(),
        "--master",
        "local[2]");
  }
}
