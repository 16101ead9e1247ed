package dev.troupe.jobs.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ScaleSimulationTest {
  @Test
  void run_driverThatCostsNothing_isPerfect() {
    for (BenchResult.Point point : ScaleSimulation.run(2, 0, 1, 10).points()) {
      assertThat(point.efficiency()).isCloseTo(1, within(1e-9));
      assertThat(point.driverShare()).isZero();
    }
  }

  @Test
  void run_moreExecutorsThanTheDriverCanFeed_waitsForTheDriver() {
    BenchResult.Point point = ScaleSimulation.run(1, 0.01, 1000).points().get(0);
    assertThat(point.driverShare()).isCloseTo(1, within(0.01));
    assertThat(point.wallSeconds()).isCloseTo(point.tasks() * 0.01 + 1, within(1e-6));
    assertThat(point.efficiency()).isCloseTo(0.1, within(0.01));
  }
}
