package dev.troupe.source;

import dev.troupe.problems.StorageException;
import java.io.IOException;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FilterFileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.ParentNotDirectoryException;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.PathIsDirectoryException;
import org.apache.hadoop.fs.PathIsNotEmptyDirectoryException;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.security.AccessControlException;
import org.apache.hadoop.util.Progressable;

/**
 * A file system whose failures are sorted: where a file is at fault, the exception says so as
 * Hadoop does (missing, not permitted, a folder); everything else is a {@link StorageException}
 * that names the path.
 */
final class GuardedFileSystem extends FilterFileSystem {
  GuardedFileSystem(FileSystem files) {
    super(files);
  }

  /** A question to the file system. */
  interface Access<T> {
    T ask() throws IOException;
  }

  /** Asks, and sorts what comes back if it fails. */
  static <T> T guard(String verb, Object path, Access<T> access) throws IOException {
    try {
      return access.ask();
    } catch (IOException e) {
      throw sorted("Cannot %s %s".formatted(verb, plain(path)), e);
    } catch (FSError e) {
      // Hadoop's word for a local disk that is full or broken.
      IOException cause = e.getCause() instanceof IOException disk ? disk : new IOException(e);
      throw new StorageException(
          "Cannot %s %s: %s".formatted(verb, plain(path), cause.getMessage()), e);
    }
  }

  /** Sorts a failure that the file system has not thrown itself, such as one of a stream. */
  static IOException sorted(String attempt, IOException failure) {
    boolean isOfTheFile =
        failure instanceof AccessControlException
            || failure instanceof FileAlreadyExistsException
            || failure instanceof ParentNotDirectoryException
            || failure instanceof PathIsDirectoryException
            || failure instanceof PathIsNotEmptyDirectoryException;
    return isOfTheFile ? failure : StorageException.of(attempt, failure);
  }

  private static String plain(Object path) {
    return path instanceof Path hadoop && "file".equals(hadoop.toUri().getScheme())
        ? hadoop.toUri().getPath()
        : String.valueOf(path);
  }

  @Override
  public FSDataInputStream open(Path path, int bufferSize) throws IOException {
    return guard("read", path, () -> fs.open(path, bufferSize));
  }

  @Override
  public FSDataOutputStream create(
      Path path,
      FsPermission permission,
      boolean overwrite,
      int bufferSize,
      short replication,
      long blockSize,
      Progressable progress)
      throws IOException {
    return guard(
        "write",
        path,
        () -> fs.create(path, permission, overwrite, bufferSize, replication, blockSize, progress));
  }

  @Override
  public boolean rename(Path from, Path to) throws IOException {
    return guard("write", to, () -> fs.rename(from, to));
  }

  @Override
  public boolean delete(Path path, boolean recursive) throws IOException {
    return guard("delete", path, () -> fs.delete(path, recursive));
  }

  @Override
  public boolean mkdirs(Path path, FsPermission permission) throws IOException {
    return guard("create the folder", path, () -> fs.mkdirs(path, permission));
  }

  @Override
  public boolean mkdirs(Path path) throws IOException {
    return guard("create the folder", path, () -> fs.mkdirs(path));
  }

  @Override
  public FileStatus getFileStatus(Path path) throws IOException {
    return guard("look for", path, () -> fs.getFileStatus(path));
  }

  @Override
  public boolean exists(Path path) throws IOException {
    return guard("look for", path, () -> fs.exists(path));
  }

  @Override
  public FileStatus[] listStatus(Path path) throws IOException {
    return guard("list", path, () -> fs.listStatus(path));
  }

  @Override
  public FileStatus[] globStatus(Path pattern) throws IOException {
    return guard("list", pattern, () -> fs.globStatus(pattern));
  }

  @Override
  public RemoteIterator<FileStatus> listStatusIterator(Path path) throws IOException {
    return guarded(path, guard("list", path, () -> fs.listStatusIterator(path)));
  }

  @Override
  public RemoteIterator<LocatedFileStatus> listFiles(Path path, boolean recursive)
      throws IOException {
    return guarded(path, guard("list", path, () -> fs.listFiles(path, recursive)));
  }

  private static <T> RemoteIterator<T> guarded(Path path, RemoteIterator<T> found) {
    return new RemoteIterator<>() {
      @Override
      public boolean hasNext() throws IOException {
        return guard("list", path, found::hasNext);
      }

      @Override
      public T next() throws IOException {
        return guard("list", path, found::next);
      }
    };
  }
}
