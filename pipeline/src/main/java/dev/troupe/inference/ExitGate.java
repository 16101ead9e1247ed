package dev.troupe.inference;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the process from ending in the middle of a native call. When a process exits, libtorch and
 * oneDNN free what all of their threads use; a run that is interrupted would then end as a crash.
 * Calls under way are waited for, and none begins any more.
 */
public final class ExitGate {
  private static final Logger LOG = LoggerFactory.getLogger(ExitGate.class);

  /** Better a crash than a process that does not end. */
  private static final long PATIENCE_SECONDS = 60;

  private static final ReentrantReadWriteLock LOCK = new ReentrantReadWriteLock();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(ExitGate::shut, "exit-gate"));
  }

  private ExitGate() {}

  /** Before a native call; once the process ends, this never returns. */
  public static void enter() {
    LOCK.readLock().lock();
  }

  /** After the call, on the same thread. */
  public static void leave() {
    LOCK.readLock().unlock();
  }

  /** The lock is never given back: what waits for it ends with the process. */
  private static void shut() {
    try {
      boolean isShut = LOCK.writeLock().tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS);
      LOG.debug("Native calls under way have ended: {}", isShut);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
