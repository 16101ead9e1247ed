package dev.troupe.cli;

import dev.troupe.training.TrainingProgress;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Shows a training run: a line every few seconds. */
final class TrainingLines implements TrainingProgress {
  private static final long PERIOD = TimeUnit.SECONDS.toNanos(10);

  private final PrintWriter out;
  private long lastTime = System.nanoTime();
  private long lastStep = -1;

  TrainingLines(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void say(String line) {
    out.println(line);
    out.flush();
  }

  @Override
  public void step(long step, long steps, Map<String, Float> losses) {
    long now = System.nanoTime();
    if (lastStep < 0) {
      lastStep = step;
      lastTime = now;
    } else if (now - lastTime >= PERIOD) {
      double rate = (step - lastStep) * 1e9 / (now - lastTime);
      String terms =
          losses.entrySet().stream()
              .map(term -> String.format(Locale.ROOT, "%s %.4f", term.getKey(), term.getValue()))
              .collect(Collectors.joining(", "));
      long left = Math.round((steps - step) / rate);
      say(
          String.format(
              Locale.ROOT,
              "Step %d of %d, %.2f steps/s, %d:%02d:%02d left: %s",
              step,
              steps,
              rate,
              left / 3600,
              left / 60 % 60,
              left % 60,
              terms));
      lastStep = step;
      lastTime = now;
    }
  }
}
