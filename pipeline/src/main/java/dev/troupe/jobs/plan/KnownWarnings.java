package dev.troupe.jobs.plan;

import dev.troupe.jobs.AnimateRequest;
import dev.troupe.jobs.batch.InspectedItem;
import dev.troupe.jobs.batch.Inspection;
import dev.troupe.jobs.library.AppearanceFile;
import dev.troupe.jobs.library.Library;
import dev.troupe.jobs.library.MotionFile;
import dev.troupe.jobs.quality.ClipFrame;
import dev.troupe.jobs.quality.PosePair;
import dev.troupe.jobs.quality.Preflight;
import dev.troupe.jobs.quality.Warning;
import dev.troupe.motion.Keypoints;
import dev.troupe.motion.TransferMode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;

/**
 * The preflight's warnings, as far as they are known without computing: of clips whose motion, and
 * of characters whose appearance, is in the library.
 */
final class KnownWarnings {
  /** Enough to see what a batch is like; a plan shall be quick. */
  private static final int MOST_ITEMS = 500;

  private final Library library;
  private final Set<String> warnings = new LinkedHashSet<>();

  private KnownWarnings(Library library) {
    this.library = library;
  }

  /**
   * Checks the first unfinished items.
   *
   * @return one sentence each, beginning with a clip or an output
   */
  static List<String> of(Inspection inspection, Library library) throws IOException {
    List<InspectedItem> items =
        inspection.items().stream()
            .filter(Estimate::isToDo)
            .limit(MOST_ITEMS)
            .sorted(Comparator.comparing(item -> needs(item).motion().key()))
            .toList();
    KnownWarnings known = new KnownWarnings(library);
    known.check(items);
    return List.copyOf(known.warnings);
  }

  private void check(List<InspectedItem> items) throws IOException {
    Set<String> motions = known(library.motions(keys(items, true)));
    Set<String> characters = known(library.appearances(keys(items, false)));
    Map<String, List<InspectedItem>> groups = new LinkedHashMap<>();
    for (InspectedItem item : items) {
      if (motions.contains(needs(item).motion().key())) {
        String group = needs(item).motion().key() + needs(item).range();
        groups.computeIfAbsent(group, any -> new ArrayList<>()).add(item);
      }
    }
    for (List<InspectedItem> group : groups.values()) {
      checkClip(group, characters);
    }
  }

  /** Items that use the same frames: these are read once. */
  private void checkClip(List<InspectedItem> group, Set<String> characters) throws IOException {
    InspectedItem any = group.get(0);
    List<ClipFrame> frames = frames(any);
    for (Warning warning : Preflight.of(frames)) {
      warnings.add("%s: %s".formatted(any.item().driving(), warning.text()));
    }
    Map<String, Keypoints> sources = new TreeMap<>();
    for (InspectedItem item : group) {
      String character = needs(item).character().key();
      OptionalInt reference = reference(item);
      if (characters.contains(character) && reference.isPresent()) {
        if (!sources.containsKey(character)) {
          String file = library.appearance(character);
          sources.put(character, AppearanceFile.read(file).appearance().keypoints());
        }
        PosePair.of(sources.get(character), frames, reference.getAsInt())
            .warning()
            .ifPresent(
                warning ->
                    warnings.add("%s: %s".formatted(item.item().output(), warning.text())));
      }
    }
  }

  /** Warnings speak of seconds after the clip's first frame, as --start does. */
  private List<ClipFrame> frames(InspectedItem item) throws IOException {
    double first = item.clip().clip().orElseThrow().timeline().time(0).toDouble();
    return MotionFile.read(library.motion(needs(item).motion().key()), item.range()).stream()
        .map(
            frame ->
                new ClipFrame(
                    frame.index(), frame.time() - first, frame.keypoints(), frame.quality()))
        .toList();
  }

  /** The reference frame; none where poses do not matter or the nearest is taken anyway. */
  private static OptionalInt reference(InspectedItem item) {
    AnimateRequest.Motion motion = item.item().options().motion();
    if (motion.transfer() == TransferMode.ABSOLUTE) {
      return OptionalInt.empty();
    }
    Optional<AnimateRequest.Reference> wanted = motion.reference();
    return wanted.isPresent() ? wanted.get().index() : OptionalInt.of(item.range().from());
  }

  private static Set<String> known(Map<String, String> files) throws IOException {
    return Library.existing(files);
  }

  private static Set<String> keys(List<InspectedItem> items, boolean motions) {
    Set<String> keys = new LinkedHashSet<>();
    for (InspectedItem item : items) {
      keys.add(motions ? needs(item).motion().key() : needs(item).character().key());
    }
    return keys;
  }

  private static InspectedItem.Needs needs(InspectedItem item) {
    return item.needs().orElseThrow();
  }
}
