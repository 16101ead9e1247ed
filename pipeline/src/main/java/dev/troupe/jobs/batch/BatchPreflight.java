package dev.troupe.jobs.batch;

import dev.troupe.inference.Compute;
import dev.troupe.jobs.Progress;
import dev.troupe.jobs.RenderPlan;
import dev.troupe.jobs.Sessions;
import dev.troupe.jobs.library.Library;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;

/**
 * Looks before compute for what will probably spoil results, as far as the library knows clips and
 * characters: the rest is looked at when it has been captured and encoded.
 */
public final class BatchPreflight {
  private BatchPreflight() {}

  /**
   * What preflight says of an item.
   *
   * @param item which
   * @param warnings one sentence each, at least one
   */
  public record Warned(InspectedItem item, List<String> warnings) {}

  /**
   * Looks at the items that are not done.
   *
   * @param session where it runs; asked for if there is something to look at
   * @param compute device and batches
   * @param library the library's URI
   * @param inspection what is known of the batch
   * @return the items with warnings, in the batch's order as far as they are known
   * @throws IOException if a file system fails
   */
  public static List<Warned> of(
      Supplier<Sessions.Session> session, Compute compute, String library, Inspection inspection)
      throws IOException {
    List<Integer> known = known(inspection);
    return known.isEmpty()
        ? List.of()
        : of(session.get().spark(), compute, library, inspection, known);
  }

  private static List<Warned> of(
      SparkSession spark,
      Compute compute,
      String library,
      Inspection inspection,
      List<Integer> known)
      throws IOException {
    List<InspectedItem> items = inspection.items();
    Setting setting = new Setting(spark, compute, Progress.NONE);
    Groups groups = new Groups(compute, new Library(library), setting.groupBytes());
    JavaSparkContext context = setting.context();
    List<ItemCheck> checks = new ArrayList<>();
    List<Integer> numbers = new ArrayList<>();
    for (List<Integer> divided : groups.divide(items, known)) {
      Map<String, RenderPlan.Source> characters = groups.characters(items, divided);
      List<Integer> group =
          divided.stream()
              .filter(
                  number ->
                      characters.containsKey(
                          items.get(number).needs().orElseThrow().character().key()))
              .toList();
      Broadcast<GroupPlan> shared = context.broadcast(groups.load(items, group, characters));
      try {
        for (ItemCheck check : CheckItems.run(context, shared)) {
          checks.add(check);
          numbers.add(group.get(check.work()));
        }
      } finally {
        shared.destroy();
      }
    }
    return IntStream.range(0, checks.size())
        .boxed()
        .filter(i -> !texts(checks.get(i)).isEmpty())
        .sorted((a, b) -> numbers.get(a) - numbers.get(b))
        .map(i -> new Warned(items.get(numbers.get(i)), texts(checks.get(i))))
        .toList();
  }

  private static List<String> texts(ItemCheck check) {
    return check.failure() == null ? check.warnings() : List.of(check.failure());
  }

  /** Unfinished items whose motion and appearance are in the library. */
  private static List<Integer> known(Inspection inspection) {
    Set<String> missing =
        inspection.missingMotions().stream().map(NeededMotion::key).collect(Collectors.toSet());
    inspection.missingCharacters().forEach(character -> missing.add(character.key()));
    List<Integer> known = new ArrayList<>();
    for (int i = 0; i < inspection.items().size(); i++) {
      InspectedItem item = inspection.items().get(i);
      if (item.isOpen()
          && item.needs().isPresent()
          && !missing.contains(item.needs().get().motion().key())
          && !missing.contains(item.needs().get().character().key())) {
        known.add(i);
      }
    }
    return known;
  }
}
