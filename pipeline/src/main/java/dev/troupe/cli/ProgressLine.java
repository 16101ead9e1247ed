package dev.troupe.cli;

import dev.troupe.jobs.Progress;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Shows how far a job is: on a terminal one line that changes, elsewhere a line every few seconds.
 */
final class ProgressLine implements Progress, AutoCloseable {
  private static final long TERMINAL_MILLIS = 250;
  private static final long LOG_MILLIS = 5000;

  /** Known by identity. */
  @SuppressWarnings("UnnecessaryLambda")
  private static final Supplier<String> NOTHING = () -> "";

  private final PrintWriter out;
  private final boolean terminal;
  private final ScheduledExecutorService clock;
  private Supplier<String> stage = NOTHING;
  private long total;
  private LongSupplier done = () -> 0;
  private long begin = System.nanoTime();
  private long firstCount;
  private double firstSeconds;
  private boolean closed;

  @SuppressWarnings("SystemConsoleNull") // ./troupe asks later JDKs for the console of JDK 17
  ProgressLine(PrintWriter out) {
    this(out, System.console() != null);
  }

  ProgressLine(PrintWriter out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
    this.clock =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "progress");
              thread.setDaemon(true);
              return thread;
            });
    long period = terminal ? TERMINAL_MILLIS : LOG_MILLIS;
    var unused = clock.scheduleAtFixedRate(this::tick, period, period, TimeUnit.MILLISECONDS);
  }

  @Override
  public void stage(String newStage, long newTotal, LongSupplier newDone) {
    stage(() -> newStage, newTotal, newDone);
  }

  @Override
  public synchronized void stage(Supplier<String> newStage, long newTotal, LongSupplier newDone) {
    endStage();
    stage = newStage;
    total = newTotal;
    done = newDone;
    begin = System.nanoTime();
    firstCount = 0;
    if (terminal || total == 0) {
      tick();
    }
  }

  @Override
  public synchronized void warn(String warning) {
    endStage();
    stage = NOTHING;
    out.println("Warning: " + warning);
    out.flush();
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      endStage();
      stage = NOTHING;
      clock.shutdownNow();
    }
  }

  private synchronized void tick() {
    if (stage != NOTHING) {
      show(text(done.getAsLong()));
    }
  }

  private void endStage() {
    if (stage != NOTHING) {
      if (total > 0) {
        show(text(done.getAsLong()));
      }
      if (terminal) {
        out.println();
        out.flush();
      }
    }
  }

  private void show(String text) {
    if (terminal) {
      out.print("\r" + text + "\u001b[K");
    } else {
      out.println(text);
    }
    out.flush();
  }

  private String text(long counted) {
    if (total == 0) {
      return stage.get() + " ...";
    }
    long finished = Math.min(counted, total);
    double seconds = (System.nanoTime() - begin) / (double) TimeUnit.SECONDS.toNanos(1);
    double rate = seconds > 0 ? finished / seconds : 0;
    String text =
        String.format(
            Locale.ROOT, "%s: %d of %d frames, %.1f frames/s", stage.get(), finished, total, rate);
    return text + timeLeft(finished, seconds);
  }

  /** Judged by what was done since the first count, which comes late: networks are opened first. */
  private String timeLeft(long finished, double seconds) {
    if (firstCount == 0) {
      firstCount = finished;
      firstSeconds = seconds;
    }
    if (finished <= firstCount || finished == total) {
      return "";
    }
    double left = (total - finished) * (seconds - firstSeconds) / (finished - firstCount);
    return String.format(Locale.ROOT, ", %s left", clock(left));
  }

  private static String clock(double seconds) {
    long whole = Math.round(seconds);
    return whole < 60
        ? whole + " s"
        : String.format(Locale.ROOT, "%d:%02d min", whole / 60, whole % 60);
  }
}
