/**
 * Evaluation that can be believed ({@code troupe evaluate}): models and the plain copy of the
 * source beside each other on the same frames, measured against the true ones.
 *
 * <p>Place in the flow: a Spark job beside those of {@code jobs}, one task per test video. Reads a
 * data set in the published layout through {@code source}, animates through {@code inference},
 * measures with {@code evaluation.metrics} and writes tables, a summary and pictures of the worst
 * cases.
 */
@NullMarked
package dev.troupe.evaluation;

import org.jspecify.annotations.NullMarked;
