package dev.troupe.jobs.manifest;

import dev.troupe.model.ModelLocation;
import java.io.IOException;

/** Finds the model that a row names. */
@FunctionalInterface
public interface ModelFinder {
  /**
   * Finds a model.
   *
   * @param model a name, a folder or a URI
   * @return where tasks find it
   * @throws dev.troupe.problems.RequestException if there is none
   * @throws dev.troupe.problems.BadDataException if it is damaged
   * @throws IOException if a file system fails
   */
  ModelLocation find(String model) throws IOException;
}
