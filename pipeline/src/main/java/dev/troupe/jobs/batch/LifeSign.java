package dev.troupe.jobs.batch;

import dev.troupe.source.HadoopFiles;
import dev.troupe.source.WholeFiles;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A file by which others see that a process lives. On local disks the system's lock on it says so,
 * which ends with the process however that ends. Where there are no locks, as in object stores, the
 * file changes every few seconds, and who wants to know watches it for a while.
 */
final class LifeSign implements AutoCloseable {
  /** How long a sign may stay the same before its process counts as dead. */
  static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final Duration BEAT = Duration.ofSeconds(6);
  private static final long LOOK_MILLIS = 500;
  private static final String LOCKED = ".lock";
  private static final String BEATING = ".beat";
  private static final int MOST_BYTES = 100;
  private static final int SHUT_DOWN_SECONDS = 30;

  /** What is seen of a process. */
  enum Seen {
    /** It has ended. */
    DEAD,
    /** It looks whether it may work. */
    ARRIVING,
    /** It works. */
    WORKING
  }

  private final String file;
  private final @Nullable FileChannel locked;
  private final @Nullable ScheduledExecutorService clock;
  private Seen state = Seen.ARRIVING;
  private long beats;

  private LifeSign(
      String file, @Nullable FileChannel locked, @Nullable ScheduledExecutorService clock) {
    this.file = file;
    this.locked = locked;
    this.clock = clock;
  }

  /**
   * Gives the first sign.
   *
   * @param place the file's URI or path without ending; nobody else's
   */
  static LifeSign begin(String place) throws IOException {
    WholeFiles.createParent(place);
    return HadoopFiles.isLocal(place) ? locked(place) : beating(place, BEAT);
  }

  @SuppressWarnings("MustBeClosedChecker") // closed with the sign
  private static LifeSign locked(String place) throws IOException {
    String file = place + LOCKED;
    FileChannel channel =
        FileChannel.open(
            HadoopFiles.localPath(file), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try {
      channel.lock();
    } catch (IOException e) {
      channel.close(); // a mounted file system without locks
      HadoopFiles.fileSystem(file).delete(HadoopFiles.path(file), false);
      return beating(place, BEAT);
    }
    LifeSign sign = new LifeSign(file, channel, null);
    sign.say(Seen.ARRIVING);
    return sign;
  }

  /** A sign that changes in this interval. */
  static LifeSign beating(String place, Duration interval) throws IOException {
    ScheduledExecutorService clock =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "life sign");
              thread.setDaemon(true);
              return thread;
            });
    LifeSign sign = new LifeSign(place + BEATING, null, clock);
    sign.say(Seen.ARRIVING);
    var unused =
        clock.scheduleAtFixedRate(
            sign::beat, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    return sign;
  }

  String file() {
    return file;
  }

  /** Says from now on that it works. */
  void works() throws IOException {
    say(Seen.WORKING);
  }

  private synchronized void say(Seen now) throws IOException {
    state = now;
    byte[] text = "%s %d".formatted(now, beats++).getBytes(StandardCharsets.US_ASCII);
    if (locked == null) {
      WholeFiles.write(file, text, file.substring(0, file.lastIndexOf('/')));
      return;
    }
    locked.truncate(0);
    locked.write(ByteBuffer.wrap(text), 0);
  }

  private synchronized void beat() {
    try {
      say(state);
    } catch (IOException e) {
      // The store fails; if it does for long, others may take this process for dead.
    }
  }

  /**
   * What is seen of another process.
   *
   * @param file its sign
   * @param patience how long a sign that does not change is watched
   */
  static Seen look(String file, Duration patience) throws IOException {
    String first = read(file);
    if (first.isEmpty()) {
      return Seen.DEAD;
    }
    if (file.endsWith(LOCKED)) {
      return isLocked(file) ? state(first) : Seen.DEAD;
    }
    long begin = System.nanoTime();
    while (System.nanoTime() - begin < patience.toNanos()) {
      pause();
      String now = read(file);
      if (now.isEmpty()) {
        return Seen.DEAD;
      }
      if (!now.equals(first)) {
        return state(now);
      }
    }
    return Seen.DEAD;
  }

  private static Seen state(String text) {
    return text.startsWith(Seen.ARRIVING.name()) ? Seen.ARRIVING : Seen.WORKING;
  }

  private static boolean isLocked(String file) throws IOException {
    try (FileChannel channel =
            FileChannel.open(HadoopFiles.localPath(file), StandardOpenOption.READ);
        @Nullable FileLock free = channel.tryLock(0, Long.MAX_VALUE, true)) {
      return free == null;
    } catch (OverlappingFileLockException e) {
      return true; // a run in this process
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  private static String read(String file) throws IOException {
    try (InputStream in = Channels.newInputStream(HadoopFiles.input(file).open())) {
      return new String(in.readNBytes(MOST_BYTES), StandardCharsets.US_ASCII);
    } catch (FileNotFoundException | NoSuchFileException e) {
      return "";
    }
  }

  static void pause() throws IOException {
    try {
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new java.io.InterruptedIOException("interrupted while looking at another run");
    }
  }

  /** Gives no sign any more. */
  @Override
  public void close() throws IOException {
    if (clock != null) {
      clock.shutdownNow();
      try {
        clock.awaitTermination(SHUT_DOWN_SECONDS, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    HadoopFiles.fileSystem(file).delete(HadoopFiles.path(file), false);
    if (locked != null) {
      locked.close();
    }
  }
}
