package dev.troupe.jobs.library;

import dev.troupe.media.Clip;
import java.io.Serializable;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an input's content.
 *
 * @param input which
 * @param hash SHA-256 of its bytes, in hexadecimal; of a folder, of its images' names and hashes
 * @param bytes its size
 * @param facts what was probed; null for an image
 * @param fault why it cannot be used; null for a good one
 */
public record KnownInput(
    Input input, String hash, long bytes, KnownClip.@Nullable Facts facts, @Nullable String fault)
    implements Serializable {

  /** An input that cannot be used. */
  static KnownInput bad(Input input, String fault) {
    return new KnownInput(input, "", 0, null, fault);
  }

  /**
   * The clip.
   *
   * @return empty for images and for what cannot be used
   */
  public Optional<Clip> clip() {
    return facts == null
        ? Optional.empty()
        : Optional.of(
            new KnownClip(input.uri(), input.imageRate(), facts)
                .deinterlaced(input.deinterlacing()));
  }

  /**
   * Why its sound cannot be used, although its frames can.
   *
   * @return one sentence, or empty
   */
  public Optional<String> soundFailure() {
    return Optional.ofNullable(facts == null ? null : facts.soundFault());
  }

  /**
   * Why it cannot be used.
   *
   * @return one sentence
   */
  public Optional<String> failure() {
    return Optional.ofNullable(fault);
  }
}
