package dev.troupe.training;

import dev.troupe.problems.RequestException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a second run out of an output folder: two would take turns in overwriting the checkpoint.
 * The system gives the lock back when the process ends, however it ends.
 */
final class RunLock implements AutoCloseable {
  private static final String NAME = ".running";

  private final FileChannel channel;

  private RunLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the folder.
   *
   * @param folder made if it is not there
   * @throws RequestException if another run has it
   * @throws IOException if it cannot be written
   */
  static RunLock of(Path folder) throws IOException {
    Files.createDirectories(folder);
    FileChannel channel =
        FileChannel.open(folder.resolve(NAME), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    boolean taken = false;
    try {
      taken = lock(channel) != null;
    } finally {
      if (!taken) {
        channel.close();
      }
    }
    if (!taken) {
      throw new RequestException(
          List.of("Cannot train into %s: another run is writing there".formatted(folder)));
    }
    return new RunLock(channel);
  }

  private static @Nullable FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null; // a run in this process
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
