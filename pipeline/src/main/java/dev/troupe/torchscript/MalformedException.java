package dev.troupe.torchscript;

import java.io.IOException;

/**
 * Why a file cannot be read, without the file's name; {@link Checkpoint} adds the name and turns it
 * into the error users see.
 */
final class MalformedException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int LONGEST = 400;

  MalformedException(String reason) {
    super(printable(reason));
  }

  static MalformedException unreadable(IOException cause) {
    MalformedException fault = new MalformedException("reading it failed: " + cause.getMessage());
    fault.initCause(cause);
    return fault;
  }

  /** Names from a hostile file must not fill the screen or move its cursor. */
  private static String printable(String reason) {
    String cut = reason.length() > LONGEST ? reason.substring(0, LONGEST) + "..." : reason;
    return cut.replaceAll("\\p{Cntrl}", "?");
  }
}
