package dev.troupe.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.troupe.problems.RequestException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelCatalogTest {
  private static final String EMBEDDED = "puppet-128";

  @TempDir Path folder;

  private Path packageIn(String shelf) throws IOException {
    Path output = folder.resolve(shelf).resolve("dir-" + shelf);
    return ModelPackageTest.write(folder, new PackageWriter.Target(output, false)).folder();
  }

  private ModelCatalog catalog(Path... folders) {
    return new ModelCatalog(List.of(folders), folder.resolve("cache"));
  }

  @Test
  void list_everyPlace_isFoundInOrder() throws IOException {
    packageIn("option");
    packageIn("variable");
    Path broken = Files.createDirectories(folder.resolve("variable/broken"));
    Files.writeString(broken.resolve(ModelPackage.MANIFEST), "{}");
    ModelCatalog catalog =
        ModelCatalog.of(
            Optional.of(folder.resolve("option")),
            Map.of(
                ModelCatalog.FOLDERS_VARIABLE,
                folder.resolve("variable") + File.pathSeparator + " "));
    List<ModelCatalog.Listing> listings = catalog.list();
    assertThat(listings)
        .extracting(ModelCatalog.Listing::name)
        .containsExactly("small", "broken", "small", EMBEDDED);
    assertThat(listings.get(1).fault()).hasValueSatisfying(f -> assertThat(f).contains("schema"));
    assertThat(listings.get(3).place()).isEqualTo("embedded");
  }

  @Test
  void resolve_folderNameOrEmbedded_opensIt() throws IOException {
    Path written = packageIn("shelf");
    ModelCatalog catalog = catalog(folder.resolve("shelf"));
    assertThat(catalog.resolve(written.toString()).folder()).isEqualTo(written);
    assertThat(catalog.resolve("small").folder()).isEqualTo(written);
    assertThat(catalog(written).resolve("small").folder()).isEqualTo(written);
    ModelPackage embedded = catalog.resolve(EMBEDDED);
    assertThat(embedded.manifest().network().frameSize()).hasToString("128x128");
    assertThat(embedded.manifest().alignCorners()).isTrue();
    assertThat(embedded.folder()).startsWith(folder.resolve("cache"));
  }

  @Test
  void resolve_embeddedTwice_unpacksOnceAndMendsDamage() throws IOException {
    ModelPackage first = catalog().resolve(EMBEDDED);
    Path archive = first.archive(ArchiveKind.KEYPOINT_DETECTOR);
    var time = Files.getLastModifiedTime(archive);
    assertThat(catalog().resolve(EMBEDDED).folder()).isEqualTo(first.folder());
    assertThat(Files.getLastModifiedTime(archive)).isEqualTo(time);
    Files.write(archive, new byte[5]);
    assertThat(catalog().resolve(EMBEDDED).folder()).isEqualTo(first.folder());
    try (var left = Files.list(folder.resolve("cache"))) {
      assertThat(left).hasSize(1);
    }
  }

  @Test
  void resolve_unknownName_listsWhatThereIs() {
    assertThatThrownBy(() -> catalog().resolve("vox"))
        .isInstanceOf(RequestException.class)
        .hasMessageContainingAll("\"vox\"", EMBEDDED);
  }

  @Test
  void list_missingFolder_isRefused() {
    assertThatThrownBy(() -> catalog(folder.resolve("none")).list())
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("there is no such folder");
  }
}
