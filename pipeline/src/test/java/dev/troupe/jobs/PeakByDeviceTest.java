package dev.troupe.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PeakByDeviceTest {

  @Test
  void merge_severalTasks_keepsTheLargestOfEachDevice() {
    PeakByDevice first = new PeakByDevice();
    first.add(new PeakByDevice.Seen("gpu0", 5));
    first.add(new PeakByDevice.Seen("gpu0", 3));
    PeakByDevice second = new PeakByDevice();
    second.add(new PeakByDevice.Seen("gpu0", 4));
    second.add(new PeakByDevice.Seen("gpu1", 9));

    first.merge(second.copy());

    assertThat(first.value()).isEqualTo(Map.of("gpu0", 5L, "gpu1", 9L));
    first.reset();
    assertThat(first.isZero()).isTrue();
    assertThat(second.isZero()).isFalse();
  }
}
