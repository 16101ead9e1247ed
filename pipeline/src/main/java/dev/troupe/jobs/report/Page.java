package dev.troupe.jobs.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pebbletemplates.pebble.PebbleEngine;
import io.pebbletemplates.pebble.loader.ClasspathLoader;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;

/**
 * The report as one HTML page that needs nothing beside itself: no network, no other file. File
 * names are untrusted: the template escapes every value, and the page's own policy lets no script
 * run but the two that are written into it.
 */
final class Page {
  private static final String RESOURCES = "/dev/troupe/report/";
  private static final String CHART_PROPERTIES =
      "/META-INF/maven/org.webjars.npm/chart.js/pom.properties";
  private static final String CHART =
      "/META-INF/resources/webjars/chart.js/%s/dist/chart.umd.min.js";

  private Page() {}

  /** The page's bytes, UTF-8; links lead from where it will be. */
  static byte[] of(RunJson.Written written, PageFacts facts, PageLinks links) throws IOException {
    String chart = facts.throughput().steps().isEmpty() ? "" : chart();
    String script = resource(RESOURCES + "page.js");
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("page", PageHead.of(written, facts, links));
    values.put("about", PageHead.about(written));
    values.put("css", resource(RESOURCES + "page.css"));
    values.put("chart", chart);
    values.put("script", script);
    values.put("throughput", json(throughput(written.run(), facts)));
    values.put("policy", policy(List.of(chart, script)));
    StringWriter page = new StringWriter();
    engine().getTemplate("dev/troupe/report/page.html").evaluate(page, values, Locale.ROOT);
    return page.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static PebbleEngine engine() {
    return new PebbleEngine.Builder()
        .loader(new ClasspathLoader(Page.class.getClassLoader()))
        .autoEscaping(true)
        .strictVariables(true)
        .cacheActive(false)
        .build();
  }

  private static String policy(List<String> scripts) {
    StringBuilder policy =
        new StringBuilder(
            "default-src 'none'; img-src data:; media-src 'self' file:; style-src 'unsafe-inline'");
    policy.append("; base-uri 'none'; form-action 'none'; script-src");
    for (String script : scripts) {
      policy.append(" 'sha256-").append(hash(script)).append('\'');
    }
    return policy.toString();
  }

  private static String hash(String script) {
    try {
      byte[] bytes = script.getBytes(StandardCharsets.UTF_8);
      return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** Labels are times since the begin, so that readers in other time zones see the same. */
  private static Map<String, Object> throughput(RunFacts run, PageFacts facts) {
    long begin = run.times().begin().getEpochSecond();
    List<String> labels = new ArrayList<>();
    List<Double> speeds = new ArrayList<>();
    for (Throughput.Step step : facts.throughput().steps()) {
      labels.add(Texts.clock(Math.max(0, step.epochSecond() - begin)));
      speeds.add(Math.round(100 * step.framesPerSecond()) / 100.0);
    }
    Map<String, Object> throughput = new LinkedHashMap<>();
    throughput.put("labels", labels);
    throughput.put("framesPerSecond", speeds);
    return throughput;
  }

  /** JSON that cannot end the element it stands in. */
  private static String json(Object value) throws JsonProcessingException {
    return new ObjectMapper().writeValueAsString(value).replace("<", "\\u003c");
  }

  private static String chart() throws IOException {
    Properties properties = new Properties();
    try (InputStream in = open(CHART_PROPERTIES)) {
      properties.load(in);
    }
    String script = resource(CHART.formatted(properties.getProperty("version")));
    int map = script.lastIndexOf("//# sourceMappingURL=");
    return map < 0 ? script : script.substring(0, map);
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = open(name)) {
      // Browsers hash scripts after they have made line ends of one kind.
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
    }
  }

  private static InputStream open(String name) {
    InputStream in = Page.class.getResourceAsStream(name);
    if (in == null) {
      throw new IllegalStateException("the build left out " + name);
    }
    return in;
  }
}
