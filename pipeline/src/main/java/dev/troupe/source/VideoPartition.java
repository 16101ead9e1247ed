package dev.troupe.source;

import dev.troupe.media.Clip;
import org.apache.spark.sql.connector.read.InputPartition;

/**
 * Some frames of one clip.
 *
 * @param clip the probed clip
 * @param indices which frames, rising, at least one
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record VideoPartition(Clip clip, int[] indices) implements InputPartition {}
