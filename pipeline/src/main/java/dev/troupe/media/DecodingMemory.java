package dev.troupe.media;

import java.util.concurrent.Semaphore;

/**
 * The memory that all still images being decoded in this process may take together: a quarter of
 * the heap. Whoever needs more than is left waits for the others; whoever needs more than there is
 * decodes alone.
 */
final class DecodingMemory {
  private static final int UNIT = 1024;
  private static final long LEAST = 64L << 20;
  private static final DecodingMemory OF_PROCESS =
      new DecodingMemory(Math.max(LEAST, Runtime.getRuntime().maxMemory() / 4));

  private final int total;
  private final Semaphore free;

  DecodingMemory(long bytes) {
    total = units(bytes);
    free = new Semaphore(total, true);
  }

  /** What all tasks of this process share. */
  static DecodingMemory ofProcess() {
    return OF_PROCESS;
  }

  /** Waits until there is so much left. Never to be called while holding a share. */
  Share take(long bytes) {
    int units = Math.min(total, units(bytes));
    free.acquireUninterruptibly(units);
    return new Share(units);
  }

  private static int units(long bytes) {
    return (int) Math.min(Integer.MAX_VALUE, bytes / UNIT + 1);
  }

  /** Memory that is taken until it is closed. */
  final class Share implements AutoCloseable {
    private int units;

    private Share(int units) {
      this.units = units;
    }

    /** Makes the share so large; false, at once, if that is more than is left. */
    boolean growTo(long bytes) {
      int more = Math.min(total, units(bytes)) - units;
      if (more > 0 && !free.tryAcquire(more)) {
        return false;
      }
      units += Math.max(0, more);
      return true;
    }

    @Override
    public void close() {
      free.release(units);
      units = 0;
    }
  }
}
