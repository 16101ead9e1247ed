package dev.troupe.jobs.report;

import java.util.List;
import java.util.Optional;

/**
 * What the page's template is given: texts ready to be shown, escaped by the template.
 *
 * @param head the page's begin
 * @param notices what people must see first
 * @param plan rows of planned and actual amounts; none without a plan
 * @param slowest rows of the slowest items
 * @param items the items shown
 */
public record PageModel(
    Head head, Attention notices, List<PlanRow> plan, List<SlowItem> slowest, ItemList items) {
  /**
   * The page's begin.
   *
   * @param title of the page
   * @param verdict in one sentence how it went
   * @param tone good, mixed or bad
   * @param when it ran
   * @param shares of the bar: done, reused, failed, in percent
   * @param tiles the numbers that matter
   */
  public record Head(
      String title,
      String verdict,
      String tone,
      String when,
      List<Share> shares,
      List<Fact> tiles) {}

  /** A part of the bar. */
  public record Share(String status, String percent, String text) {}

  /** A name, a value and perhaps a remark. */
  public record Fact(String name, String value, String remark) {}

  /** What people must see first. */
  public record Attention(
      List<NoticeText> failures, List<NoticeText> warnings, List<String> notes) {
    /** Whether there is nothing to see. */
    public boolean isEmpty() {
      return failures.isEmpty() && warnings.isEmpty() && notes.isEmpty();
    }
  }

  /** The same words about some items; examples are videos, or the characters they are of. */
  public record NoticeText(String text, String items, List<String> examples, String more) {}

  /** An amount planned and measured. */
  public record PlanRow(
      String name, String planned, String actual, String difference, String tone) {}

  /** One of the slowest items. */
  public record SlowItem(String name, String title, String time, String percent, String remark) {}

  /** The items shown. */
  public record ItemList(List<ItemText> rows, Optional<String> selection, List<Fact> statuses) {}

  /**
   * An item.
   *
   * @param names what it is called
   * @param status done, reused or failed
   * @param link to the finished video; empty where a browser cannot follow one
   * @param player the same where it can be played
   * @param cells its texts
   * @param order by what it is sorted
   * @param curves its frames' metrics
   */
  public record ItemText(
      Names names,
      String status,
      String link,
      String player,
      Cells cells,
      Order order,
      List<CurveText> curves) {}

  /** What an item is called. */
  public record Names(
      String number,
      String line,
      String source,
      String driving,
      String output,
      String sourceUri,
      String drivingUri,
      String outputUri) {}

  /** An item's texts. */
  public record Cells(
      List<Picture> previews,
      List<String> problems,
      List<String> warnings,
      List<Fact> video,
      List<Fact> work) {}

  /** A preview. */
  public record Picture(String label, String uri) {}

  /** By what an item is sorted. */
  public record Order(
      int number, int status, long frames, double task, double quality, double drift) {}

  /** A metric's drawing. */
  public record CurveText(String name, String path, String worst, String title) {}
}
