package dev.troupe.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.troupe.problems.BadDataException;
import dev.troupe.torchscript.ForgedArchive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Packages that somebody edited, and then all hashes too so that they fit. */
class ForgedPackageTest {
  @TempDir Path folder;
  private Path forged = Path.of("");

  @BeforeEach
  void write() throws IOException {
    forged =
        ModelPackageTest.write(folder, new PackageWriter.Target(folder.resolve("small"), false))
            .folder();
  }

  private void assertRefused(String reason) {
    assertThatThrownBy(() -> ModelPackage.open(forged))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining(reason)
        .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1));
  }

  @Test
  void fitHashes_soundPackage_isOpenedStill() throws IOException {
    ForgedManifest.fitHashes(forged);
    assertThatCode(() -> ModelPackage.open(forged)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @EnumSource(ArchiveKind.class)
  void open_editedCode_isRefused(ArchiveKind kind) throws IOException {
    Path archive = forged.resolve(kind.fileName());
    ForgedArchive.edit(
        archive,
        "archive/code/__torch__.py",
        text -> text.replaceFirst("\n(\\s+)return ", "\n$1torch.save(x, \"/tmp/x\")\n$1return "));
    ForgedManifest.fitHashes(forged);
    assertRefused("is not what this version of Troupe writes");
    assertThatThrownBy(() -> ModelPackage.find(forged).write(kind, folder.resolve("copy.pt")))
        .isInstanceOf(BadDataException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "archive/code/__torch__/more.py",
        "archive/bytecode.pkl",
        "archive/extra/notes",
        "archive/attributes.pkl",
        "other/data.pkl"
      })
  void open_entryMore_isRefused(String name) throws IOException {
    ForgedArchive.add(forged.resolve("visualizer.pt"), name, "def f():\n  pass\n");
    ForgedManifest.fitHashes(forged);
    assertRefused("visualizer.pt");
  }

  @ParameterizedTest
  @ValueSource(strings = {"archive/version", "archive/constants.pkl", "archive/data.pkl"})
  void open_otherEntryEdited_isRefused(String name) throws IOException {
    ForgedArchive.edit(forged.resolve("frame-generator.pt"), name, text -> text + " ");
    ForgedManifest.fitHashes(forged);
    assertRefused("frame-generator.pt");
  }

  @Test
  void open_codeTwiceWithHeadersThatDiffer_isRefused() throws IOException {
    ForgedArchive.hideBehindAnotherTable(forged.resolve("frame-generator.pt"));
    ForgedManifest.fitHashes(forged);
    assertRefused("frame-generator.pt");
  }

  @Test
  void open_infiniteWeight_isRefusedByTheTensorsName() throws IOException {
    ForgedArchive.editBytes(
        forged.resolve("keypoint-detector.pt"),
        "archive/data/0",
        bytes -> {
          bytes[2] = (byte) 0x80;
          bytes[3] = 0x7f;
        });
    ForgedManifest.fitHashes(forged);
    assertRefused("holds a value that is not finite");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"keypointCount\" : 3|\"keypointCount\" : 4",
        "\"width\" : 32|\"width\" : 64",
        "\"height\" : 32|\"height\" : 64",
        "\"hasJacobians\" : true|\"hasJacobians\" : false",
        "\"alignCorners\" : false|\"alignCorners\" : true",
        "\"singleJacobianMap\" : false|\"singleJacobianMap\" : true",
        "\"pad\" : 0|\"pad\" : 3",
        "\"scaleFactor\" : 0.5|\"scaleFactor\" : 1.0",
        "\"keypointVariance\" : 0.01|\"keypointVariance\" : 0.02",
        "\"blocks\" : 2|\"blocks\" : 1",
        "\"downBlocks\" : 1|\"downBlocks\" : 2",
        "\"bottleneckBlocks\" : 1|\"bottleneckBlocks\" : 2",
        "\"estimateOcclusion\" : true|\"estimateOcclusion\" : false",
      })
  void open_editedNetwork_isRefusedAlthoughHashesFit(String from, String to) throws IOException {
    Path manifest = forged.resolve(ModelPackage.MANIFEST);
    String text = Files.readString(manifest);
    assertThat(text).contains(from);
    Files.writeString(manifest, text.replaceFirst(Pattern.quote(from), to));
    assertRefused("its network was changed");
    ForgedManifest.fitHashes(forged);
    Files.writeString(manifest, Files.readString(manifest).replaceFirst(Pattern.quote(from), to));
    assertRefused(forged.toString());
  }

  @Test
  void open_editedTemperature_isRefused() throws IOException {
    Path manifest = forged.resolve(ModelPackage.MANIFEST);
    Files.writeString(
        manifest,
        Files.readString(manifest).replace("\"temperature\" : 0.1", "\"temperature\" : 0.2"));
    assertRefused("its network was changed");
  }

  @Test
  void write_soundArchive_givesItsBytes() throws IOException {
    ModelPackage opened = ModelPackage.open(forged);
    for (ArchiveKind kind : ArchiveKind.values()) {
      Path copy = folder.resolve("copy-" + kind.fileName());
      opened.write(kind, copy);
      assertThat(copy).hasSameBinaryContentAs(opened.archive(kind));
    }
  }

  @Test
  void unpack_embeddedModels_areWhatThisVersionWrites() throws IOException {
    ModelCatalog catalog = new ModelCatalog(java.util.List.of(), folder.resolve("cache"));
    for (Map.Entry<String, ModelManifest> model : EmbeddedModels.described().entrySet()) {
      assertThat(catalog.resolve(model.getKey()).manifest()).isEqualTo(model.getValue());
    }
  }
}
