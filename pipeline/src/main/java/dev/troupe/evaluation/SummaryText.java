package dev.troupe.evaluation;

import dev.troupe.evaluation.metrics.Bootstrap;
import dev.troupe.evaluation.metrics.PixelDistance;
import dev.troupe.jobs.Version;
import dev.troupe.problems.Redaction;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** An evaluation's summary for people, as Markdown. */
final class SummaryText {
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
                .formatted(
                    summary.videos(),
                    summary.frames(),
                    Redaction.uri(request.data()),
                    Version.current()))
        .append(
            "Means over videos, in brackets 95 % confidence intervals (percentile bootstrap over"
                + " videos, seed %d). ".formatted(request.options().seed()))
        .append(every(request.options().every()))
        .append("Generated pictures are synthetic.\n\n");
    table(text);
    differences(text);
    paper(text);
    worst(text);
    skipped(text);
    text.append("\n## What is measured\n").append(meanings());
    return text.toString();
  }

  private static String every(int every) {
    return every == 1
        ? ""
        : "Of every %d frames one was measured; flicker is over as many. ".formatted(every);
  }

  /** One line per metric, one column per model: what goes into a model card. */
  private void table(StringBuilder text) {
    List<Contender> contenders = summary.request().contenders();
    heading(text, contenders);
    for (Metric metric : summary.metrics()) {
      text.append("| ").append(metric.heading()).append(" |");
      for (int i = 0; i < contenders.size(); i++) {
        String mark = contenders.size() > 1 && summary.isBest(i, metric) ? "**" : "";
        text.append(' ').append(mark).append(metric.format(summary.mean(i, metric).mean()));
        text.append(mark).append(summary.mean(i, metric).interval(metric::format)).append(" |");
      }
      text.append('\n');
    }
  }

  private void differences(StringBuilder text) {
    List<Contender> contenders = summary.request().contenders();
    if (contenders.size() < 2) {
      return;
    }
    text.append("\n## Difference to ")
        .append(contenders.get(0).name())
        .append(
            ", video by video\n\nWhere an interval does not hold 0, the difference is no"
                + " accident of these videos.\n\n");
    heading(text, contenders.subList(1, contenders.size()));
    for (Metric metric : summary.metrics()) {
      text.append("| ").append(metric.heading()).append(" |");
      for (int i = 1; i < contenders.size(); i++) {
        Bootstrap value = summary.difference(i, metric);
        text.append(value.mean() > 0 ? " +" : " ").append(metric.format(value.mean()));
        text.append(value.interval(metric::format)).append(" |");
      }
      text.append('\n');
    }
  }

  private static void heading(StringBuilder text, List<Contender> contenders) {
    text.append("| | ")
        .append(contenders.stream().map(Contender::name).collect(Collectors.joining(" | ")))
        .append(" |\n|---|")
        .append("---|".repeat(contenders.size()))
        .append('\n');
  }

  private static void paper(StringBuilder text) {
    text.append(
        """

        ## The paper's numbers
        Reconstruction, 256x256 (Siarohin et al., NeurIPS 2019). Other data than this: they show the
        order of magnitude and are no contest. AKD and AED are measured with networks for faces.

        | data | L1 ↓ | AKD (px) ↓ | AED ↓ |
        |---|---|---|---|
        """);
    for (PaperNumbers numbers : PaperNumbers.ALL) {
      text.append("| %s | %s |\n".formatted(numbers.data(), String.join(" | ", numbers.cells())));
    }
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
      missing. Mouth: corners and middles of the lips. PCK: the share that is found within two
      pixels at 128x128; it counts what is missing as wrong, which AKD leaves out.
    - AKD and MKR by network, AED: by the networks that were given.
    """
        .formatted(PixelDistance.MOST_DECIBELS);
  }
}
