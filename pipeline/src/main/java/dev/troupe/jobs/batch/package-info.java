/**
 * Batches: many items inspected, captured, encoded, rendered in groups, assembled, published and
 * quarantined where their inputs are bad; restartable at every point.
 *
 * <p>Place in the flow: behind {@code cli} and {@code jobs.plan}. Takes items from {@code
 * jobs.manifest}, keeps what is computed once in {@code jobs.library}, and hands what it did to
 * {@code jobs.report}. Pixels come from the same classes of {@code jobs} as one animation's.
 */
@NullMarked
package dev.troupe.jobs.batch;

import org.jspecify.annotations.NullMarked;
