package dev.troupe.jobs.batch;

import dev.troupe.inference.Compute;
import dev.troupe.jobs.AnimateRequest;
import dev.troupe.jobs.batch.InspectedItem.Needs;
import dev.troupe.jobs.batch.InspectedItem.Status;
import dev.troupe.jobs.library.Input;
import dev.troupe.jobs.library.KnownInput;
import dev.troupe.jobs.library.Library;
import dev.troupe.jobs.manifest.BatchItem;
import dev.troupe.jobs.manifest.ItemOptions;
import dev.troupe.media.Clip;
import dev.troupe.media.Deinterlacing;
import dev.troupe.media.Encoding;
import dev.troupe.media.FrameRange;
import dev.troupe.media.Timeline;
import dev.troupe.problems.ItemBoundary;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Says of each item what it is made of, or why it cannot be made. Asks nobody: inputs are known.
 */
final class Inspector {
  private final Compute compute;
  private final Map<Input, KnownInput> known;
  private final Map<Input, InspectedSource> sources = new LinkedHashMap<>();
  private final Map<Input, InspectedClip> clips = new LinkedHashMap<>();
  private final Map<List<?>, NeededMotion> motions = new HashMap<>();
  private final Map<List<?>, NeededAppearance> characters = new HashMap<>();

  Inspector(Compute compute, Map<Input, KnownInput> known) {
    this.compute = compute;
    this.known = known;
  }

  List<InspectedSource> sources() {
    return List.copyOf(sources.values());
  }

  List<InspectedClip> clips() {
    return List.copyOf(clips.values());
  }

  static Input source(BatchItem item) {
    return Input.source(item.source());
  }

  static Input clip(BatchItem item) {
    AnimateRequest.Pictures pictures = item.options().pictures();
    return Input.clip(item.driving(), pictures.imageRate(), pictures.deinterlacing());
  }

  InspectedItem inspect(BatchItem item) throws IOException {
    InspectedSource source = sources.computeIfAbsent(source(item), this::source);
    InspectedClip clip = clips.computeIfAbsent(clip(item), this::clip);
    return ItemBoundary.run(
        "Cannot use %s with %s".formatted(item.source(), item.driving()),
        () -> inspect(item, source, clip),
        why -> failed(item, source, clip, why));
  }

  private InspectedItem inspect(BatchItem item, InspectedSource source, InspectedClip clip) {
    Optional<String> failure =
        source
            .failure()
            .or(clip::failure)
            .or(() -> damage(clip, item.options()))
            .or(() -> item.options().sound() ? known(clip(item)).soundFailure() : Optional.empty());
    if (failure.isPresent()) {
      return failed(item, source, clip, failure.get());
    }
    AnimateRequest.Motion motion = item.options().motion();
    Timeline timeline = clip.clip().orElseThrow().timeline();
    FrameRange range = timeline.between(motion.start(), motion.end().orElseGet(timeline::duration));
    Optional<String> mistake = mistake(clip, range, motion);
    if (mistake.isPresent()) {
      return failed(item, source, clip, mistake.get());
    }
    Needs needs =
        new Needs(
            character(source, item.options()),
            motion(clip, item.options()),
            range,
            ItemKey.of(source.hash(), clip.hash(), item.options(), compute));
    return new InspectedItem(item, source, clip, Optional.of(needs), Status.UNTOUCHED);
  }

  private static InspectedItem failed(
      BatchItem item, InspectedSource source, InspectedClip clip, String reason) {
    return new InspectedItem(item, source, clip, Optional.empty(), Status.failed(reason));
  }

  private static Optional<String> damage(InspectedClip clip, ItemOptions options) {
    return options.pictures().allowTruncated()
        ? Optional.empty()
        : clip.clip()
            .flatMap(Clip::damage)
            .map(damage -> damage + "; give --allow-truncated to use it up to its last good frame");
  }

  private static Optional<String> mistake(
      InspectedClip clip, FrameRange range, AnimateRequest.Motion motion) {
    if (range.count() == 0) {
      return Optional.of(
          "Cannot use %s: start and end leave no frame of its %.3f s"
              .formatted(clip.uri(), clip.clip().orElseThrow().timeline().duration().toDouble()));
    }
    Optional<String> times = Encoding.mistake(clip.clip().orElseThrow().timeline());
    if (times.isPresent()) {
      return Optional.of("Cannot use %s: %s".formatted(clip.uri(), times.get()));
    }
    return motion
        .reference()
        .filter(reference -> reference.index().isPresent())
        .map(reference -> reference.index().getAsInt())
        .filter(index -> index < range.from() || index >= range.until())
        .map(
            index ->
                "Cannot take frame %d of %s as reference: expected one of the frames used, %d to %d"
                    .formatted(index, clip.uri(), range.from(), range.until() - 1));
  }

  private NeededMotion motion(InspectedClip clip, ItemOptions options) {
    var fit = options.pictures().fit();
    var rate = options.pictures().imageRate();
    String model = options.model().contentHash();
    return motions.computeIfAbsent(
        List.of(clip.hash(), model, fit, rate, options.pictures().deinterlacing()),
        any ->
            new NeededMotion(
                Library.motionKey(
                    clip.hash(), model, fit, rate, detection(options.pictures().deinterlacing())),
                clip,
                options.model(),
                fit));
  }

  /** How frames come to be detected; clips are deinterlaced unless it says otherwise. */
  private String detection(Deinterlacing deinterlacing) {
    String networks = ItemKey.networks(compute.detection());
    return deinterlacing == Deinterlacing.AUTO ? networks : networks + " deinterlacing off";
  }

  private NeededAppearance character(InspectedSource source, ItemOptions options) {
    var fit = options.pictures().fit();
    int background = options.pictures().backgroundRgb();
    String model = options.model().contentHash();
    return characters.computeIfAbsent(
        List.of(source.hash(), model, fit, background),
        any ->
            new NeededAppearance(
                Library.appearanceKey(
                    source.hash(), model, fit, background, ItemKey.networks(compute.detection())),
                source,
                options.model(),
                fit,
                background));
  }

  private InspectedSource source(Input input) {
    KnownInput found = known(input);
    return new InspectedSource(input.uri(), found.hash(), found.bytes(), found.failure());
  }

  private InspectedClip clip(Input input) {
    KnownInput found = known(input);
    return new InspectedClip(
        input.uri(), found.hash(), found.bytes(), found.clip(), found.failure());
  }

  private KnownInput known(Input input) {
    KnownInput found = known.get(input);
    if (found == null) {
      throw new IllegalStateException("nobody looked at " + input.uri());
    }
    return found;
  }
}
