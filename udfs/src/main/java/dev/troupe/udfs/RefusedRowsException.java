package dev.troupe.udfs;

/**
 * A batch has a row that the function refuses. Which one and why is said by the row form, to which
 * the caller hands the batch.
 */
final class RefusedRowsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  RefusedRowsException() {
    super("a row of this batch is refused");
  }
}
