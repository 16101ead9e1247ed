package dev.troupe.jobs.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.condition.OS.LINUX;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;

final class CoreLimitTest {
  @Test
  void first_ofRangesAndSingles_countsAcrossThem() {
    assertThat(CoreLimit.first("0-3", 2)).isEqualTo("0,1");
    assertThat(CoreLimit.first("5,7-9", 3)).isEqualTo("5,7,8");
    assertThat(CoreLimit.first("2", 4)).isEqualTo("2");
  }

  @Test
  @EnabledOnOs(LINUX)
  void prefix_ofOneCore_confinesToOne() throws Exception {
    List<String> command = new ArrayList<>(CoreLimit.prefix(1));
    command.add("nproc");
    Process process = new ProcessBuilder(command).start();
    String cores =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertThat(process.waitFor()).isZero();
    assertThat(cores).isEqualTo("1");
  }
}
