/**
 * The library: what was computed of inputs once and serves every later run. An index of inputs with
 * their content hashes, motion tables of clips and appearance encodings of characters, each whole
 * or absent, named by the hash of all that it depends on.
 *
 * <p>Place in the flow: between {@code jobs.batch}, its only user, and {@code source}'s files.
 */
@NullMarked
package dev.troupe.jobs.library;

import org.jspecify.annotations.NullMarked;
