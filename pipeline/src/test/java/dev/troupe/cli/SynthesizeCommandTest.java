package dev.troupe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code troupe synthesize} says of a set. */
class SynthesizeCommandTest {
  @TempDir Path folder;

  @Test
  void call_splitsThatNobodyFallsInto_areNamed() {
    CommandRun run = synthesize("2");

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out())
        .contains(
            "The split \"train\" is empty: none of 2 identities fell into its share of 0.800;"
                + " more --identities fill it.",
            "The split \"validation\" is empty")
        .doesNotContain("The split \"test\"");
  }

  @Test
  void call_splitThatNobodyWants_isNotNamed() {
    assertThat(synthesize("2", "--test", "0", "--validation", "0").out())
        .contains("Wrote ")
        .doesNotContain("is empty");
  }

  private CommandRun synthesize(String identities, String... more) {
    String[] arguments = {
      "synthesize",
      "--output",
      folder.resolve("set").toString(),
      "--identities",
      identities,
      "--frames",
      "2",
      "--size",
      "64x64",
      "--master",
      "local[1]"
    };
    String[] all = java.util.Arrays.copyOf(arguments, arguments.length + more.length);
    System.arraycopy(more, 0, all, arguments.length, more.length);
    return CommandRun.of(all);
  }
}
