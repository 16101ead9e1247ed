package dev.troupe.jobs.plan;

import dev.troupe.jobs.library.Throughput;

/**
 * What an estimate of time rests on.
 *
 * @param throughput of one model
 * @param origin where it comes from
 */
public record Speed(Throughput throughput, Origin origin) {

  /** Where a throughput comes from. */
  public enum Origin {
    /** An earlier run with the same library measured it. */
    RECORDED,
    /** The planning machine just measured it. */
    CALIBRATED
  }
}
