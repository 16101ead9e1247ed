package dev.troupe.jobs.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** Writes measurements as {@code bench.json} and, with charts, as {@code bench.html}. */
public final class BenchPage {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final StringBuilder html = new StringBuilder();

  private BenchPage() {}

  /**
   * Writes both files; the page needs nothing beside itself.
   *
   * @param result what was measured
   * @param folder is created
   * @return the page
   * @throws IOException if it cannot be written
   */
  public static Path write(BenchResult result, Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.write(folder.resolve("bench.json"), JSON.writeValueAsBytes(result));
    Path page = folder.resolve("bench.html");
    return Files.write(page, new BenchPage().page(result).getBytes(StandardCharsets.UTF_8));
  }

  private String page(BenchResult result) {
    html.append(
        """
        <!doctype html><html lang="en"><meta charset="utf-8"><title>Troupe measured</title>
        <style>body{font:15px system-ui,sans-serif;max-width:60em;margin:2em auto;padding:0 1em}
        table{border-collapse:collapse;margin:1em 0}td,th{padding:.2em .8em;text-align:right;
        border-bottom:1px solid #ddd}td:first-child,th:first-child{text-align:left}
        svg{display:block;margin:1em 0}</style><h1>Troupe measured</h1>
        """);
    machine(result.machine());
    result.faults().forEach(fault -> paragraph("%s", fault));
    reference(result.reference());
    jobs(result);
    ratios(result.ratios());
    stages(result.stages());
    training(result.training());
    memory(result.memory());
    scale(result.scale());
    return html.append("</html>\n").toString();
  }

  private void machine(BenchResult.Machine machine) {
    paragraph(
        "%s, %d cores, %.1f GB; %s; %s. Large matrices: %s.",
        machine.processor(),
        machine.cores(),
        machine.memoryBytes() / 1e9,
        machine.system(),
        machine.engine(),
        numbers(machine.peakGigaflops(), "%s %.0f GFLOP/s a thread"));
  }

  private void reference(BenchResult.Reference reference) {
    heading("The loop without Troupe");
    paragraph(
        "%s: %.2f frames/s on %d threads, %.1f GFLOP a frame, decoding and encoding not counted."
            + " Largest difference of a colour (0 to 1) between its frames and Troupe's: %s; PSNR:"
            + " %s.",
        reference.network(),
        reference.framesPerSecond(),
        reference.threads(),
        reference.gigaflopPerFrame(),
        numbers(reference.largestDifference(), "%s %.1e"),
        numbers(reference.psnr(), "%s %.1f dB"));
  }

  private void jobs(BenchResult result) {
    heading("Whole jobs");
    Map<String, Double> bars = new LinkedHashMap<>();
    bars.put("reference loop", result.reference().framesPerSecond());
    result
        .jobs()
        .forEach(
            job ->
                bars.put(
                    "%d x %s, %s".formatted(job.characters(), job.precision(), job.where()),
                    job.framesPerSecond()));
    chart("frames/s", bars);
    table(
        List.of(
            "characters",
            "precision",
            "cores or executors",
            "frames",
            "seconds",
            "frames/s",
            "in networks",
            "peak MB",
            "cost a minute"),
        result.jobs(),
        job ->
            List.of(
                "" + job.characters(),
                job.precision(),
                job.where(),
                "" + job.frames(),
                text("%.1f", job.wallSeconds()),
                text("%.2f", job.framesPerSecond()),
                text("%.0f %%", 100 * job.networkShare()),
                "" + job.peakMegabytes(),
                text("%.4f", job.costPerMinute())));
  }

  private void ratios(Map<String, Double> ratios) {
    heading("Times as fast");
    table(
        List.of("what", "times"),
        List.copyOf(ratios.entrySet()),
        entry -> List.of(entry.getKey(), text("%.2f", entry.getValue())));
  }

  private void stages(List<BenchResult.Stage> stages) {
    heading("Networks on one core");
    table(
        List.of("network", "precision", "batch", "ms a frame", "GFLOP/s", "of matrix rate"),
        stages,
        stage ->
            List.of(
                stage.name(),
                stage.precision(),
                "" + stage.batch(),
                text("%.1f", stage.millisecondsPerFrame()),
                text("%.0f", stage.gigaflops()),
                text("%.0f %%", 100 * stage.shareOfPeak())));
  }

  private void training(List<BenchResult.Training> training) {
    heading("Training steps");
    paragraph(
        "Forward, backward and optimisers on twelve pairs of frames of 128x128, all cores; reference: the"
            + " paper's implementation's step on the same engine, with the same terms.");
    table(
        List.of("step", "steps/s", "processor seconds", "times the reference"),
        training,
        step ->
            List.of(
                step.name(),
                text("%.3f", step.stepsPerSecond()),
                text("%.2f", step.processorSeconds()),
                text("%.2f", step.besideReference())));
  }

  private void memory(List<BenchResult.Memory> memory) {
    heading("Memory by clip length");
    Map<String, Double> bars = new LinkedHashMap<>();
    memory.forEach(
        point -> bars.put(point.clipFrames() + " frames", (double) point.peakMegabytes()));
    chart("MB", bars);
  }

  private void scale(BenchResult.Scale scale) {
    heading("Larger clusters, simulated");
    paragraph(
        "Not measured: a simulation of one driver and many single-core executors from a segment's"
            + " measured time (%.2f s) and the driver's measured cost of an empty task (%.2f ms)."
            + " Networks between machines and stragglers are not in it.",
        scale.taskSeconds(), scale.driverMilliseconds());
    table(
        List.of("executors", "segments", "seconds", "efficiency", "driver busy"),
        scale.points(),
        point ->
            List.of(
                "" + point.executors(),
                "" + point.tasks(),
                text("%.1f", point.wallSeconds()),
                text("%.0f %%", 100 * point.efficiency()),
                text("%.0f %%", 100 * point.driverShare())));
  }

  private void heading(String words) {
    html.append("<h2>").append(escaped(words)).append("</h2>\n");
  }

  private void paragraph(String format, Object... values) {
    html.append("<p>").append(escaped(text(format, values))).append("</p>\n");
  }

  private <T> void table(List<String> head, List<T> rows, Function<T, List<String>> cells) {
    html.append("<table>");
    row("th", head);
    rows.forEach(row -> row("td", cells.apply(row)));
    html.append("</table>\n");
  }

  private void row(String tag, List<String> cells) {
    html.append("<tr>");
    cells.forEach(
        cell ->
            html.append('<')
                .append(tag)
                .append('>')
                .append(escaped(cell))
                .append("</" + tag + ">"));
    html.append("</tr>\n");
  }

  /** Horizontal bars. */
  private void chart(String unit, Map<String, Double> bars) {
    double most = bars.values().stream().mapToDouble(Double::doubleValue).max().orElse(1);
    int height = 26 * bars.size();
    html.append(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"720\" height=\"%d\" role=\"img\">"
            .formatted(height));
    int y = 0;
    for (Map.Entry<String, Double> bar : bars.entrySet()) {
      double width = 400 * bar.getValue() / Math.max(most, 1e-9);
      html.append(
          text(
              "<text x=\"0\" y=\"%d\">%s</text><rect x=\"210\" y=\"%d\" width=\"%.1f\" height=\"18\""
                  + " fill=\"#3a6ea5\"/><text x=\"%.1f\" y=\"%d\">%.1f %s</text>",
              y + 16,
              escaped(bar.getKey()),
              y + 3,
              width,
              216 + width,
              y + 16,
              bar.getValue(),
              escaped(unit)));
      y += 26;
    }
    html.append("</svg>\n");
  }

  private static String numbers(Map<String, Double> values, String format) {
    List<String> words = new ArrayList<>();
    values.forEach((name, value) -> words.add(text(format, name, value)));
    return String.join(", ", words);
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  private static String escaped(String words) {
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
