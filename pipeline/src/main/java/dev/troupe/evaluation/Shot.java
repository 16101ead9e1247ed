package dev.troupe.evaluation;

import java.io.Serializable;
import java.util.Optional;

/**
 * One thing to generate and measure.
 *
 * @param name in tables and files
 * @param source image, or video whose first frame is taken
 * @param driving the video
 * @param truth the true video, or empty where nobody knows it
 * @param landmarks the truth's landmarks, or empty
 */
record Shot(String name, String source, String driving, String truth, String landmarks)
    implements Serializable {

  Optional<String> knownTruth() {
    return truth.isEmpty() ? Optional.empty() : Optional.of(truth);
  }

  Optional<String> knownLandmarks() {
    return landmarks.isEmpty() ? Optional.empty() : Optional.of(landmarks);
  }

  /** The name as a file's: folders become underscores. */
  String fileName() {
    return name.replace('/', '_').replace('#', '-');
  }
}
