package dev.troupe.cli;

import dev.troupe.problems.Redaction;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Prints texts without the secrets in them: all that a command says goes through one of these. */
final class RedactedWriter extends PrintWriter {
  private final List<String> secrets = new ArrayList<>();

  RedactedWriter(PrintWriter out) {
    super(out, true);
  }

  /** Hides these from now on, beside what the process knows. */
  void hide(List<String> more) {
    secrets.addAll(more);
  }

  @Override
  public void write(String text, int offset, int length) {
    String safe = Redaction.ofProcess().and(secrets).text(text.substring(offset, offset + length));
    super.write(safe, 0, safe.length());
  }

  @Override
  public void write(char[] text, int offset, int length) {
    write(String.valueOf(text, offset, length), 0, length);
  }
}
