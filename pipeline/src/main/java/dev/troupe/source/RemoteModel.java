package dev.troupe.source;

import dev.troupe.model.ArchiveKind;
import dev.troupe.model.ModelCatalog;
import dev.troupe.model.ModelLocation;
import dev.troupe.model.ModelManifest;
import dev.troupe.model.ModelPackage;
import dev.troupe.problems.BadDataException;
import dev.troupe.problems.StorageException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;
import org.apache.hadoop.fs.FileSystem;
import org.jspecify.annotations.Nullable;

/**
 * A model package in any Hadoop file system. Each machine copies it once, to a folder named by its
 * content hash in the tool's cache.
 */
public final class RemoteModel implements ModelLocation {
  private static final long serialVersionUID = 1L;
  private static final long MOST_MANIFEST_BYTES = 1 << 20;

  private final String uri;
  private final String contentHash;

  /** Opened on this machine: checking archives takes seconds. */
  private transient @Nullable ModelPackage opened;

  private RemoteModel(String uri, ModelPackage opened) {
    this.uri = uri;
    this.contentHash = opened.manifest().contentHash();
    this.opened = opened;
  }

  /**
   * Finds a package and copies it to this machine.
   *
   * @param uri its folder's URI
   * @return what tasks are given
   * @throws BadDataException if it is no model package
   * @throws IOException if it cannot be copied
   */
  public static RemoteModel of(String uri) throws IOException {
    String folder = uri.replaceAll("/+$", "");
    return new RemoteModel(folder, fetch(folder, ""));
  }

  @Override
  public String contentHash() {
    return contentHash;
  }

  @Override
  public String reference() {
    return uri;
  }

  @Override
  public synchronized ModelPackage open() {
    if (opened == null) {
      try {
        opened = fetch(uri, contentHash);
      } catch (IOException e) {
        throw new UncheckedIOException(StorageException.of("Cannot copy model " + uri, e));
      }
    }
    return opened;
  }

  /** The copy of an earlier task, or a new one. */
  private static ModelPackage fetch(String uri, String wantedHash) throws IOException {
    Path cache = ModelCatalog.cache(System.getenv()).resolve("fetched");
    if (!wantedHash.isEmpty() && Files.exists(cache.resolve(wantedHash))) {
      try {
        return ModelPackage.open(cache.resolve(wantedHash));
      } catch (BadDataException e) {
        // a damaged copy: the new one takes its place
      }
    }
    Path draft = Files.createDirectories(cache.resolve("draft-" + UUID.randomUUID()));
    try {
      copy(uri, ModelPackage.MANIFEST, draft, MOST_MANIFEST_BYTES);
      ModelManifest manifest = ModelPackage.readManifest(draft);
      if (!wantedHash.isEmpty() && !manifest.contentHash().equals(wantedHash)) {
        throw new BadDataException(
            "Cannot open model %s: it changed; expected content %s, found %s"
                .formatted(uri, wantedHash, manifest.contentHash()));
      }
      return complete(uri, manifest, draft, cache.resolve(manifest.contentHash()));
    } finally {
      delete(draft);
    }
  }

  private static ModelPackage complete(String uri, ModelManifest manifest, Path draft, Path place)
      throws IOException {
    if (Files.exists(place)) {
      try {
        return ModelPackage.open(place);
      } catch (BadDataException e) {
        delete(place);
      }
    }
    for (ArchiveKind kind : ArchiveKind.values()) {
      ModelManifest.Archive archive = manifest.archives().get(kind);
      if (archive != null) {
        copy(uri, kind.fileName(), draft, archive.bytes());
      }
    }
    ModelPackage.open(draft);
    try {
      Files.move(draft, place, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      if (!Files.exists(place)) { // else another process was quicker
        throw e;
      }
    }
    return ModelPackage.open(place);
  }

  private static void copy(String uri, String name, Path folder, long mostBytes)
      throws IOException {
    String file = uri + "/" + name;
    FileSystem files = HadoopFiles.fileSystem(file);
    try {
      long bytes = files.getFileStatus(HadoopFiles.path(file)).getLen();
      if (bytes > mostBytes) {
        throw new BadDataException(
            "Cannot open model %s: its %s is too long; expected at most %d bytes, found %d"
                .formatted(uri, name, mostBytes, bytes));
      }
      try (InputStream in = files.open(HadoopFiles.path(file));
          OutputStream out = Files.newOutputStream(folder.resolve(name))) {
        in.transferTo(out);
      }
    } catch (FileNotFoundException e) {
      throw new BadDataException(
          "Cannot open model %s: it is no model package; there is no %s".formatted(uri, name), e);
    }
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (var inside = Files.list(folder)) {
        for (Path file : inside.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(folder);
    }
  }
}
