package dev.troupe.model;

import dev.troupe.problems.BadDataException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** A model package on disk: a folder with a manifest and four TorchScript archives. */
public final class ModelPackage {
  /** The manifest's name in a package's folder. */
  public static final String MANIFEST = "manifest.json";

  private static final long MOST_MANIFEST_BYTES = 1 << 20;

  private final Path folder;
  private final ModelManifest manifest;
  private final Set<ArchiveKind> verified = EnumSet.noneOf(ArchiveKind.class);

  private ModelPackage(Path folder, ModelManifest manifest) {
    this.folder = folder;
    this.manifest = manifest;
  }

  /**
   * Opens a package and checks every archive: against the size and SHA-256 that its manifest
   * records, and that it holds no code but what this tool writes for the manifest's network.
   *
   * @param folder the package's folder
   * @return the package
   * @throws BadDataException if it is no package, or a file of it is missing, damaged or changed
   */
  public static ModelPackage open(Path folder) {
    ModelPackage opened = find(folder);
    for (ArchiveKind kind : ArchiveKind.values()) {
      opened.archive(kind);
    }
    return opened;
  }

  /**
   * Finds a package of which {@link #open} has seen another copy: its archives are checked when
   * each is first asked for.
   *
   * @param folder the package's folder
   * @return the package
   * @throws BadDataException if it has no manifest or it is damaged
   */
  static ModelPackage find(Path folder) {
    return new ModelPackage(folder, readManifest(folder));
  }

  /**
   * Reads what a package says of itself, without looking at its archives.
   *
   * @param folder the package's folder
   * @return its manifest
   * @throws BadDataException if it has none or it is damaged
   */
  public static ModelManifest readManifest(Path folder) {
    Path file = folder.resolve(MANIFEST);
    try {
      if (!Files.isRegularFile(file)) {
        throw new BadDataException(
            "Cannot open model %s: it is no model package; expected a folder with a %s"
                .formatted(folder, MANIFEST));
      }
      if (Files.size(file) > MOST_MANIFEST_BYTES) {
        throw new BadDataException(
            "Cannot open model %s: its manifest is too long; expected at most %d bytes, found %d"
                .formatted(folder, MOST_MANIFEST_BYTES, Files.size(file)));
      }
      return ModelManifest.parse(Files.readAllBytes(file), folder.toString());
    } catch (IOException e) {
      throw unreadable(folder, MANIFEST, e);
    }
  }

  /**
   * What the package says of itself.
   *
   * @return the manifest
   */
  public ModelManifest manifest() {
    return manifest;
  }

  /**
   * Where the package lies.
   *
   * @return its folder
   */
  public Path folder() {
    return folder;
  }

  /**
   * Where an archive lies.
   *
   * @param kind which
   * @return its file, checked
   * @throws BadDataException if it is missing, damaged or changed, or is not what this tool writes
   *     for the manifest's network
   */
  public Path archive(ArchiveKind kind) {
    try {
      check(kind, Optional.empty());
    } catch (IOException e) {
      throw unreadable(folder, kind.fileName(), e);
    }
    return folder.resolve(kind.fileName());
  }

  /**
   * Writes an archive anew, with code that follows from the manifest alone: the only form of it
   * that may be loaded, because a package may come from anywhere and TorchScript is a program.
   *
   * @param kind which
   * @param target a file that is not there yet, in a folder of this process's own
   * @throws BadDataException if the archive is missing, damaged, changed, or is not what this tool
   *     writes for the manifest's network
   * @throws IOException if the file cannot be written
   */
  public void write(ArchiveKind kind, Path target) throws IOException {
    try (OutputStream out =
        new BufferedOutputStream(Files.newOutputStream(target, StandardOpenOption.CREATE_NEW))) {
      check(kind, Optional.of(out));
    }
  }

  private synchronized void check(ArchiveKind kind, Optional<OutputStream> copy)
      throws IOException {
    Path file = folder.resolve(kind.fileName());
    boolean first = !verified.contains(kind);
    if (first) {
      verify(kind, file);
    }
    if (first || copy.isPresent()) {
      OwnArchive.write(manifest, kind, file, copy.orElse(OutputStream.nullOutputStream()));
    }
    verified.add(kind);
  }

  private void verify(ArchiveKind kind, Path file) {
    ModelManifest.Archive recorded = manifest.archives().get(kind);
    try {
      if (recorded == null || !Files.isRegularFile(file)) {
        throw fault(kind, "is missing");
      }
      if (Files.size(file) != recorded.bytes()) {
        throw fault(
            kind,
            "has the wrong size; expected %d bytes, found %d"
                .formatted(recorded.bytes(), Files.size(file)));
      }
      String found = FileDigest.of(file);
      if (!found.equals(recorded.sha256())) {
        throw fault(
            kind, "was changed; expected SHA-256 %s, found %s".formatted(recorded.sha256(), found));
      }
    } catch (IOException e) {
      throw unreadable(folder, kind.fileName(), e);
    }
  }

  private BadDataException fault(ArchiveKind kind, String what) {
    return new BadDataException(
        "Cannot open model %s: its archive %s %s".formatted(folder, kind.fileName(), what));
  }

  private static BadDataException unreadable(Path folder, String file, IOException cause) {
    return new BadDataException(
        "Cannot open model %s: reading %s failed: %s".formatted(folder, file, cause.getMessage()),
        cause);
  }
}
