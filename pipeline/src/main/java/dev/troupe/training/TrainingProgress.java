package dev.troupe.training;

import java.util.Map;

/** Is told how far a run is. */
public interface TrainingProgress {

  /**
   * A fact worth a line.
   *
   * @param line one sentence
   */
  void say(String line);

  /**
   * A step was made.
   *
   * @param step how many were made, this one too
   * @param steps how many there will be
   * @param losses the terms by name, weighted
   */
  void step(long step, long steps, Map<String, Float> losses);
}
