package dev.troupe.jobs.manifest;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.troupe.jobs.Sessions;
import dev.troupe.model.ModelCatalog;
import dev.troupe.model.ModelLocation;
import dev.troupe.problems.RequestException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;

/** What tests of manifests that are text write and read, each in a folder of its own. */
abstract class TextManifests {
  static final String HEADER = "source,driving,output";

  @TempDir Path folder;

  List<BatchItem> csv(String... lines) throws IOException {
    return read("m.csv", String.join("\n", lines));
  }

  List<String> csvMistakes(String... lines) {
    return mistakes("m.csv", String.join("\n", lines));
  }

  List<String> mistakes(String name, String text) {
    return catchThrowableOfType(RequestException.class, () -> read(name, text)).mistakes();
  }

  List<String> mistakes(Path file) {
    return catchThrowableOfType(RequestException.class, () -> read(file)).mistakes();
  }

  List<BatchItem> read(String name, String text) throws IOException {
    return read(Files.writeString(folder.resolve(name), text));
  }

  static List<BatchItem> read(Path file) throws IOException {
    return new Manifest(Items.DEFAULTS, TextManifests::model)
        .read(ManifestFile.of(file.toString()), TextManifests::noSession);
  }

  private static ModelLocation model(String name) throws IOException {
    return ModelLocation.of(ModelCatalog.of(Optional.empty(), System.getenv()).resolve(name));
  }

  private static Sessions.Session noSession() {
    throw new AssertionError("text needs no Spark");
  }

  String at(String name) {
    return folder.resolve(name).toString();
  }
}
