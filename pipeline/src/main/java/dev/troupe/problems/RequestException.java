package dev.troupe.problems;

import java.util.List;

/**
 * What a user asked for cannot be done as asked. Holds every mistake found, so that all are
 * reported together, before any work starts.
 */
public final class RequestException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String[] mistakes;

  /**
   * A request with one or more mistakes.
   *
   * @param mistakes one clear sentence each
   * @throws IllegalArgumentException if there is none
   */
  public RequestException(List<String> mistakes) {
    super(String.join("\n", mistakes));
    if (mistakes.isEmpty()) {
      throw new IllegalArgumentException("a wrong request has at least one mistake");
    }
    this.mistakes = mistakes.toArray(String[]::new);
  }

  /**
   * The mistakes, in the order found.
   *
   * @return one sentence each, at least one
   */
  public List<String> mistakes() {
    return List.of(mistakes);
  }
}
