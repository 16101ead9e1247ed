package dev.troupe.cli;

import java.util.List;

/** A command that can say what is wrong with its options without running. */
interface Checked {
  /**
   * Mistakes that the parser cannot see. Options that could not be read are absent.
   *
   * @return one sentence each
   */
  List<String> mistakes();
}
