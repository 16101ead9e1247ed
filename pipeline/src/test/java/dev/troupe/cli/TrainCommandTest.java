package dev.troupe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.troupe.fixtures.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Wrong requests of {@code train}: all mistakes at once, exit code 2, nothing written. */
class TrainCommandTest {
  @TempDir Path folder;

  private CommandRun train(String... options) {
    String[] all = new String[options.length + 4];
    all[0] = "train";
    all[1] = "--config=" + folder.resolve("none.yaml");
    all[2] = "--data=" + folder.resolve("none");
    all[3] = "--output=" + folder.resolve("run");
    System.arraycopy(options, 0, all, 4, options.length);
    return CommandRun.of(all);
  }

  @Test
  void train_severalWrongOptions_areSaidTogether() throws IOException {
    CommandRun run =
        train(
            "--device=cpu,tpu,gpux",
            "--precision=int8",
            "--steps=0",
            "--epochs=-3",
            "--partly",
            "--checkpoint-every=0",
            "--threads=0",
            "--frame-store=-1");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.mistakes())
        .containsExactlyInAnyOrder(
            "Option --device must be cpu, gpu or gpuN, found \"tpu\".",
            "Option --device must be cpu, gpu or gpuN, found \"gpux\".",
            "Option --precision must be float32 or bfloat16, found \"int8\".",
            "Option --steps must be at least 1, found 0.",
            "Option --epochs must be between 1 and 1000000, found -3.",
            "Options --steps and --epochs both say when to end: give one of them.",
            "Option --partly needs --warm-start.",
            "Option --checkpoint-every must be at least 1, found 0.",
            "Option --threads must be between 1 and 1024, found 0.",
            "Option --frame-store must be between 0 and 2147483647, found -1.");
    assertThat(run.err()).contains("See: troupe train --help").doesNotContain("\tat ");
    assertThat(Folders.all(folder)).isEmpty();
  }

  @Test
  void train_whatIsNoNumberBesideOtherMistakes_isSaidToo() {
    CommandRun run = train("--steps=many", "--precision=int8");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.mistakes())
        .hasSize(2)
        .anyMatch(each -> each.contains("--steps") && each.contains("many"))
        .anyMatch(each -> each.contains("--precision"));
  }

  @Test
  void train_withoutWhatItNeeds_saysAllThatIsMissing() {
    CommandRun run = CommandRun.of("train");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("--config", "--data", "--output");
  }

  @Test
  void train_missingFiles_areSaidTogetherInSentences() throws IOException {
    CommandRun run = train("--warm-start=" + folder.resolve("ghost.pth.tar"), "--device=gpu98");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.mistakes())
        .hasSize(4)
        .anyMatch(each -> each.contains("none.yaml"))
        .anyMatch(each -> each.contains("it is no folder"))
        .anyMatch(each -> each.startsWith("Cannot train on gpu98: "))
        .anyMatch(each -> each.contains("ghost.pth.tar: there is no such file"));
    assertThat(Folders.all(folder)).isEmpty();
  }

  @Test
  void train_resume_needsOnlyItsFolder() throws IOException {
    CommandRun none = CommandRun.of("train", "--resume", "--output=" + folder.resolve("none"));
    assertThat(none.code()).isEqualTo(2);
    assertThat(none.mistakes()).singleElement().asString().contains("give --data");

    Files.writeString(
        folder.resolve("run.json"),
        """
        {"data":"/no/such/clips","steps":5,"checkpointSteps":2,"alignCorners":true,
         "bfloat16":false,"devices":["cpu"],"keptBytes":1}\
        """);
    CommandRun kept = CommandRun.of("train", "--resume", "--output=" + folder);
    assertThat(kept.code()).isEqualTo(2);
    assertThat(kept.mistakes())
        .anyMatch(each -> each.contains("/no/such/clips"))
        .anyMatch(each -> each.contains("config.yaml"))
        .anyMatch(each -> each.contains("there is no checkpoint"));
  }

  @Test
  void train_help_namesEveryOption() {
    assertThat(CommandRun.of("train", "--help").out())
        .contains("--epochs", "--steps", "take equal parts of each batch", "torch.jit.save");
  }
}
