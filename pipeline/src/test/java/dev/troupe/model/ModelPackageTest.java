package dev.troupe.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.troupe.problems.BadDataException;
import dev.troupe.problems.RequestException;
import dev.troupe.torchscript.Checkpoint;
import dev.troupe.torchscript.CheckpointWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ModelPackageTest {
  @TempDir Path folder;

  /** Writes a small package without proving it. */
  static ModelPackage write(Path folder, PackageWriter.Target target) throws IOException {
    NetworkConfig config = NetworkConfig.read(new TestConfig().write(folder.resolve("c.yaml")));
    Path file = folder.resolve("small.pth.tar");
    CheckpointWriter.writeLegacy(RandomNetwork.of(config, 1), file);
    try (Checkpoint checkpoint = Checkpoint.open(file);
        PackageWriter writer = PackageWriter.write(target, checkpoint, config, false)) {
      return writer.finish(
          new PackageWriter.Provenance("small", "a test", file),
          Map.of("value", 0.5),
          Map.of(Precision.BFLOAT16, new PrecisionError(0.01, 45)));
    }
  }

  @Test
  void open_packageOfAnEarlyVersion_knowsNoErrorsOfPrecision() throws IOException {
    Path manifest = write().folder().resolve(ModelPackage.MANIFEST);
    String json = Files.readString(manifest);
    Files.writeString(manifest, json.replaceFirst("(?s),\\s*\"precision\" : .*", "\n}\n"));

    assertThat(ModelPackage.open(manifest.getParent()).manifest().precision()).isEmpty();
  }

  private ModelPackage write() throws IOException {
    return write(folder, new PackageWriter.Target(folder.resolve("small"), false));
  }

  @Test
  void open_writtenPackage_saysWhatItIs() throws IOException {
    ModelManifest manifest = ModelPackage.open(write().folder()).manifest();
    assertThat(manifest.name()).isEqualTo("small");
    assertThat(manifest.createdBy()).isEqualTo("a test");
    assertThat(manifest.precision())
        .containsOnly(Map.entry(Precision.BFLOAT16, new PrecisionError(0.01, 45)));
    assertThat(manifest.alignCorners()).isFalse();
    assertThat(manifest.checkpoint().file()).isEqualTo("small.pth.tar");
    assertThat(manifest.checkpoint().sha256())
        .isEqualTo(FileDigest.of(folder.resolve("small.pth.tar")));
    assertThat(manifest.network()).isEqualTo(NetworkConfig.read(folder.resolve("c.yaml")));
    assertThat(manifest.proof()).isEqualTo(Map.of("value", 0.5));
  }

  @Test
  void write_sameCheckpointTwice_givesTheSameFiles() throws IOException {
    ModelPackage first = write();
    ModelPackage second = write(folder, new PackageWriter.Target(folder.resolve("again"), false));
    for (ArchiveKind kind : ArchiveKind.values()) {
      assertThat(second.archive(kind)).hasSameBinaryContentAs(first.archive(kind));
    }
    assertThat(second.folder().resolve(ModelPackage.MANIFEST))
        .hasSameBinaryContentAs(first.folder().resolve(ModelPackage.MANIFEST));
  }

  @ParameterizedTest
  @EnumSource(ArchiveKind.class)
  void open_changedArchive_isRefusedByName(ArchiveKind kind) throws IOException {
    ModelPackage written = write();
    byte[] bytes = Files.readAllBytes(written.archive(kind));
    bytes[bytes.length / 2] ^= 1;
    Files.write(written.archive(kind), bytes);
    assertThatThrownBy(() -> ModelPackage.open(written.folder()))
        .isInstanceOf(BadDataException.class)
        .hasMessageContainingAll(kind.fileName() + " was changed", "expected SHA-256");
  }

  @Test
  void find_changedArchive_isRefusedWhenItIsAskedFor() throws IOException {
    Path file = write().archive(ArchiveKind.VISUALIZER);
    Files.write(file, new byte[] {1}, java.nio.file.StandardOpenOption.APPEND);

    ModelPackage found = ModelPackage.find(file.getParent());

    assertThat(found.archive(ArchiveKind.FRAME_GENERATOR)).exists();
    assertThatThrownBy(() -> found.archive(ArchiveKind.VISUALIZER))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("visualizer.pt has the wrong size");
  }

  @Test
  void open_shorterOrMissingArchive_isRefusedByName() throws IOException {
    ModelPackage written = write();
    Path file = written.archive(ArchiveKind.VISUALIZER);
    Files.write(file, new byte[3]);
    assertThatThrownBy(() -> ModelPackage.open(written.folder()))
        .hasMessageContainingAll("visualizer.pt has the wrong size", "found 3");
    Files.delete(file);
    assertThatThrownBy(() -> ModelPackage.open(written.folder()))
        .hasMessageContaining("visualizer.pt is missing");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"schema\" : 1|\"schema\" : 2|expected schema 1, found 2",
        "\"small\"|\"../evil\"|is no name for a model",
        "\"contentHash\" : \"|\"contentHash\" : \"0|its content hash",
        "\"keypointCount\" : 3|\"keypointCount\" : 0|num_kp must be between 1 and 256",
        "\"visualizer\"|\"visualiser\"|its manifest is damaged",
        "\"proof\"|\"prove\"|its manifest is damaged",
        "{|[|its manifest is damaged",
      })
  void open_changedManifest_isRefused(String from, String to, String reason) throws IOException {
    Path manifest = write().folder().resolve(ModelPackage.MANIFEST);
    Files.writeString(manifest, Files.readString(manifest).replaceFirst(Pattern.quote(from), to));
    assertThatThrownBy(() -> ModelPackage.open(manifest.getParent()))
        .isInstanceOf(BadDataException.class)
        .hasMessageStartingWith("Cannot open model " + manifest.getParent())
        .hasMessageContaining(reason)
        .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1));
  }

  @Test
  void open_noPackage_isRefused() {
    assertThatThrownBy(() -> ModelPackage.open(folder))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("it is no model package");
  }

  @Test
  void write_existingOutput_isRefusedUnlessOverwriting() throws IOException {
    ModelPackage written = write();
    assertThatThrownBy(this::write)
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("exists already");
    ModelPackage again = write(folder, new PackageWriter.Target(written.folder(), true));
    assertThat(again.manifest()).isEqualTo(written.manifest());
    assertOnlyVisible("small", "small.pth.tar", "c.yaml");
  }

  @Test
  void write_overwritingSomethingElse_isRefused() throws IOException {
    Path home = Files.createDirectory(folder.resolve("home"));
    Files.writeString(home.resolve("letter.txt"), "dear");
    assertThatThrownBy(() -> write(folder, new PackageWriter.Target(home, true)))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("no model package");
    assertThat(home.resolve("letter.txt")).exists();
  }

  @Test
  void write_missingParent_isCreated() throws IOException {
    Path output = folder.resolve("a/b/small");
    assertThat(write(folder, new PackageWriter.Target(output, false)).folder()).isEqualTo(output);
  }

  @Test
  void write_tensorsThatDoNotFit_areAllListed() throws IOException {
    NetworkConfig config = NetworkConfig.read(new TestConfig().write(folder.resolve("c.yaml")));
    NetworkConfig other =
        NetworkConfig.read(
            new TestConfig()
                .set("occlusion", false)
                .set("num_kp", 4)
                .set("bottleneck_blocks", 2)
                .write(folder.resolve("o.yaml")));
    Path file = folder.resolve("other.pth");
    CheckpointWriter.writeZip(RandomNetwork.of(other, 1), file);
    PackageWriter.Target target = new PackageWriter.Target(folder.resolve("out"), false);
    try (Checkpoint checkpoint = Checkpoint.open(file)) {
      assertThatThrownBy(() -> PackageWriter.write(target, checkpoint, config, true).close())
          .isInstanceOf(BadDataException.class)
          .hasMessageContainingAll(
              "Cannot import checkpoint " + file,
              "kp_detector.kp.weight: expected [3, 7, 7, 7], found [4, 7, 7, 7]",
              "kp_detector.jacobian.bias: expected [12], found [16]",
              "generator.dense_motion_network.occlusion.bias: expected [1], found none",
              "generator.bottleneck.r1.conv1.bias: expected none, found [8]");
    }
    assertOnlyVisible("other.pth", "c.yaml", "o.yaml");
  }

  private void assertOnlyVisible(String... names) throws IOException {
    try (var entries = Files.list(folder)) {
      List<String> found = entries.map(entry -> entry.getFileName().toString()).toList();
      assertThat(found).containsExactlyInAnyOrder(names);
    }
  }
}
