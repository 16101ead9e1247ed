package dev.troupe.jobs.batch;

import dev.troupe.media.Clip;
import java.util.Optional;

/**
 * What is known of a driving clip before compute.
 *
 * @param uri its URI or path
 * @param hash SHA-256 of its bytes, 64 hex digits; empty text where it failed
 * @param bytes its size, of a folder of images all of them
 * @param clip its frames' times, size and sound; empty where it failed
 * @param failure why it cannot be used
 */
public record InspectedClip(
    String uri, String hash, long bytes, Optional<Clip> clip, Optional<String> failure) {}
