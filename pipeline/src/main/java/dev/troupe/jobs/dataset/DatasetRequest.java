package dev.troupe.jobs.dataset;

import dev.troupe.model.ModelLocation;
import java.io.Serializable;

/**
 * What {@code troupe dataset} is asked for.
 *
 * @param data where the clips are: a folder in the published layout, a folder of videos, a file, a
 *     glob; or the manifest of an earlier data set, which is then made again
 * @param output an empty or new folder, or one to be completed
 * @param model finds the keypoints; frames are brought to its size
 * @param options everything else
 */
public record DatasetRequest(String data, String output, ModelLocation model, Options options)
    implements Serializable {

  /** How samples are kept. */
  public enum SampleFormat {
    /** Parquet files. */
    PARQUET,
    /** Tar files in the WebDataset layout. */
    WEBDATASET
  }

  /**
   * The finer points.
   *
   * @param format how samples are kept
   * @param every takes each clip's frames 0, every, 2*every, ...; 1 or more
   * @param dense whether deformation and occlusion map from each clip's first frame are added
   * @param clipsPerShard 1 to 100,000
   * @param validationShare of the identities, where the data is not split yet
   * @param testShare of the identities, where the data is not split yet
   */
  public record Options(
      SampleFormat format,
      int every,
      boolean dense,
      int clipsPerShard,
      double validationShare,
      double testShare)
      implements Serializable {
    /** In one shard. */
    public static final int MOST_CLIPS = 100_000;

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a number is out of its range
     */
    public Options {
      if (every < 1 || clipsPerShard < 1 || clipsPerShard > MOST_CLIPS) {
        throw new IllegalArgumentException(
            "every must be at least 1 and clips per shard 1 to %d, found %d and %d"
                .formatted(MOST_CLIPS, every, clipsPerShard));
      }
      if (!(validationShare >= 0 && testShare >= 0 && validationShare + testShare <= 1)) {
        throw new IllegalArgumentException(
            "the shares of validation and test must be 0 to 1 and together at most 1, found %s and %s"
                .formatted(validationShare, testShare));
      }
    }
  }
}
