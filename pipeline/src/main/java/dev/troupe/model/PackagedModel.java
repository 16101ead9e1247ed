package dev.troupe.model;

import dev.troupe.problems.BadDataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A package in a folder that every machine has, or one that comes with the tool, which each machine
 * unpacks for itself.
 */
final class PackagedModel implements ModelLocation {
  private static final long serialVersionUID = 1L;

  private final String name;
  private final String folder;
  private final String contentHash;

  /** Found on this machine: checking archives takes seconds. */
  private transient @Nullable ModelPackage opened;

  PackagedModel(ModelPackage opened) {
    this.name = opened.manifest().name();
    this.folder = opened.folder().toAbsolutePath().toString();
    this.contentHash = opened.manifest().contentHash();
    this.opened = opened;
  }

  @Override
  public String contentHash() {
    return contentHash;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String reference() {
    ModelManifest embedded = EmbeddedModels.described().get(name);
    return embedded != null && embedded.contentHash().equals(contentHash) ? name : folder;
  }

  @Override
  public synchronized ModelPackage open() {
    if (opened == null) {
      opened = find();
    }
    return opened;
  }

  private ModelPackage find() {
    Path here = Path.of(folder);
    ModelPackage found =
        Files.isRegularFile(here.resolve(ModelPackage.MANIFEST))
            ? ModelPackage.find(here)
            : embedded();
    if (!found.manifest().contentHash().equals(contentHash)) {
      throw new BadDataException(
          "Cannot open model %s: it changed; expected content %s, found %s"
              .formatted(folder, contentHash, found.manifest().contentHash()));
    }
    return found;
  }

  private ModelPackage embedded() {
    try {
      ModelCatalog catalog = ModelCatalog.of(Optional.empty(), System.getenv());
      boolean known =
          catalog.list().stream()
              .anyMatch(
                  listing -> listing.place().equals("embedded") && listing.name().equals(name));
      if (!known) {
        throw new BadDataException(
            "Cannot open model %s: there is no such folder on this machine".formatted(folder));
      }
      return catalog.resolve(name);
    } catch (IOException e) {
      throw new BadDataException(
          "Cannot open model %s: it cannot be unpacked: %s".formatted(name, e.getMessage()), e);
    }
  }
}
