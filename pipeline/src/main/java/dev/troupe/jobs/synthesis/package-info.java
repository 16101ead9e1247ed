/**
 * Writes data sets of synthetic puppets ({@code troupe synthesize}): videos or pictures in the
 * published layout, source images, sound, true landmarks, cross pairs, a card and a manifest.
 *
 * <p>Place in the flow: what {@code dev.troupe.synthesis} draws becomes files that training,
 * evaluation and data sets read. One Spark task per clip. Depends on {@code jobs} for sessions and
 * progress, on {@code source} for file systems and on {@code media} for encoding.
 */
@NullMarked
package dev.troupe.jobs.synthesis;

import org.jspecify.annotations.NullMarked;
