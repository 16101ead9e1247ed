package dev.troupe.jobs.manifest;

import dev.troupe.jobs.AnimateRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds outputs that stand in each other's way, or in that of an input. */
final class OutputRules {
  /** What the name of the JSON file beside a video has more than the video's. */
  private static final String SIDECAR = ".json";

  private final List<BatchItem> items;
  private final Mistakes mistakes;
  private final Map<String, Integer> inputs = new HashMap<>();
  private final Map<String, Integer> outputs;
  private final Set<String> soundFolders = new HashSet<>();
  private final RealPlaces places = new RealPlaces();

  private OutputRules(List<BatchItem> items, Mistakes mistakes) {
    this.items = items;
    this.mistakes = mistakes;
    this.outputs = new HashMap<>(items.size() * 2);
  }

  static void check(List<BatchItem> items, Mistakes mistakes) {
    new OutputRules(items, mistakes).check();
  }

  private void check() {
    for (BatchItem item : items) {
      inputs.putIfAbsent(places.of(item.source()), item.line());
      inputs.putIfAbsent(places.of(item.driving()), item.line());
    }
    items.forEach(this::checkDistinct);
    items.forEach(this::checkFolders);
  }

  private void checkDistinct(BatchItem item) {
    for (String output : outputs(item)) {
      String place = places.of(output);
      Integer other = outputs.putIfAbsent(place, item.line());
      if (other != null) {
        mistakes.add(
            item.line(), "output: %s is also that of %s".formatted(output, nameOf(other, item)));
      }
      checkNoInput(item, "", output);
    }
    checkNoInput(item, "the file beside it ", item.output() + SIDECAR);
  }

  private void checkNoInput(BatchItem item, String what, String file) {
    Integer input = inputs.get(places.of(file));
    if (input != null) {
      mistakes.add(
          item.line(), "output: %s%s is an input of %s".formatted(what, file, nameOf(input, item)));
    }
  }

  /** No output lies in what another output replaces, or in a folder that is a clip. */
  private void checkFolders(BatchItem item) {
    for (String output : outputs(item)) {
      String folder = parent(places.of(output));
      if (soundFolders.contains(folder)) {
        continue;
      }
      String inTheWay = folder;
      while (!inTheWay.isEmpty()
          && !isOutput(inTheWay)
          && !inputs.containsKey(inTheWay)
          && !inTheWay.endsWith("/" + ItemReader.WORK_FOLDER)) {
        inTheWay = parent(inTheWay);
      }
      if (inTheWay.isEmpty()) {
        soundFolders.add(folder);
      } else {
        mistakes.add(
            item.line(),
            "output: %s lies inside %s, which is %s".formatted(output, inTheWay, whatIs(inTheWay)));
      }
    }
  }

  private boolean isOutput(String place) {
    return outputs.containsKey(place)
        || (place.endsWith(SIDECAR)
            && outputs.containsKey(place.substring(0, place.length() - SIDECAR.length())));
  }

  private String whatIs(String place) {
    if (inputs.containsKey(place)) {
      return "an input";
    }
    return isOutput(place) ? "an output" : "Troupe's folder for unfinished work";
  }

  private String nameOf(int line, BatchItem item) {
    return line == item.line() ? "the same item" : mistakes.nameOf(line);
  }

  /** Everything an item publishes under a name that another one might choose. */
  private static List<String> outputs(BatchItem item) {
    ItemOptions options = item.options();
    if (!options.compare() && !options.visualize() && !options.frames()) {
      return List.of(item.output());
    }
    List<String> all = new ArrayList<>();
    all.add(item.output());
    String stem = item.output().substring(0, item.output().lastIndexOf('.'));
    String suffix = item.output().substring(stem.length());
    if (options.compare()) {
      all.add(stem + "-compare" + suffix);
    }
    if (options.visualize()) {
      all.add(stem + "-visualize" + suffix);
    }
    AnimateRequest.Extras extras = item.request(false).outputs().extras();
    extras.frames().ifPresent(all::add);
    return all;
  }

  private static String parent(String place) {
    return place.substring(0, Math.max(0, place.lastIndexOf('/')));
  }
}
