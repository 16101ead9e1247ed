package dev.troupe.model;

import java.io.Serializable;

/**
 * Where a task finds a model package: models themselves are never serialised. Locations of local
 * folders and embedded packages are here, of other file systems in {@code source}.
 */
public interface ModelLocation extends Serializable {

  /**
   * The location of an opened package: its folder, or the tool itself for an embedded one.
   *
   * @param opened a package on this machine
   * @return what tasks are given
   */
  static ModelLocation of(ModelPackage opened) {
    return new PackagedModel(opened);
  }

  /**
   * Identifies the model whatever its place, and so the cached network.
   *
   * @return the content hash of the package's manifest
   */
  String contentHash();

  /**
   * The model's name, for people.
   *
   * @return as its package says
   */
  String name();

  /**
   * What {@code --model} takes to mean this model, now and later.
   *
   * @return a name, an absolute folder or a URI
   */
  String reference();

  /**
   * Finds the package on this machine, fetching it where necessary.
   *
   * @return the package; an archive of it is checked at the latest when it is asked for
   * @throws dev.troupe.problems.BadDataException if it is missing or damaged
   */
  ModelPackage open();
}
