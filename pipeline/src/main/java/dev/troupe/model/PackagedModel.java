package dev.troupe.model;

import dev.troupe.problems.BadDataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A package in a folder that every machine has, or one that comes with the tool, which each machine
 * unpacks for itself.
 *
 * @param name the model's name
 * @param folder where it lies on the machine that chose it
 * @param contentHash what it computes
 */
record PackagedModel(String name, String folder, String contentHash) implements ModelLocation {

  static ModelLocation of(ModelPackage opened) {
    ModelManifest manifest = opened.manifest();
    return new PackagedModel(
        manifest.name(), opened.folder().toAbsolutePath().toString(), manifest.contentHash());
  }

  @Override
  public ModelPackage open() {
    Path here = Path.of(folder);
    ModelPackage opened =
        Files.isRegularFile(here.resolve(ModelPackage.MANIFEST))
            ? ModelPackage.open(here)
            : embedded();
    if (!opened.manifest().contentHash().equals(contentHash)) {
      throw new BadDataException(
          "Cannot open model %s: it changed; expected content %s, found %s"
              .formatted(folder, contentHash, opened.manifest().contentHash()));
    }
    return opened;
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
