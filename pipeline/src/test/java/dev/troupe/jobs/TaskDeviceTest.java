package dev.troupe.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.troupe.inference.Compute;
import dev.troupe.media.Codecs;
import java.util.Map;
import org.apache.spark.resource.ResourceInformation;
import org.junit.jupiter.api.Test;

class TaskDeviceTest {
  private static final Map<String, ResourceInformation> SECOND =
      Map.of("gpu", new ResourceInformation("gpu", new String[] {"1"}));

  @Test
  void here_gpuWanted_isTheOneThatSparkAssigned() {
    assertThat(TaskDevice.here(new Compute("gpu", 8, 8), SECOND).device()).isEqualTo("gpu1");
    assertThat(TaskDevice.here(new Compute("gpu", 8, 8), Map.of()).device()).isEqualTo("gpu");
  }

  /** What decodes and encodes is on the device that computes. */
  @Test
  void here_gpuWanted_takesTheCodecsOfThatDevice() {
    Compute wanted = new Compute("gpu", 8, 8).coding(new Codecs("cuda", "h264_nvenc", 0));

    assertThat(TaskDevice.here(wanted, SECOND).codecs())
        .isEqualTo(new Codecs("cuda", "h264_nvenc", 1));
  }

  @Test
  void here_processorWanted_staysThere() {
    assertThat(TaskDevice.here(Compute.CPU, SECOND)).isEqualTo(Compute.CPU);
  }
}
