package dev.troupe.problems;

/**
 * A file that cannot be used: a damaged video, an image that is none, a checkpoint that misses
 * tensors. The message is one sentence (or one line per fault) that names the file and is fit for a
 * user's eyes; in a batch, the file is quarantined and the rest goes on.
 */
public final class BadDataException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * A fault of a named file.
   *
   * @param message a whole sentence: "Cannot read clip.mp4: it has no video stream"
   */
  public BadDataException(String message) {
    super(message);
  }

  /**
   * A fault of a named file, with what revealed it.
   *
   * @param message a whole sentence
   * @param cause what revealed the fault
   */
  public BadDataException(String message, Throwable cause) {
    super(message, cause);
  }
}
