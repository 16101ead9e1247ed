package dev.troupe.jobs.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.troupe.inference.Compute;
import dev.troupe.media.Codecs;
import org.junit.jupiter.api.Test;

class ItemKeyTest {
  private static final Compute GPU = new Compute("gpu", 8, 8);

  @Test
  void networks_anotherGpuOfTheSameKind_isTheSame() {
    assertThat(ItemKey.networks(GPU.on("gpu3"))).isEqualTo(ItemKey.networks(GPU));
  }

  @Test
  void networks_decoderInHardware_isAnother() {
    Compute hardware = GPU.coding(new Codecs("cuda", Codecs.SOFTWARE, 0));

    assertThat(ItemKey.networks(hardware)).isNotEqualTo(ItemKey.networks(GPU));
    assertThat(ItemKey.networks(hardware.on("gpu1"))).isEqualTo(ItemKey.networks(hardware));
  }

  /** Captured motion does not depend on what encodes. */
  @Test
  void networks_encoderInHardware_capturesTheSame() {
    Compute hardware = GPU.coding(new Codecs(Codecs.SOFTWARE, "h264_nvenc", 0));

    assertThat(ItemKey.networks(hardware.detection())).isEqualTo(ItemKey.networks(GPU.detection()));
  }

  /** Outputs of earlier versions stay up to date. */
  @Test
  void networks_software_isNamedAsBeforeThereWereCodecs() {
    assertThat(ItemKey.networks(Compute.CPU))
        .isEqualTo(
            "Compute[device=cpu, detectorBatch=4, generatorBatch=4, precision=FLOAT32,"
                + " layout=PACKED, reuse=-1.0]");
  }
}
