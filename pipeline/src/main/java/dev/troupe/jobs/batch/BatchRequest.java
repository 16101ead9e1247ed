package dev.troupe.jobs.batch;

import dev.troupe.jobs.manifest.BatchItem;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What {@code troupe render} and {@code troupe plan} were asked for.
 *
 * @param items what is made, at least one; no two with the same output
 * @param places what else is read and written
 * @param policy what is done about what exists and what fails
 */
public record BatchRequest(List<BatchItem> items, Places places, Policy policy) {

  /**
   * Refuses an empty batch. A list of a million items is not copied: nobody may change it.
   *
   * @throws IllegalArgumentException if there is no item
   */
  public BatchRequest {
    if (items.isEmpty()) {
      throw new IllegalArgumentException("a batch has at least one item");
    }
  }

  /**
   * How people know an item.
   *
   * @param item one of the batch's
   * @return its line in the manifest; without one the names of its inputs' files
   */
  public String nameOf(BatchItem item) {
    return places.manifest().isPresent() ? "Line " + item.line() : item.inputNames();
  }

  /**
   * What is read and written beside inputs and outputs.
   *
   * @param library the folder of what is computed once
   * @param report the folder of the report
   * @param manifest where the items came from, for the report
   */
  public record Places(String library, String report, Optional<String> manifest) {
    private static final String LIBRARY = "troupe-library";
    private static final String REPORT = "troupe-report";

    /**
     * The default places: beside the outputs, in the deepest folder that holds them all.
     *
     * @param items with at least one output
     * @param manifest where they came from
     * @return both places
     */
    public static Places beside(List<BatchItem> items, Optional<String> manifest) {
      String common = folder(items.get(0).output());
      for (BatchItem item : items) {
        while (!item.output().startsWith(common)) {
          common = folder(common.substring(0, common.length() - 1));
        }
      }
      return new Places(common + LIBRARY, common + REPORT, manifest);
    }

    /** All up to the last slash, which is kept. */
    private static String folder(String name) {
      return name.substring(0, name.lastIndexOf('/') + 1);
    }
  }

  /**
   * What is done about what exists and what fails.
   *
   * @param maxFailures the batch stops when more items than this have failed; empty: never
   * @param strict whether warnings of the preflight are failures
   * @param overwrite whether items that are up to date are rendered again and outputs that Troupe
   *     did not make are replaced
   * @param continued whether the items are a part of the batch that the report is of already: what
   *     it says of the others stays
   */
  public record Policy(
      OptionalInt maxFailures, boolean strict, boolean overwrite, boolean continued) {
    /** Renders what is missing, replaces nothing foreign and goes on whatever fails. */
    public static final Policy DEFAULT = new Policy(OptionalInt.empty(), false, false);

    /** The policy of a batch of its own. */
    public Policy(OptionalInt maxFailures, boolean strict, boolean overwrite) {
      this(maxFailures, strict, overwrite, false);
    }
  }
}
