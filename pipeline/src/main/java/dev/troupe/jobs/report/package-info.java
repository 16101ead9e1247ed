/**
 * The report of a batch: Parquet tables, {@code run.json}, {@code failed.jsonl} and one HTML page,
 * and counters for Prometheus.
 *
 * <p>Place in the flow: at the end. A batch hands over rows as items finish; the page can be made
 * again from the tables alone. Uses {@code quality} for what frames are worth, {@code source} for
 * file systems; knows nothing of how items are rendered.
 */
@NullMarked
package dev.troupe.jobs.report;

import org.jspecify.annotations.NullMarked;
