package dev.troupe.inference;

import com.google.errorprone.annotations.MustBeClosed;
import dev.troupe.model.ArchiveKind;
import dev.troupe.model.ModelPackage;
import dev.troupe.problems.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A package's archive as PyTorch gets it: a private copy whose code this process has just written,
 * so that nobody can exchange it before it is loaded. Deleted when closed.
 */
final class LoadedArchive implements AutoCloseable {
  private final Path folder;
  private final Path file;

  /**
   * Writes the copy.
   *
   * @throws dev.troupe.problems.BadDataException if the archive is missing, damaged, changed or not
   *     the tool's own
   * @throws IOException if the copy cannot be written
   */
  @MustBeClosed
  LoadedArchive(ModelPackage model, ArchiveKind kind) throws IOException {
    try {
      folder = Files.createTempDirectory("troupe-network");
    } catch (IOException e) {
      throw StorageException.of("Cannot copy the network " + kind.fileName(), e);
    }
    file = folder.resolve(kind.fileName());
    boolean done = false;
    try {
      model.write(kind, file);
      done = true;
    } catch (IOException e) {
      throw StorageException.of("Cannot write " + file, e);
    } finally {
      if (!done) {
        close();
      }
    }
  }

  Path file() {
    return file;
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(file);
    Files.deleteIfExists(folder);
  }
}
