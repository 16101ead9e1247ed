/**
 * What a batch consists of: manifest files and cross products, read into items with every mistake
 * found at once.
 *
 * <p>Place in the flow: the head of {@code jobs.batch} and {@code jobs.plan}. Reads through {@code
 * source}; knows the options of {@code jobs.AnimateRequest}.
 */
@NullMarked
package dev.troupe.jobs.manifest;

import org.jspecify.annotations.NullMarked;
