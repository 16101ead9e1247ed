package dev.troupe.cli;

import dev.troupe.model.ModelCatalog;
import dev.troupe.model.ModelLocation;
import dev.troupe.problems.BadDataException;
import dev.troupe.problems.RequestException;
import dev.troupe.source.HadoopFiles;
import dev.troupe.source.RemoteModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which model a command uses. */
final class ModelOptions {
  private static final String EMBEDDED = "puppet-128";

  @Option(
      names = "--model",
      defaultValue = EMBEDDED,
      paramLabel = "NAME|DIR|URI",
      description =
          "A model package: a folder, its URI, or a name that \"troupe models\" lists (default: "
              + EMBEDDED
              + ", the embedded one).")
  private String model = EMBEDDED;

  @Option(
      names = "--models",
      paramLabel = "DIR",
      description = "A folder of model packages, searched before the one in TROUPE_MODELS.")
  private @Nullable Path models;

  private @Nullable ModelLocation resolved;

  ModelLocation location() throws IOException {
    if (resolved == null) {
      resolved = find(model);
    }
    return resolved;
  }

  /** A model by its name, its folder or its URI in any file system. */
  ModelLocation find(String wanted) throws IOException {
    return HadoopFiles.isLocal(wanted) && !wanted.startsWith("file:")
        ? ModelLocation.of(catalog().resolve(wanted))
        : RemoteModel.of(wanted);
  }

  /** Whether it is what {@code --model} says. */
  boolean isGiven(String wanted) {
    return wanted.equals(model);
  }

  List<String> mistakes() {
    try {
      location();
      return List.of();
    } catch (RequestException e) {
      return e.mistakes();
    } catch (BadDataException | IOException e) {
      return List.of(Optional.ofNullable(e.getMessage()).orElse("the model cannot be read"));
    }
  }

  ModelCatalog catalog() {
    return ModelCatalog.of(Optional.ofNullable(models), System.getenv());
  }
}
