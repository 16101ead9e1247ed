package dev.troupe.model;

import java.util.Locale;

/** One TorchScript method, written line by line. */
final class ScriptText {
  private final StringBuilder text = new StringBuilder();
  private String indent = "  ";

  /** Begins with the signature, without {@code def} and the colon. */
  ScriptText(String signature) {
    text.append("def ").append(signature).append(":\n");
  }

  /** Adds a line; numbers are formatted as Python writes them. */
  ScriptText line(String format, Object... values) {
    text.append(indent).append(String.format(Locale.ROOT, format, values)).append('\n');
    return this;
  }

  /** The lines that follow are inside the block that the last line opened. */
  ScriptText in() {
    indent += "  ";
    return this;
  }

  /** Ends a block. */
  ScriptText out() {
    indent = indent.substring(2);
    return this;
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
