package dev.troupe.inference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.troupe.fixtures.Demo;
import dev.troupe.model.ModelManifest;
import org.junit.jupiter.api.Test;

class DeviceMemoryTest {
  private static final ModelManifest MANIFEST = Demo.model().open().manifest();

  @Test
  void batch_plentyOfMemory_isTheLargest() {
    assertThat(DeviceMemory.batch(MANIFEST, 1L << 40)).isEqualTo(DeviceMemory.LARGEST_BATCH);
  }

  @Test
  void batch_anyShare_isTheLargestThatFits() {
    for (int frames = 1; frames <= DeviceMemory.LARGEST_BATCH; frames *= 2) {
      long share = DeviceMemory.estimate(MANIFEST, frames);

      assertThat(DeviceMemory.batch(MANIFEST, share)).isEqualTo(frames);
      assertThat(DeviceMemory.batch(MANIFEST, share - 1)).isEqualTo(frames / 2);
    }
  }

  @Test
  void used_processor_isUnknown() {
    assertThat(DeviceMemory.used("cpu")).isEmpty();
  }
}
