package dev.troupe.torchscript;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Stands for a value that is of no use here: an object of an unknown class, a set, raw bytes. Holds
 * its name, and what was put into it as into a dictionary, which classes derived from dictionaries
 * need. Nothing of the named class is ever loaded, made or called.
 */
final class Placeholder {
  private final String name;
  private final Map<Object, Object> items = new LinkedHashMap<>();

  Placeholder(String name) {
    this.name = name;
  }

  /** The name of its class or kind, for people. */
  String name() {
    return name;
  }

  /** Filled in place by the unpickler. */
  Map<Object, Object> items() {
    return items;
  }

  @Override
  public String toString() {
    return "\"" + name + "\"";
  }
}
