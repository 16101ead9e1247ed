package dev.troupe.jobs.plan;

import java.util.OptionalInt;

/**
 * What machines cost.
 *
 * @param machineHour what one machine costs an hour, in any currency
 * @param coresPerMachine cores of one machine; empty: one machine has all cores of the plan
 */
public record Price(double machineHour, OptionalInt coresPerMachine) {

  /**
   * The cost of keeping enough machines for as long as a batch takes.
   *
   * @param cores of all machines together
   * @param seconds from first to last
   * @return in the price's currency
   */
  public double cost(int cores, double seconds) {
    int machineCores = coresPerMachine.orElse(cores);
    int machines = (cores + machineCores - 1) / machineCores;
    return machines * machineHour * seconds / 3600;
  }
}
