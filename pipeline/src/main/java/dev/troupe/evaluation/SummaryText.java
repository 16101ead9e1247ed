package dev.troupe.evaluation;

import dev.troupe.evaluation.metrics.Bootstrap;
import dev.troupe.evaluation.metrics.PixelDistance;
import dev.troupe.jobs.Version;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** An evaluation's summary for people, as Markdown. */
final class SummaryText {
  /** From the paper (Siarohin et al., NeurIPS 2019): reconstruction, 256x256. */
  private static final String PAPER =
      """
      ## The paper's numbers
      Reconstruction, 256x256, other data than this: they show the order of magnitude and are no
      contest. AKD and AED are measured with networks for faces and people.

      | data | L1 | AKD | AED |
      |---|---|---|---|
      | VoxCeleb | 0.043 | 1.294 | 0.140 |
      | Tai-Chi-HD | 0.063 | – | – |
      | Nemo | 0.016 | – | – |
      | Bair | 0.027 | – | – |
      """;

  private final Summary summary;
  private final List<String> worstFiles;

  SummaryText(Summary summary, List<String> worstFiles) {
    this.summary = summary;
    this.worstFiles = worstFiles;
  }

  String text() {
    EvaluationRequest request = summary.request();
    StringBuilder text = new StringBuilder();
    text.append("# Evaluation: ")
        .append(request.mode().name().toLowerCase(Locale.ROOT))
        .append(
            "\n\n%d videos, %d frames of `%s`, Troupe %s. "
                .formatted(summary.videos(), summary.frames(), request.data(), Version.current()))
        .append(
            "Means over videos, in brackets 95 % confidence intervals (percentile bootstrap over"
                + " videos, seed %d). ".formatted(request.options().seed()))
        .append("Generated pictures are synthetic.\n\n");
    table(text);
    differences(text);
    text.append('\n').append(PAPER);
    worst(text);
    skipped(text);
    text.append("\n## What is measured\n").append(meanings());
    return text.toString();
  }

  private void table(StringBuilder text) {
    List<Metric> metrics = summary.metrics();
    heading(text, metrics);
    for (int i = 0; i < summary.request().contenders().size(); i++) {
      text.append("| ").append(summary.request().contenders().get(i).name()).append(" |");
      for (Metric metric : metrics) {
        cell(text, metric, summary.mean(i, metric), "");
      }
      text.append('\n');
    }
  }

  private void differences(StringBuilder text) {
    List<Contender> contenders = summary.request().contenders();
    if (contenders.size() < 2) {
      return;
    }
    List<Metric> metrics = summary.metrics();
    text.append("\n## Difference to ")
        .append(contenders.get(0).name())
        .append(", video by video\n\n");
    heading(text, metrics);
    for (int i = 1; i < contenders.size(); i++) {
      text.append("| ").append(contenders.get(i).name()).append(" |");
      for (Metric metric : metrics) {
        cell(text, metric, summary.difference(i, metric), "+");
      }
      text.append('\n');
    }
  }

  private static void heading(StringBuilder text, List<Metric> metrics) {
    text.append("| model | ")
        .append(metrics.stream().map(Metric::heading).collect(Collectors.joining(" | ")))
        .append(" |\n|---|")
        .append("---|".repeat(metrics.size()))
        .append('\n');
  }

  private static void cell(StringBuilder text, Metric metric, Bootstrap value, String plus) {
    text.append(' ').append(value.mean() > 0 ? plus : "").append(metric.format(value.mean()));
    if (value.count() > 1) {
      text.append(" [%s, %s]".formatted(metric.format(value.low()), metric.format(value.high())));
    }
    text.append(" |");
  }

  private void worst(StringBuilder text) {
    List<ShotOutcome> worst = summary.worst();
    if (worst.isEmpty()) {
      return;
    }
    boolean pairs = summary.request().mode() == EvaluationRequest.Mode.ANIMATION;
    String names =
        summary.request().contenders().stream()
            .map(Contender::name)
            .collect(Collectors.joining(", "));
    text.append("\n## Worst cases of ")
        .append(summary.request().contenders().get(0).name())
        .append("\nBy L1; from left to right: source, ")
        .append(pairs ? "driving, truth, " : "truth, ")
        .append(names)
        .append(".\n\n");
    for (int i = 0; i < worst.size(); i++) {
      ShotOutcome outcome = worst.get(i);
      text.append(
          "%s, frame %d, L1 of the video %s\n\n![%s](%s)\n\n"
              .formatted(
                  outcome.name(),
                  outcome.worstFrame(),
                  Metric.L1.format(outcome.score(0, Metric.L1)),
                  outcome.name(),
                  worstFiles.get(i).replace("#", "%23")));
    }
  }

  private void skipped(StringBuilder text) {
    if (!summary.problems().isEmpty()) {
      text.append("\n## Left out\n");
      summary.problems().forEach(problem -> text.append("- ").append(problem).append('\n'));
    }
  }

  private static String meanings() {
    return """
    - L1: mean absolute difference of pixels in [0, 1]. PSNR: of a whole video, at most %.0f dB.
    - SSIM, MS-SSIM: on brightness, Gaussian window of 11 pixels; MS-SSIM over as many of its
      five scales as fit the picture.
    - flicker: mean absolute difference between the change from frame to frame and the true one.
    - AKD, MKR: a small patch of the true picture around each true landmark is looked for in the
      generated picture. AKD is the mean distance in pixels at which it is found, MKR the share
      that is found nowhere near. Eyes: corners and pupils; a lid shut at the wrong time is
      missing. Mouth: corners and middles of the lips.
    - AKD and MKR by network, AED: by the networks that were given.
    """
        .formatted(PixelDistance.MOST_DECIBELS);
  }
}
