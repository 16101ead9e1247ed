package dev.troupe.jobs.batch;

import dev.troupe.inference.Compute;
import dev.troupe.jobs.Sessions;
import dev.troupe.jobs.library.Input;
import dev.troupe.jobs.library.Inputs;
import dev.troupe.jobs.library.Library;
import dev.troupe.jobs.manifest.BatchItem;
import dev.troupe.problems.RequestException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.spark.sql.SparkSession;

/**
 * What is known of a batch before compute: its unique inputs, hashed and probed, and how much of
 * each item there is. What was found of inputs is kept in the library, so that looking again reads
 * no media.
 */
public final class Inspection {
  private final BatchRequest request;
  private final Inspector inspector;
  private final List<InspectedItem> items;
  private final Wanted wanted;

  private Inspection(
      BatchRequest request, Inspector inspector, List<InspectedItem> items, Wanted wanted) {
    this.request = request;
    this.inspector = inspector;
    this.items = items;
    this.wanted = wanted;
  }

  private record Wanted(List<NeededMotion> motions, List<NeededAppearance> characters) {}

  /**
   * A clip's motion that the library lacks. A clip that is used with two models appears twice.
   *
   * @param clip which
   * @param model the content hash of the model that will detect its keypoints
   * @param frames how many frames will be decoded and detected: all of it
   */
  public record Missing(InspectedClip clip, String model, int frames) {}

  /**
   * Inspects a batch and writes nothing, not even into the library.
   *
   * @param session where it would run; asked for if inputs are to be read
   * @param compute device and batches
   * @param request what is asked for
   * @return what there is
   * @throws dev.troupe.problems.RequestException if outputs exist that Troupe did not make
   * @throws IOException if a file system fails
   */
  public static Inspection looking(
      Supplier<Sessions.Session> session, Compute compute, BatchRequest request)
      throws IOException {
    return of(() -> session.get().spark(), compute, request, false);
  }

  /** Inspects a batch that will be rendered: what is found of inputs is kept in the library. */
  static Inspection of(Supplier<SparkSession> spark, Compute compute, BatchRequest request)
      throws IOException {
    return of(spark, compute, request, true);
  }

  private static Inspection of(
      Supplier<SparkSession> spark, Compute compute, BatchRequest request, boolean remember)
      throws IOException {
    Library library = new Library(request.places().library());
    Set<Input> inputs = new LinkedHashSet<>();
    for (BatchItem item : request.items()) {
      inputs.add(Inspector.source(item));
      inputs.add(Inspector.clip(item));
    }
    Inspector inspector = new Inspector(compute, new Inputs(spark, library, remember).find(inputs));
    List<InspectedItem> items = new ArrayList<>(request.items().size());
    for (BatchItem item : request.items()) {
      items.add(inspector.inspect(item));
    }
    OutputStates states = new OutputStates(spark, request);
    states.examine(items);
    if (!states.mistakes().isEmpty()) {
      throw new RequestException(states.mistakes());
    }
    return new Inspection(request, inspector, items, wanted(library, items));
  }

  /** What unfinished items need of the library and it lacks. */
  private static Wanted wanted(Library library, List<InspectedItem> items) throws IOException {
    Map<String, NeededMotion> motions = new LinkedHashMap<>();
    Map<String, NeededAppearance> characters = new LinkedHashMap<>();
    for (InspectedItem item : items) {
      if (item.state() != InspectedItem.State.DONE && item.needs().isPresent()) {
        InspectedItem.Needs needs = item.needs().get();
        motions.put(needs.motion().key(), needs.motion());
        characters.put(needs.character().key(), needs.character());
      }
    }
    motions.keySet().removeAll(Library.existing(library.motions(motions.keySet())));
    characters.keySet().removeAll(Library.existing(library.appearances(characters.keySet())));
    return new Wanted(List.copyOf(motions.values()), List.copyOf(characters.values()));
  }

  /**
   * Every item, in the batch's order.
   *
   * @return as many as were asked for
   */
  public List<InspectedItem> items() {
    return items;
  }

  /**
   * How people know an item.
   *
   * @param item one of the batch's
   * @return its line in the manifest; without one the names of its inputs' files
   */
  public String nameOf(InspectedItem item) {
    return request.nameOf(item.item());
  }

  /**
   * The unique source images.
   *
   * @return at least one
   */
  public List<InspectedSource> sources() {
    return inspector.sources();
  }

  /**
   * The unique driving clips.
   *
   * @return at least one
   */
  public List<InspectedClip> clips() {
    return inspector.clips();
  }

  /**
   * Motion that unfinished items need and the library lacks.
   *
   * @return one for each clip and model
   */
  public List<Missing> toCapture() {
    return wanted.motions().stream().map(motion -> missing(motion)).toList();
  }

  /**
   * Appearances that unfinished items need and the library lacks.
   *
   * @return how many source images will be encoded
   */
  public int toEncode() {
    return wanted.characters().size();
  }

  private static Missing missing(NeededMotion motion) {
    return new Missing(motion.clip(), motion.model().contentHash(), CaptureClips.frames(motion));
  }

  List<NeededMotion> missingMotions() {
    return wanted.motions();
  }

  List<NeededAppearance> missingCharacters() {
    return wanted.characters();
  }
}
