package dev.troupe.inference;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CudaBuildTest {
  @ParameterizedTest
  @CsvSource({"cpu,true", "cpu-precxx11,true", "cu124,false", "cu128,false"})
  void mistake_nativesOfProcessors_saysHowToBuildOthers(String flavor, boolean refused) {
    assertThat(CudaBuild.mistake(flavor).isPresent()).isEqualTo(refused);
    assertThat(CudaBuild.mistake(flavor).orElse("-Pcuda")).contains("-Pcuda");
  }
}
