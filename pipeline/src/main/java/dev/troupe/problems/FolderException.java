package dev.troupe.problems;

import java.io.IOException;

/** A folder was opened as if it were a file. */
public final class FolderException extends IOException {
  private static final long serialVersionUID = 1L;

  /**
   * A folder.
   *
   * @param name its path or URI
   */
  public FolderException(String name) {
    super(name + " is a folder");
  }
}
