package dev.troupe.source;

import dev.troupe.problems.StorageException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.util.Set;
import java.util.UUID;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSDataOutputStreamBuilder;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FileUtil;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.StreamCapabilities;
import org.jspecify.annotations.Nullable;

/**
 * Writes files that are whole or absent, in any Hadoop file system, however many write the same
 * one.
 *
 * <p>Object stores show an object when its upload is complete and not before, and their rename is a
 * copy: there the content goes straight to its final key. Elsewhere it is written under a name that
 * nobody else uses and then renamed.
 */
public final class WholeFiles {
  /** Where a file appears on close, whole. Not Azure's: its files are seen while they grow. */
  private static final Set<String> OBJECT_STORES = Set.of("s3a", "s3", "s3n", "gs", "oss", "cosn");

  /** How often a file is written again whose folder another run has removed meanwhile. */
  private static final int ATTEMPTS = 4;

  private WholeFiles() {}

  /** Writes a file's content to a stream. */
  private interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Writes a file from memory, over what stands there.
   *
   * @param file its URI or path
   * @param bytes its content
   * @param staging a folder in the same file system for the unfinished file, where one is needed
   * @throws IOException if it cannot be written; the file is then as it was before
   */
  public static void write(String file, byte[] bytes, String staging) throws IOException {
    put(file, out -> out.write(bytes), staging);
  }

  /**
   * Copies a local file, over what stands at the target.
   *
   * @param local the finished file
   * @param file the target's URI or path
   * @param staging a folder in the target's file system for the unfinished copy, where one is
   *     needed
   * @throws IOException if it cannot be copied; the target is then as it was before
   */
  public static void copy(java.nio.file.Path local, String file, String staging)
      throws IOException {
    put(file, out -> Files.copy(local, out), staging);
  }

  /**
   * Moves a folder of finished files, in place of what stands at the target. In an object store and
   * between file systems this copies file by file.
   *
   * @param folder its URI or path
   * @param target its new URI or path
   * @throws IOException if it cannot be moved
   */
  public static void moveFolder(String folder, String target) throws IOException {
    FileSystem from = HadoopFiles.fileSystem(folder);
    FileSystem to = HadoopFiles.fileSystem(target);
    Path source = HadoopFiles.path(folder);
    Path place = HadoopFiles.path(target);
    createParent(target);
    to.delete(place, true);
    if (from.getUri().equals(to.getUri())) {
      replace(from, source, place);
    } else {
      FileUtil.copy(from, source, to, place, true, HadoopFiles.configuration());
    }
  }

  /**
   * Makes sure that a file can be put where it shall go. Object stores know no folders.
   *
   * @param file its URI or path; its folder exists afterwards
   * @throws IOException if the folder cannot be created
   */
  public static void createParent(String file) throws IOException {
    Path parent = HadoopFiles.path(file).getParent();
    if (parent == null || isInObjectStore(file)) {
      return;
    }
    if (HadoopFiles.isLocal(file)) {
      createLocal(HadoopFiles.localPath(file).toAbsolutePath().getParent());
    } else if (!HadoopFiles.fileSystem(file).mkdirs(parent)) {
      throw new IOException("Cannot create the folder " + parent);
    }
  }

  /** Java says why it cannot, Hadoop does not. */
  private static void createLocal(java.nio.file.@Nullable Path folder) throws IOException {
    try {
      if (folder != null) {
        Files.createDirectories(folder);
      }
    } catch (IOException e) {
      String attempt = "Cannot create the folder " + folder;
      throw StorageException.of(attempt, e) instanceof StorageException storage
          ? storage
          : new IOException("%s: %s".formatted(attempt, reason(e)), e);
    }
  }

  private static String reason(IOException failure) {
    if (failure instanceof AccessDeniedException denied) {
      return "permission denied for " + denied.getFile();
    }
    return failure instanceof FileSystemException named && named.getReason() != null
        ? named.getReason()
        : "a file is in its place";
  }

  /**
   * Whether a file appears on close, whole, and a rename is a copy.
   *
   * @param uri a URI or path
   * @return true for object stores
   */
  public static boolean isInObjectStore(String uri) {
    return !HadoopFiles.isLocal(uri)
        && OBJECT_STORES.contains(String.valueOf(HadoopFiles.path(uri).toUri().getScheme()));
  }

  private static void put(String file, Content content, String staging) throws IOException {
    FileSystem files = HadoopFiles.fileSystem(file);
    Path target = HadoopFiles.path(file);
    if (isInObjectStore(file)) {
      fill(files, target, target, content);
      return;
    }
    for (int attempt = 1; ; attempt++) {
      Path staged = new Path(HadoopFiles.path(staging), UUID.randomUUID() + ".part");
      try {
        if (HadoopFiles.isLocal(staging)) {
          createLocal(HadoopFiles.localPath(staging).toAbsolutePath());
        }
        fill(files, staged, target, content);
        replace(files, staged, target);
        return;
      } catch (FileNotFoundException e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
      } finally {
        files.delete(staged, false);
      }
    }
  }

  /** Writes a file; failures speak of the one that it shall be. */
  private static void fill(FileSystem files, Path file, Path target, Content content)
      throws IOException {
    GuardedFileSystem.guard(
        "write",
        target,
        () -> {
          FSDataOutputStream out = create(files, file);
          try {
            content.writeTo(out);
          } catch (IOException | RuntimeException | FSError e) {
            discard(out, file, e);
            throw e;
          }
          out.close();
          return file;
        });
  }

  /** Spares S3A its questions whether a folder is in the way. */
  private static FSDataOutputStream create(FileSystem files, Path file) throws IOException {
    FSDataOutputStreamBuilder<?, ?> builder = files.createFile(file);
    builder.recursive();
    builder.overwrite(true);
    builder.opt("fs.s3a.create.performance", true);
    return builder.build();
  }

  /** Lets go of an unfinished file. In an object store, closing it would publish a part of it. */
  private static void discard(FSDataOutputStream out, Path file, Throwable cause) {
    try {
      if (out.hasCapability(StreamCapabilities.ABORTABLE_STREAM)) {
        out.abort();
      } else if (!isInObjectStore(file.toString())) {
        out.close();
      }
    } catch (IOException | FSError e) {
      cause.addSuppressed(e);
    }
  }

  /** Some file systems rename over a file in one step, others refuse: then it is removed first. */
  private static void replace(FileSystem files, Path from, Path to) throws IOException {
    for (int attempt = 1; !files.rename(from, to); attempt++) {
      if (attempt == ATTEMPTS) {
        throw new StorageException("Cannot move %s to %s".formatted(from, to));
      }
      if (!files.exists(from)) {
        throw new FileNotFoundException("Cannot move %s to %s: it is gone".formatted(from, to));
      }
      files.delete(to, true);
    }
  }
}
