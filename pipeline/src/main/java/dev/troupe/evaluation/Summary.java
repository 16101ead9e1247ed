package dev.troupe.evaluation;

import dev.troupe.evaluation.metrics.Bootstrap;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * What an evaluation found: means over videos with 95 % confidence intervals, and differences to
 * the first contender, video by video.
 */
public final class Summary {
  private final EvaluationRequest request;
  private final List<ShotOutcome> measured;
  private final List<ShotOutcome> skipped;

  Summary(EvaluationRequest request, List<ShotOutcome> outcomes) {
    this.request = request;
    this.measured = outcomes.stream().filter(ShotOutcome::isMeasured).toList();
    this.skipped = outcomes.stream().filter(outcome -> !outcome.isMeasured()).toList();
  }

  EvaluationRequest request() {
    return request;
  }

  List<ShotOutcome> measured() {
    return measured;
  }

  /**
   * Why videos were left out.
   *
   * @return one sentence each
   */
  public List<String> problems() {
    return skipped.stream().map(ShotOutcome::problem).toList();
  }

  /**
   * How many videos were measured.
   *
   * @return at least 1
   */
  public int videos() {
    return measured.size();
  }

  /**
   * How many frames were measured.
   *
   * @return frames of all videos
   */
  public long frames() {
    return measured.stream().mapToLong(ShotOutcome::frames).sum();
  }

  /** The metrics that were measured at all. */
  List<Metric> metrics() {
    List<Metric> known = new ArrayList<>();
    for (Metric metric : Metric.values()) {
      boolean any = false;
      for (int i = 0; i < request.contenders().size(); i++) {
        any |= !Double.isNaN(mean(i, metric).mean());
      }
      if (any) {
        known.add(metric);
      }
    }
    return known;
  }

  /** A contender's mean over videos. */
  Bootstrap mean(int contender, Metric metric) {
    return Bootstrap.of(numbers(contender, metric), request.options().seed());
  }

  /** Whether no contender's mean is better, to the digits that are shown. */
  boolean isBest(int contender, Metric metric) {
    double own = mean(contender, metric).mean();
    double best = Double.NaN;
    for (int i = 0; i < request.contenders().size(); i++) {
      double mean = mean(i, metric).mean();
      boolean better = metric.higherIsBetter() ? mean > best : mean < best;
      best = Double.isNaN(best) || better ? mean : best;
    }
    return !Double.isNaN(own) && metric.format(own).equals(metric.format(best));
  }

  /** A contender's mean difference to the first contender, on the same videos. */
  Bootstrap difference(int contender, Metric metric) {
    double[] own = numbers(contender, metric);
    double[] first = numbers(0, metric);
    for (int i = 0; i < own.length; i++) {
      own[i] -= first[i];
    }
    return Bootstrap.of(own, request.options().seed());
  }

  /** The videos with the first contender's largest L1, worst first. */
  List<ShotOutcome> worst() {
    return measured.stream()
        .filter(outcome -> outcome.worstFrame() >= 0)
        .sorted(
            Comparator.comparingDouble((ShotOutcome outcome) -> -outcome.score(0, Metric.L1))
                .thenComparing(ShotOutcome::name))
        .limit(request.options().worst())
        .toList();
  }

  /**
   * The means with their intervals as lines for a terminal.
   *
   * @return a heading and one line per metric
   */
  public List<String> lines() {
    List<Contender> contenders = request.contenders();
    StringBuilder heading = new StringBuilder(String.format(Locale.ROOT, "%-20s", ""));
    contenders.forEach(each -> heading.append(String.format(Locale.ROOT, " %-26s", each.name())));
    List<String> lines = new ArrayList<>(List.of(heading.toString().stripTrailing()));
    for (Metric metric : metrics()) {
      StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%-20s", metric.heading()));
      for (int i = 0; i < contenders.size(); i++) {
        Bootstrap mean = mean(i, metric);
        line.append(
            String.format(
                Locale.ROOT, " %-26s", metric.format(mean.mean()) + mean.interval(metric::format)));
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }

  private double[] numbers(int contender, Metric metric) {
    return measured.stream().mapToDouble(outcome -> outcome.score(contender, metric)).toArray();
  }
}
