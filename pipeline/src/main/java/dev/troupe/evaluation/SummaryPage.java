package dev.troupe.evaluation;

import dev.troupe.evaluation.metrics.Bootstrap;
import dev.troupe.jobs.Version;
import dev.troupe.problems.Redaction;
import io.pebbletemplates.pebble.PebbleEngine;
import io.pebbletemplates.pebble.loader.ClasspathLoader;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * An evaluation as one HTML page that needs nothing beside itself and runs no script. Names are
 * untrusted: the template escapes every value.
 */
final class SummaryPage {
  private static final String TEMPLATE = "dev/troupe/evaluation/page.html";
  private static final String STYLE = "/dev/troupe/evaluation/page.css";

  /** What has bars for each video: difference of pixels, places of features. */
  private static final List<Metric> BARS = List.of(Metric.L1, Metric.PCK, Metric.NETWORK_AKD);

  private final Summary summary;
  private final List<byte[]> worst;

  /**
   * A page.
   *
   * @param summary what was found
   * @param worst PNG files of the worst cases
   */
  SummaryPage(Summary summary, List<byte[]> worst) {
    this.summary = summary;
    this.worst = worst;
  }

  /** A line of the table: a metric and each contender's mean. */
  public record Line(String name, List<Cell> cells) {}

  /** A mean, its interval, whether it is the best, and the difference to the first contender. */
  public record Cell(String mean, String interval, boolean best, String difference) {}

  /** One metric of all videos as bars. */
  public record Chart(String name, String direction, List<Video> videos) {}

  /** One video's bars. */
  public record Video(String name, List<Bar> bars) {}

  /** A bar, its width in percent of the longest. */
  public record Bar(int contender, String width, String value) {}

  /** One of the worst cases. */
  public record Worst(String name, String remark, String uri) {}

  /** The page, UTF-8. */
  byte[] bytes() throws IOException {
    EvaluationRequest request = summary.request();
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("mode", request.mode().name().toLowerCase(Locale.ROOT));
    values.put("data", Redaction.uri(request.data()));
    values.put("videos", summary.videos());
    values.put("frames", summary.frames());
    values.put("every", request.options().every());
    values.put("seed", request.options().seed());
    values.put("version", Version.current());
    values.put("names", request.contenders().stream().map(Contender::name).toList());
    values.put("lines", summary.metrics().stream().map(this::line).toList());
    values.put("paper", PaperNumbers.ALL);
    values.put("charts", charts());
    values.put("worst", worst());
    values.put("problems", summary.problems());
    values.put("css", style());
    StringWriter page = new StringWriter();
    new PebbleEngine.Builder()
        .loader(new ClasspathLoader(SummaryPage.class.getClassLoader()))
        .autoEscaping(true)
        .strictVariables(true)
        .cacheActive(false)
        .build()
        .getTemplate(TEMPLATE)
        .evaluate(page, values, Locale.ROOT);
    return page.toString().getBytes(StandardCharsets.UTF_8);
  }

  private Line line(Metric metric) {
    List<Cell> cells = new ArrayList<>();
    for (int i = 0; i < summary.request().contenders().size(); i++) {
      Bootstrap mean = summary.mean(i, metric);
      cells.add(
          new Cell(
              metric.format(mean.mean()),
              mean.interval(metric::format).strip(),
              summary.request().contenders().size() > 1 && summary.isBest(i, metric),
              i == 0 ? "" : difference(i, metric)));
    }
    return new Line(metric.heading(), cells);
  }

  private String difference(int contender, Metric metric) {
    Bootstrap value = summary.difference(contender, metric);
    return value.count() == 0
        ? ""
        : (value.mean() > 0 ? "+" : "")
            + metric.format(value.mean())
            + value.interval(metric::format);
  }

  private List<Chart> charts() {
    List<Chart> charts = new ArrayList<>();
    for (Metric metric : summary.metrics()) {
      if (BARS.contains(metric)) {
        charts.add(chart(metric));
      }
    }
    return charts;
  }

  private Chart chart(Metric metric) {
    int contenders = summary.request().contenders().size();
    double longest = 0;
    for (ShotOutcome outcome : summary.measured()) {
      for (int i = 0; i < contenders; i++) {
        double score = outcome.score(i, metric);
        longest = Double.isNaN(score) ? longest : Math.max(longest, score);
      }
    }
    List<Video> videos = new ArrayList<>();
    for (ShotOutcome outcome : summary.measured()) {
      List<Bar> bars = new ArrayList<>();
      for (int i = 0; i < contenders; i++) {
        double score = outcome.score(i, metric);
        double share = Double.isNaN(score) || longest == 0 ? 0 : 100 * score / longest;
        bars.add(new Bar(i, String.format(Locale.ROOT, "%.1f", share), metric.format(score)));
      }
      videos.add(new Video(outcome.name(), bars));
    }
    return new Chart(
        metric.heading(),
        metric.higherIsBetter() ? "longer is better" : "shorter is better",
        videos);
  }

  private List<Worst> worst() {
    List<Worst> cases = new ArrayList<>();
    List<ShotOutcome> outcomes = summary.worst();
    for (int i = 0; i < outcomes.size(); i++) {
      ShotOutcome outcome = outcomes.get(i);
      cases.add(
          new Worst(
              outcome.name(),
              "frame %d, L1 of the video %s"
                  .formatted(outcome.worstFrame(), Metric.L1.format(outcome.score(0, Metric.L1))),
              "data:image/png;base64," + Base64.getEncoder().encodeToString(worst.get(i))));
    }
    return cases;
  }

  private static String style() throws IOException {
    try (InputStream in = SummaryPage.class.getResourceAsStream(STYLE)) {
      if (in == null) {
        throw new IllegalStateException("the build left out " + STYLE);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
