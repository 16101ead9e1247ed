package dev.troupe.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The repository's own files. */
final class Checkout {
  static final Path ROOT = Path.of(System.getProperty("troupe.root"));

  private Checkout() {}

  /** Files in a folder and those in it, with one of the endings, sorted. */
  static List<Path> files(String folder, String... endings) throws IOException {
    try (Stream<Path> all = Files.walk(ROOT.resolve(folder))) {
      return all.filter(Files::isRegularFile)
          .filter(file -> Stream.of(endings).anyMatch(file.toString()::endsWith))
          .sorted()
          .toList();
    }
  }

  /** A file of settings as spark-submit reads it. */
  static Map<String, String> settings(Path file) throws IOException {
    Properties properties = new Properties();
    try (var reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    }
    Map<String, String> settings = new TreeMap<>();
    properties.stringPropertyNames().forEach(key -> settings.put(key, properties.getProperty(key)));
    return settings;
  }

  /** The settings of a profile. */
  static Map<String, String> profile(String name) throws IOException {
    return settings(ROOT.resolve("conf/spark").resolve(name + ".conf"));
  }
}
