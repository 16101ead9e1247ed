package dev.troupe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.troupe.fixtures.Demo;
import dev.troupe.fixtures.Folders;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportCommandTest {
  @TempDir Path folder;

  @Test
  void import_checkpoint_isProvedAndListed() throws Exception {
    Path models = folder.resolve("models");

    Terminal imported = importInto(models.resolve("mini"), golden("checkpoint.pth.tar"));

    assertThat(imported.exitCode()).as(imported.err()).isZero();
    assertThat(imported.out())
        .contains("Proved: the largest difference")
        .endsWith("Wrote %s%n".formatted(models.resolve("mini")));
    assertThat(Terminal.run("models", "--models", models.toString()).out())
        .contains("mini  (", "puppet-128  (", Demo.network().keypointCount() + " keypoints");
  }

  @Test
  void import_existingFolder_isRefusedAndKept() throws Exception {
    Path output = Files.createDirectories(folder.resolve("mini"));
    Files.writeString(output.resolve("notes"), "mine");

    Terminal terminal = importInto(output, golden("checkpoint.pth.tar"));

    assertThat(terminal.exitCode()).isEqualTo(2);
    assertThat(terminal.err()).contains("--overwrite");
    assertThat(Folders.all(folder)).containsExactly("mini/", "mini/notes");
  }

  @Test
  void import_somethingElse_isOneSentence() throws Exception {
    Path text = Files.writeString(folder.resolve("cpk.pth.tar"), "no checkpoint");

    Terminal terminal = importInto(folder.resolve("model"), text);

    assertThat(terminal.exitCode()).isEqualTo(2);
    assertThat(terminal.err()).contains("cpk.pth.tar").doesNotContain("\tat ");
    assertThat(Folders.all(folder)).containsExactly("cpk.pth.tar");
  }

  @Test
  void models_brokenPackage_isListedAsUnusable() throws IOException {
    Path broken = Files.createDirectories(folder.resolve("broken"));
    Files.writeString(broken.resolve("manifest.json"), "{}");

    Terminal terminal = Terminal.run("models", "--models", folder.toString());

    assertThat(terminal.exitCode()).isZero();
    assertThat(terminal.out()).contains("broken  (", "cannot be used: ");
  }

  private static Terminal importInto(Path output, Path checkpoint) throws URISyntaxException {
    return Terminal.run(
        "import",
        "--checkpoint",
        checkpoint.toString(),
        "--config",
        golden("config.yaml").toString(),
        "--output",
        output.toString());
  }

  private static Path golden(String name) throws URISyntaxException {
    return Path.of(
        Objects.requireNonNull(
                ImportCommandTest.class.getResource("/golden/vox-mini/" + name), name)
            .toURI());
  }
}
