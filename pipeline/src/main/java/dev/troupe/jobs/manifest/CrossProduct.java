package dev.troupe.jobs.manifest;

import dev.troupe.source.HadoopFiles;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Every source performs every driving clip. */
public final class CrossProduct {
  /** What a driver can hold. */
  private static final long MOST_ITEMS = 10_000_000;

  private final OutputTemplate output;
  private final ItemOptions options;
  private final Map<Integer, String> wrongNames = new HashMap<>();
  private final List<BatchItem> items = new ArrayList<>();
  private final Mistakes mistakes = new Mistakes(this::nameOf);

  /**
   * A product of inputs to come.
   *
   * @param output how outputs are named
   * @param options how all items are made
   */
  public CrossProduct(OutputTemplate output, ItemOptions options) {
    this.output = output;
    this.options = options;
  }

  /**
   * The items, in the order of the sources' names and, for each, the clips' names.
   *
   * @param sources files of source images, perhaps with wildcards
   * @param drivings files of driving clips, perhaps with wildcards
   * @return at least one item
   * @throws dev.troupe.problems.RequestException with everything that is wrong
   * @throws IOException if a file system fails
   */
  public List<BatchItem> items(List<String> sources, List<String> drivings) throws IOException {
    FileNames fileNames = FileNames.here();
    Map<String, String> sourceNames = names(expand(sources, "--sources", fileNames), "{source}");
    Map<String, String> drivingNames =
        names(expand(drivings, "--drivings", fileNames), "{driving}");
    checkTemplate(sourceNames.size(), drivingNames.size());
    mistakes.check();
    for (Map.Entry<String, String> source : sourceNames.entrySet()) {
      for (Map.Entry<String, String> driving : drivingNames.entrySet()) {
        String name = output.name(source.getKey(), driving.getKey());
        add(source.getValue(), driving.getValue(), name, fileNames);
      }
    }
    mistakes.check();
    OutputRules.check(items, mistakes);
    mistakes.check();
    return items;
  }

  /** Numbers count; to people an item is known by its files. */
  private void add(String source, String driving, String name, FileNames fileNames)
      throws IOException {
    int number = items.size() + wrongNames.size() + 1;
    try {
      items.add(new BatchItem(number, source, driving, fileNames.resolve(name), options));
    } catch (IllegalArgumentException e) {
      wrongNames.put(number, BatchItem.inputNames(source, driving));
      mistakes.add(number, "output: " + e.getMessage());
    }
  }

  private String nameOf(int number) {
    String wrong = wrongNames.get(number);
    return wrong == null ? items.get(number - 1).inputNames() : wrong;
  }

  /** The files that wildcards match, each once and by its one name, sorted. */
  private Set<String> expand(List<String> globs, String option, FileNames fileNames)
      throws IOException {
    List<String> found = new ArrayList<>();
    for (String glob : globs) {
      try {
        for (String file : HadoopFiles.expand(fileNames.resolve(glob))) {
          found.add(fileNames.resolve(file));
        }
      } catch (FileNotFoundException e) {
        mistakes.add("Option %s matches nothing: %s".formatted(option, glob));
      } catch (IllegalArgumentException e) {
        mistakes.add("Option %s: \"%s\": %s".formatted(option, glob, e.getMessage()));
      }
    }
    found.sort(null);
    return new LinkedHashSet<>(found);
  }

  /** The files by what the template calls them. */
  private Map<String, String> names(Set<String> files, String place) {
    Map<String, String> names = new LinkedHashMap<>();
    for (String file : files) {
      String name = OutputTemplate.baseName(file);
      String other = names.putIfAbsent(name, file);
      if (other != null) {
        mistakes.add("%s would mean both %s and %s".formatted(place, other, file));
      } else if (name.equals(".") || name.equals("..")) {
        mistakes.add("%s cannot mean %s: that is no file's name".formatted(place, file));
      }
    }
    return names;
  }

  private void checkTemplate(int sources, int drivings) {
    if (!output.text().toLowerCase(Locale.ROOT).endsWith(".mp4")) {
      mistakes.add("Option --output must end in .mp4, found \"%s\"".formatted(output.text()));
    }
    if (sources > 1 && !output.holdsSource()) {
      mistakes.add(
          "Option --output must hold {source}, for there are %d source images".formatted(sources));
    }
    if (drivings > 1 && !output.holdsDriving()) {
      mistakes.add(
          "Option --output must hold {driving}, for there are %d driving clips"
              .formatted(drivings));
    }
    if ((long) sources * drivings > MOST_ITEMS) {
      mistakes.add(
          String.format(
              Locale.ROOT,
              "Cannot render every source with every clip: expected at most %,d items, found %,d",
              MOST_ITEMS,
              (long) sources * drivings));
    }
  }
}
