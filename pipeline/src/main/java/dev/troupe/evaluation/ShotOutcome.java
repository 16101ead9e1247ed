package dev.troupe.evaluation;

import java.io.Serializable;
import java.util.List;
import java.util.Map;

/**
 * What became of a shot.
 *
 * @param name of the shot
 * @param frames how many were measured; 0 where it failed
 * @param scores for each contender the means of the metrics that are known
 * @param worstFrame the frame of the first model's largest L1, -1 if none
 * @param problem why it was skipped, or empty
 */
record ShotOutcome(
    String name, int frames, List<Map<Metric, Double>> scores, int worstFrame, String problem)
    implements Serializable {

  ShotOutcome {
    scores = List.copyOf(scores);
  }

  static ShotOutcome skipped(Shot shot, String problem) {
    return new ShotOutcome(shot.name(), 0, List.of(), -1, problem);
  }

  boolean isMeasured() {
    return problem.isEmpty();
  }

  double score(int contender, Metric metric) {
    return scores.get(contender).getOrDefault(metric, Double.NaN);
  }
}
