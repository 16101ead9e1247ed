package dev.troupe.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.troupe.media.FrameSize;
import dev.troupe.media.Picture;
import dev.troupe.model.ArchiveKind;
import dev.troupe.model.ForgedManifest;
import dev.troupe.model.ModelLocation;
import dev.troupe.model.ModelPackage;
import dev.troupe.model.Precision;
import dev.troupe.problems.BadDataException;
import dev.troupe.torchscript.ForgedArchive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TorchScript can write files; that of a package somebody edited must never get to. */
class HostilePackageTest {
  private static final Networks.Use USE = new Networks.Use("cpu", Precision.FLOAT32, 0);

  @TempDir Path folder;

  @Test
  void open_codeThatWritesAFile_isRefusedAndNeverRuns() throws IOException {
    Path target = folder.resolve("written");
    ModelPackage sound = mini();
    ModelLocation location = new Opened(sound);
    Path archive = sound.archive(ArchiveKind.KEYPOINT_DETECTOR);
    ForgedArchive.edit(
        archive,
        "archive/code/__torch__.py",
        text ->
            text.replaceFirst(
                "(\\n +)(x = self.pixels\\(frames\\))", "$1$2$1torch.save(x, \"" + target + "\")"));
    ForgedManifest.fitHashes(sound.folder());

    assertThatThrownBy(() -> ModelPackage.open(sound.folder()))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("its code is not run");
    // Opened before it was edited: what runs is the tool's own code all the same.
    try (KeypointDetector detector =
        new KeypointDetector(location, new FrameSize(64, 64), Compute.CPU)) {
      assertThat(detector.detect(List.of(new Picture(64, 64, new byte[3 * 64 * 64])))).hasSize(1);
    }
    assertThat(target).doesNotExist();

    run(archive); // what would have happened
    assertThat(target).exists();
  }

  @Test
  void detect_weightsThatOverflow_isSaid() throws IOException {
    ModelPackage huge = mini();
    Path archive = huge.archive(ArchiveKind.KEYPOINT_DETECTOR);
    for (int key = 0; key < 3; key++) {
      ForgedArchive.editBytes(
          archive,
          "archive/data/" + key,
          bytes -> {
            for (int i = 3; i < bytes.length; i += 4) {
              bytes[i] = 0x7e; // some 1e38: a number still
            }
          });
    }
    ForgedManifest.fitHashes(huge.folder());
    ModelLocation location = new Opened(ModelPackage.open(huge.folder()));
    try (KeypointDetector detector =
        new KeypointDetector(location, new FrameSize(64, 64), Compute.CPU)) {
      byte[] grey = new byte[3 * 64 * 64];
      Arrays.fill(grey, (byte) 100);
      assertThatThrownBy(() -> detector.detect(List.of(new Picture(64, 64, grey))))
          .hasMessageStartingWith("the model's keypoint detector gave ")
          .hasMessageEndingWith("; expected numbers");
    }
  }

  @Test
  void lease_soundPackage_leavesNoCopyBehind() throws IOException {
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    long before = copies(temporary);
    Networks.lease(new Opened(mini()), ArchiveKind.KEYPOINT_DETECTOR, USE).close();
    assertThat(copies(temporary)).isEqualTo(before);
  }

  /** A package that was opened before it was edited; no other test has its hash. */
  private record Opened(ModelPackage open) implements ModelLocation {
    private static final long serialVersionUID = 1L;

    @Override
    public String contentHash() {
      return open.folder().toString();
    }

    @Override
    public String name() {
      return "forged";
    }

    @Override
    public String reference() {
      return "forged";
    }
  }

  private ModelPackage mini() throws IOException {
    Path config = Golden.folder("vox-mini").resolve("config.yaml");
    return Golden.importModel(
        config.resolveSibling("checkpoint.pth.tar"), config, folder.resolve("mini"), true);
  }

  private static void run(Path archive) throws IOException {
    try (TorchModule module = TorchModule.load(archive, Device.cpu());
        NDManager batch = module.newBatch()) {
      module.run(new NDList(batch.zeros(new Shape(1, 3, 64, 64))));
    }
  }

  private static long copies(Path temporary) throws IOException {
    try (var files = Files.list(temporary)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("troupe-network"))
          .count();
    }
  }
}
