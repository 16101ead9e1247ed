package dev.troupe.udfs;

import dev.troupe.udfs.DeviceColumn.Lists;
import dev.troupe.udfs.DeviceColumn.Values;
import java.util.List;

/**
 * What the columnar forms need of a machine that works on whole columns. There is one for cuDF, and
 * one on arrays for the tests.
 *
 * <p>Columns have at least one row. Every returned column is new and the caller's to close; use
 * {@link Scope} for that.
 */
interface Device {
  /** The formula for each row of the inputs, of which there is at least one. */
  Values evaluate(Formula formula, List<Values> inputs);

  /** One or the other value by a truth without gaps. */
  Values choose(Values truth, Values yes, Values no);

  /** One value or a constant by a truth without gaps. */
  Values choose(Values truth, Values yes, double no);

  /** The values with the other's in their gaps. */
  Values fill(Values values, Values gaps);

  /** How many numbers each list has. */
  Values lengths(Lists lists);

  /** One number of each list, from 0; a gap where the list is shorter. */
  Values element(Lists lists, int index);

  /** All numbers of all lists, in order. */
  Values elements(Lists lists);

  /** Of values without gaps, those at first, first + step and so on. */
  Values every(Values values, int first, int step);

  /** Each row's value as often as its list has numbers. */
  Values spread(Values perRow, Lists lists);

  /**
   * Lists of given lengths.
   *
   * @param shape lists of the same lengths
   * @param numbers their numbers; of several columns of one length, a number of each in turn
   */
  Lists lists(Lists shape, List<Values> numbers);

  /** Whether the lists have no number at all. */
  boolean areEmpty(Lists lists);

  /** The largest of values without gaps. */
  double largest(Values values);

  /** Whether any of the truths holds. */
  boolean any(Values truths);

  /** Whether all truths hold. */
  boolean all(Values truths);
}
