package dev.troupe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
  private final StringWriter text = new StringWriter();

  @Test
  void stage_inALog_endsWithItsLastState() {
    try (ProgressLine progress = new ProgressLine(new PrintWriter(text), false)) {
      progress.stage("Rendering", 40, () -> 40);
    }

    assertThat(text.toString()).startsWith("Rendering: 40 of 40 frames, ").doesNotContain("left");
  }

  @Test
  void stage_onATerminal_rewritesItsLine() {
    AtomicLong done = new AtomicLong();
    try (ProgressLine progress = new ProgressLine(new PrintWriter(text), true)) {
      progress.stage("Rendering", 400, () -> done.addAndGet(10));
    }

    assertThat(text.toString()).startsWith("\rRendering: 10 of 400 frames, ").contains(" left");
    assertThat(text.toString()).endsWith(System.lineSeparator());
  }

  @Test
  void stage_nameThatChanges_isShownAsItIs() {
    AtomicLong items = new AtomicLong();
    try (ProgressLine progress = new ProgressLine(new PrintWriter(text), true)) {
      progress.stage(() -> "Rendering, %d of 2 items done".formatted(items.get()), 40, () -> 20);
      items.set(2);
    }

    assertThat(text.toString()).contains("0 of 2 items done").contains("2 of 2 items done");
  }

  @Test
  void warn_duringAStage_hasALineOfItsOwn() {
    try (ProgressLine progress = new ProgressLine(new PrintWriter(text), true)) {
      progress.stage("Capturing motion", 40, () -> 40);
      progress.warn("Nothing moves.");
      progress.stage("Rendering", 40, () -> 40);
    }

    assertThat(text.toString().lines()).contains("Warning: Nothing moves.");
  }

  /** What was ready with the first count may have waited for networks to open. */
  @Test
  void stage_noneSinceTheFirstCount_doesNotGuessTheTimeLeft() {
    try (ProgressLine progress = new ProgressLine(new PrintWriter(text), true)) {
      progress.stage("Rendering", 40, () -> 10);
    }

    assertThat(text.toString()).contains("10 of 40 frames").doesNotContain("left");
  }

  /** Attempts that Spark repeats are counted again. */
  @Test
  void stage_moreDoneThanThereIs_isNotShown() {
    try (ProgressLine progress = new ProgressLine(new PrintWriter(text), false)) {
      progress.stage("Rendering", 40, () -> 57);
    }

    // the rate is as chance has it
    String shown = text.toString().replaceAll("[0-9.]+ frames/s", "");
    assertThat(shown).contains("40 of 40 frames").doesNotContain("57");
  }

  @Test
  void stage_ofUnknownLength_saysOnlyWhatGoesOn() {
    try (ProgressLine progress = new ProgressLine(new PrintWriter(text), false)) {
      progress.stage("Assembling", 0, () -> 0);
    }

    assertThat(text.toString()).isEqualTo("Assembling ..." + System.lineSeparator());
  }
}
