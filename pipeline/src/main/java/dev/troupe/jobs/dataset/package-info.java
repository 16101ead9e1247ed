/**
 * Turns videos into data sets ({@code troupe dataset}): frames with keypoints, Jacobians and, where
 * wanted, dense motion, as Parquet files or WebDataset shards, with a card and a manifest from
 * which the same bytes can be made again.
 *
 * <p>Place in the flow: reads clips through {@code source}, finds keypoints through {@code
 * inference}; one Spark task per shard. Depends on {@code jobs} for sessions and progress.
 */
@NullMarked
package dev.troupe.jobs.dataset;

import org.jspecify.annotations.NullMarked;
