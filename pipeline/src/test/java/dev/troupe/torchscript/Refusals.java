package dev.troupe.torchscript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.troupe.problems.BadDataException;
import java.nio.file.Path;

/** How every file that cannot be used is refused. */
final class Refusals {
  private Refusals() {}

  /** In one sentence that names the file and holds the given texts. */
  static void assertRefused(Path file, String... reasons) {
    assertThatThrownBy(() -> Checkpoint.open(file).close())
        .isInstanceOf(BadDataException.class)
        .hasMessageStartingWith("Cannot read checkpoint " + file + ": ")
        .hasMessageContainingAll(reasons)
        .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1));
  }
}
