package dev.troupe.jobs.batch;

import dev.troupe.inference.Compute;
import dev.troupe.jobs.RenderPlan;
import dev.troupe.jobs.library.AppearanceFile;
import dev.troupe.jobs.library.Library;
import dev.troupe.jobs.manifest.ItemOptions;
import dev.troupe.problems.BadDataException;
import dev.troupe.source.Concurrently;
import dev.troupe.source.FileFacts;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Divides items into groups whose characters' appearances together stay under a bound, whatever
 * their number, because every executor holds those of the group it works on.
 */
final class Groups {
  /** Rows about the frames of a group pass through the driver's memory. */
  private static final long MOST_FRAMES = 1_000_000;

  private final Compute compute;
  private final Library library;
  private final long bound;

  Groups(Compute compute, Library library, long bound) {
    this.compute = compute;
    this.library = library;
    this.bound = bound;
  }

  /** The numbers of items that are rendered together, in the order of characters and clips. */
  List<List<Integer>> divide(List<InspectedItem> items, List<Integer> numbers) throws IOException {
    List<Integer> sorted = new ArrayList<>(numbers);
    sorted.sort(
        Comparator.comparing((Integer number) -> needs(items, number).character().key())
            .thenComparing(number -> needs(items, number).motion().key())
            .thenComparing(Comparator.naturalOrder()));
    Map<String, Long> sizes = sizes(items, numbers);
    List<List<Integer>> groups = new ArrayList<>();
    List<Integer> group = new ArrayList<>();
    String last = "";
    long bytes = 0;
    long frames = 0;
    for (Integer number : sorted) {
      InspectedItem.Needs needs = needs(items, number);
      String character = needs.character().key();
      long size = sizes.getOrDefault(character, 0L);
      boolean isNew = !character.equals(last);
      boolean isFull =
          (isNew && bytes + size > bound) || frames + needs.range().count() > MOST_FRAMES;
      if (isFull && !group.isEmpty()) {
        groups.add(group);
        group = new ArrayList<>();
        bytes = 0;
        frames = 0;
        isNew = true;
      }
      bytes += isNew ? size : 0;
      frames += needs.range().count();
      last = character;
      group.add(number);
    }
    if (!group.isEmpty()) {
      groups.add(group);
    }
    return groups;
  }

  private Map<String, Long> sizes(List<InspectedItem> items, List<Integer> numbers)
      throws IOException {
    Map<String, String> files = new LinkedHashMap<>();
    for (Integer number : numbers) {
      String key = needs(items, number).character().key();
      files.computeIfAbsent(key, library::appearance);
    }
    Map<String, FileFacts> found = FileFacts.find(files.values());
    Map<String, Long> sizes = new LinkedHashMap<>();
    files.forEach(
        (key, file) -> {
          FileFacts facts = found.get(file);
          sizes.put(key, facts == null ? 0 : facts.bytes());
        });
    return sizes;
  }

  /** The characters of a group by key; those that are gone or damaged are left out. */
  Map<String, RenderPlan.Source> characters(List<InspectedItem> items, List<Integer> group)
      throws IOException {
    List<String> keys =
        group.stream().map(number -> needs(items, number).character().key()).distinct().toList();
    List<Optional<RenderPlan.Source>> found = Concurrently.map(keys, this::load);
    Map<String, RenderPlan.Source> characters = new LinkedHashMap<>();
    for (int i = 0; i < keys.size(); i++) {
      String key = keys.get(i);
      found.get(i).ifPresent(character -> characters.put(key, character));
    }
    return characters;
  }

  /** Loads what a group's tasks share. */
  GroupPlan load(List<InspectedItem> items, List<Integer> group) throws IOException {
    return load(items, group, characters(items, group));
  }

  /** Loads what a group's tasks share, but for the characters, which are all there. */
  GroupPlan load(
      List<InspectedItem> items, List<Integer> group, Map<String, RenderPlan.Source> characterByKey)
      throws IOException {
    Numbering<ItemOptions, ItemOptions> options = new Numbering<>();
    Numbering<String, RenderPlan.Source> characters = new Numbering<>();
    Numbering<String, NeededMotion> motions = new Numbering<>();
    List<GroupPlan.Work> works = new ArrayList<>(group.size());
    for (Integer number : group) {
      InspectedItem item = items.get(number);
      InspectedItem.Needs needs = needs(items, number);
      GroupPlan.Parts parts =
          new GroupPlan.Parts(
              options.of(item.item().options(), item.item().options()),
              characters.of(
                  needs.character().key(),
                  Objects.requireNonNull(characterByKey.get(needs.character().key()))),
              motions.of(needs.motion().key(), needs.motion()));
      works.add(
          new GroupPlan.Work(
              new GroupPlan.Names(
                  item.item().line(),
                  item.item().source(),
                  item.item().driving(),
                  item.item().output()),
              parts,
              needs.range(),
              needs.key(),
              item.source().hash()));
    }
    return new GroupPlan(
        compute,
        options.values(),
        characters.values(),
        motions.values().stream().map(this::motion).toList(),
        works);
  }

  private Optional<RenderPlan.Source> load(String key) throws IOException {
    try {
      AppearanceFile.EncodedSource character = AppearanceFile.read(library.appearance(key));
      return Optional.of(
          new RenderPlan.Source(
              character.picture().bgr(), character.picture().size(), character.appearance()));
    } catch (BadDataException | FileNotFoundException | NoSuchFileException e) {
      return Optional.empty(); // made again by whoever may
    }
  }

  private GroupPlan.Motion motion(NeededMotion needed) {
    return new GroupPlan.Motion(
        library.motion(needed.key()), needed.clip().clip().orElseThrow(), needed.clip().hash());
  }

  private static InspectedItem.Needs needs(List<InspectedItem> items, int number) {
    return items.get(number).needs().orElseThrow();
  }

  /** Numbers different things from 0 in the order they come. */
  private static final class Numbering<K, V> {
    private final Map<K, Integer> numbers = new LinkedHashMap<>();
    private final List<V> values = new ArrayList<>();

    int of(K key, V value) {
      Integer known = numbers.putIfAbsent(key, values.size());
      if (known == null) {
        values.add(value);
        return values.size() - 1;
      }
      return known;
    }

    List<V> values() {
      return values;
    }
  }
}
