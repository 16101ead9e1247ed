package dev.troupe.training;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A part of a configuration file; a value of the wrong kind is reported and replaced.
 *
 * @param path how users know the part
 * @param node what is there
 * @param mistakes receives a sentence per wrong value
 */
record ConfigSection(String path, JsonNode node, Consumer<String> mistakes) {

  boolean present() {
    return node.isObject();
  }

  ConfigSection section(String key) {
    return new ConfigSection(key, node.path(key), mistakes);
  }

  int integer(String key, int otherwise) {
    JsonNode value = node.path(key);
    if (value.isInt()) {
      return value.intValue();
    }
    return wrong(key, "an integer", value, otherwise);
  }

  double number(String key, double otherwise) {
    JsonNode value = node.path(key);
    if (value.isNumber()) {
      return value.doubleValue();
    }
    return wrong(key, "a number", value, otherwise);
  }

  boolean flag(String key, boolean otherwise) {
    JsonNode value = node.path(key);
    if (value.isBoolean()) {
      return value.booleanValue();
    }
    return wrong(key, "true or false", value, otherwise);
  }

  List<Double> numbers(String key, List<Double> otherwise) {
    JsonNode value = node.path(key);
    List<Double> numbers = new ArrayList<>();
    boolean good = value.isArray();
    for (JsonNode item : value) {
      good &= item.isNumber();
      numbers.add(item.doubleValue());
    }
    return good ? numbers : wrong(key, "a list of numbers", value, otherwise);
  }

  private <T> T wrong(String key, String expected, JsonNode value, T otherwise) {
    if (!value.isMissingNode()) {
      mistakes.accept("%s.%s must be %s, found %s".formatted(path, key, expected, value));
    }
    return otherwise;
  }
}
