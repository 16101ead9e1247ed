package dev.troupe.jobs.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.troupe.jobs.report.Amounts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A plan for people, and for programs. */
public final class PlanText {
  private static final ObjectMapper JSON = JsonMapper.builder().build();
  private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB", "PB"};

  private PlanText() {}

  /**
   * For people.
   *
   * @param plan a plan
   * @return lines
   */
  public static String of(BatchPlan plan) {
    Amounts amounts = plan.amounts();
    Amounts.Effort effort = amounts.effort();
    StringBuilder text = new StringBuilder();
    line(
        text,
        "Items",
        "%,d: %,d up to date, %,d to render (%,d of them begun), %,d cannot be made",
        amounts.inputs().items(),
        amounts.inputs().itemsDone(),
        plan.progress().itemsToRender(),
        plan.progress().itemsPartly(),
        plan.failures().count());
    line(
        text,
        "Inputs",
        "%,d characters (%,d to encode), %,d clips",
        amounts.inputs().characters(),
        plan.progress().charactersToEncode(),
        amounts.inputs().clips());
    line(
        text,
        "Frames",
        "%,d: %,d to render, motion of %,d to capture",
        amounts.frames().all(),
        amounts.frames().toRender(),
        amounts.frames().toCapture());
    line(
        text,
        "Compute",
        "%s of one core, %s on %,d cores%s",
        duration(effort.computeHours() * 3600),
        duration(effort.wallSeconds()),
        effort.cores(),
        origin(plan.speeds()));
    effort.cost().ifPresent(cost -> line(text, "Cost", cost < 1 ? "%.4f" : "%,.2f", cost));
    line(
        text,
        "Data",
        "%s read, about %s written",
        size((double) amounts.bytes().read()),
        size((double) amounts.bytes().written()));
    plan.warnings().forEach(warning -> text.append("Warning: ").append(warning).append('\n'));
    plan.failures().reasons().forEach(reason -> text.append(reason).append('\n'));
    long more = plan.failures().count() - plan.failures().reasons().size();
    if (more > 0) {
      text.append(String.format(Locale.ROOT, "%,d more cannot be made%n", more));
    }
    return text.toString();
  }

  /**
   * For programs.
   *
   * @param plan a plan
   * @return one JSON object and a line feed
   */
  public static String json(BatchPlan plan) {
    Amounts amounts = plan.amounts();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("items", amounts.inputs().items());
    json.put("itemsDone", amounts.inputs().itemsDone());
    json.put("itemsPartly", plan.progress().itemsPartly());
    json.put("itemsToRender", plan.progress().itemsToRender());
    json.put("itemsFailed", plan.failures().count());
    json.put("clips", amounts.inputs().clips());
    json.put("characters", amounts.inputs().characters());
    json.put("charactersToEncode", plan.progress().charactersToEncode());
    json.put("frames", amounts.frames().all());
    json.put("framesToCapture", amounts.frames().toCapture());
    json.put("framesToRender", amounts.frames().toRender());
    json.put("segmentsCommitted", plan.progress().segmentsCommitted());
    json.put("computeHours", amounts.effort().computeHours());
    json.put("wallSeconds", amounts.effort().wallSeconds());
    json.put("cores", amounts.effort().cores());
    amounts.effort().cost().ifPresent(cost -> json.put("cost", cost));
    json.put("bytesRead", amounts.bytes().read());
    json.put("bytesWritten", amounts.bytes().written());
    json.put("speeds", plan.speeds().stream().map(PlanText::speed).toList());
    json.put("warnings", plan.warnings());
    json.put("failures", plan.failures().reasons());
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("numbers and texts can be written", e);
    }
  }

  private static Map<String, Object> speed(Speed speed) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("model", speed.throughput().model());
    json.put("device", speed.throughput().device());
    json.put("captureFramesPerCoreSecond", speed.throughput().captureFramesPerCoreSecond());
    json.put("renderFramesPerCoreSecond", speed.throughput().renderFramesPerCoreSecond());
    json.put("overheadSecondsPerItem", speed.throughput().overheadSecondsPerItem());
    json.put("origin", speed.origin().name().toLowerCase(Locale.ROOT));
    return json;
  }

  private static String origin(List<Speed> speeds) {
    if (speeds.isEmpty()) {
      return "";
    }
    boolean recorded = speeds.stream().allMatch(each -> each.origin() == Speed.Origin.RECORDED);
    return recorded ? " (by earlier runs)" : " (by a short test on this machine)";
  }

  private static void line(StringBuilder text, String title, String format, Object... values) {
    text.append(String.format(Locale.ROOT, "%-8s ", title))
        .append(String.format(Locale.ROOT, format, values))
        .append('\n');
  }

  private static String duration(double seconds) {
    if (seconds < 120) {
      return String.format(Locale.ROOT, "%.0f s", seconds);
    }
    return seconds < 7200
        ? String.format(Locale.ROOT, "%.0f min", seconds / 60)
        : String.format(Locale.ROOT, "%,.1f h", seconds / 3600);
  }

  private static String size(double bytes) {
    int unit = 0;
    double value = bytes;
    for (; value >= 1000 && unit < UNITS.length - 1; unit++) {
      value /= 1000;
    }
    return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", value, UNITS[unit]);
  }
}
