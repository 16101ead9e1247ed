package dev.troupe.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.troupe.problems.BadDataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunSettingsTest {
  @TempDir Path folder;

  @Test
  void read_whatARunWrote_givesItBackWithAbsolutePlaces() throws IOException {
    RunSettings.of(
            new TrainRequest(
                Path.of("c.yaml"),
                "clips",
                folder,
                new TrainRequest.Start(
                    Optional.empty(), false, false, 7, false, Optional.of(Path.of("vgg.pth"))),
                new TrainRequest.Compute(List.of("gpu0"), true, OptionalLong.of(3), 5),
                new TrainRequest.Length(OptionalLong.empty(), OptionalLong.of(9), 2),
                "a test"))
        .write(folder);

    assertThat(RunSettings.read(folder))
        .contains(
            new RunSettings(
                Path.of("clips").toAbsolutePath().toString(),
                Path.of("vgg.pth").toAbsolutePath().toString(),
                null,
                9L,
                2,
                false,
                true,
                List.of("gpu0"),
                3L,
                5));
  }

  @Test
  void read_noneOrDamaged_isToldApart() throws IOException {
    assertThat(RunSettings.read(folder)).isEmpty();
    Files.writeString(folder.resolve("run.json"), "{\"data\":");
    assertThatThrownBy(() -> RunSettings.read(folder))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("its run.json is damaged");
  }
}
