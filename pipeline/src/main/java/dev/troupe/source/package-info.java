/**
 * The Spark data source {@code video}: one row per frame of clips in any Hadoop file system.
 *
 * <p>Place in the flow: the head of every job. Turns URIs into clips of {@code media} and frame
 * ranges into Spark partitions.
 */
@NullMarked
package dev.troupe.source;

import org.jspecify.annotations.NullMarked;
