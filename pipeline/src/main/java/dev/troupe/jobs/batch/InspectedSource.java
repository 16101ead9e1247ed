package dev.troupe.jobs.batch;

import java.util.Optional;

/**
 * What is known of a source image before compute.
 *
 * @param uri its URI or path
 * @param hash SHA-256 of its bytes, 64 hex digits; empty text where it failed
 * @param bytes its size
 * @param failure why it cannot be used
 */
public record InspectedSource(String uri, String hash, long bytes, Optional<String> failure) {}
