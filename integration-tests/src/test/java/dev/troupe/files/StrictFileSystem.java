package dev.troupe.files;

import java.io.IOException;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/**
 * Local files with the manners of HDFS: a rename never replaces a file. On demand it loses files
 * before they are renamed, as if another run had cleared their folder.
 */
public final class StrictFileSystem extends RawLocalFileSystem {
  static final AtomicInteger TO_LOSE = new AtomicInteger();

  @Override
  public URI getUri() {
    return URI.create("strict:///");
  }

  @Override
  public String getScheme() {
    return "strict";
  }

  @Override
  public FileStatus getFileStatus(Path path) throws IOException {
    return plain(super.getFileStatus(path));
  }

  @Override
  public FileStatus[] listStatus(Path path) throws IOException {
    return Stream.of(super.listStatus(path))
        .map(StrictFileSystem::plain)
        .toArray(FileStatus[]::new);
  }

  /** Without what only local files have. */
  private static FileStatus plain(FileStatus status) {
    return new FileStatus(
        status.getLen(),
        status.isDirectory(),
        1,
        status.getBlockSize(),
        status.getModificationTime(),
        status.getPath());
  }

  @Override
  public synchronized boolean rename(Path from, Path to) throws IOException {
    if (TO_LOSE.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      delete(from, true);
    }
    return exists(from) && !exists(to) && super.rename(from, to);
  }
}
