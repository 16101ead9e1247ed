package dev.troupe.jobs.dataset;

import java.util.List;

/**
 * What a finished shard holds; kept as JSON, so that a later run knows it without reading it.
 *
 * @param file its name
 * @param sha256 of it
 * @param samples how many
 * @param clips what became of each
 */
record ShardRecord(String file, String sha256, int samples, List<ClipRecord> clips)
    implements java.io.Serializable {

  /**
   * A clip in a shard.
   *
   * @param number of the clip
   * @param sha256 of the clip's file
   * @param samples that came of it
   * @param problem why there are none, or not all; or empty
   */
  record ClipRecord(int number, String sha256, int samples, String problem)
      implements java.io.Serializable {}
}
