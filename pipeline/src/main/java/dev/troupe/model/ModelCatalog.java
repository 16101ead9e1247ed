package dev.troupe.model;

import dev.troupe.machine.CacheFolder;
import dev.troupe.problems.BadDataException;
import dev.troupe.problems.RequestException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The model packages that can be had by name: those in the folders of {@code --models} and of the
 * environment variable {@code TROUPE_MODELS}, and those that come with the tool. Where a name is
 * there twice, the first of that order is meant.
 */
public final class ModelCatalog {
  /** Names folders of model packages, separated as in PATH. */
  public static final String FOLDERS_VARIABLE = "TROUPE_MODELS";

  private final List<Path> folders;
  private final EmbeddedModels embedded;

  /**
   * A catalog of given folders.
   *
   * @param folders folders that hold packages, or are packages themselves
   * @param cache where embedded packages are unpacked to; created when needed
   */
  public ModelCatalog(List<Path> folders, Path cache) {
    this.folders = List.copyOf(folders);
    this.embedded = new EmbeddedModels(cache);
  }

  /**
   * The catalog that a command sees.
   *
   * @param modelsFolder the option {@code --models}
   * @param environment the environment's variables
   * @return a catalog
   */
  public static ModelCatalog of(Optional<Path> modelsFolder, Map<String, String> environment) {
    List<Path> folders = new ArrayList<>();
    modelsFolder.ifPresent(folders::add);
    for (String folder :
        environment.getOrDefault(FOLDERS_VARIABLE, "").split(File.pathSeparator, -1)) {
      if (!folder.isBlank()) {
        folders.add(Path.of(folder));
      }
    }
    return new ModelCatalog(folders, cache(environment));
  }

  /**
   * The folder for what the tool unpacks and copies.
   *
   * @param environment the environment's variables
   * @return a folder, perhaps not there yet
   */
  public static Path cache(Map<String, String> environment) {
    return CacheFolder.of(environment).packages();
  }

  /**
   * A package that was found.
   *
   * @param name what {@code --model} takes
   * @param place its folder, or "embedded"
   * @param manifest what it says of itself; empty where that cannot be read
   * @param fault why it cannot be used, one sentence; empty where it can
   */
  public record Listing(
      String name, String place, Optional<ModelManifest> manifest, Optional<String> fault) {}

  /**
   * What is there. Archives are not looked at.
   *
   * @return the packages in the order in which they are searched
   * @throws RequestException if a folder cannot be read
   */
  public List<Listing> list() {
    List<Listing> listings = new ArrayList<>();
    for (Path folder : folders) {
      packagesIn(folder).forEach(found -> listings.add(listing(found)));
    }
    embedded
        .manifests()
        .forEach(
            (name, manifest) ->
                listings.add(
                    new Listing(name, "embedded", Optional.of(manifest), Optional.empty())));
    return listings;
  }

  /**
   * Finds and opens a model.
   *
   * @param model the folder of a package, or the name of one of the catalog's
   * @return the package, its archives checked
   * @throws RequestException if there is none
   * @throws BadDataException if it is damaged
   * @throws IOException if an embedded package cannot be unpacked
   */
  public ModelPackage resolve(String model) throws IOException {
    if (Files.isRegularFile(Path.of(model).resolve(ModelPackage.MANIFEST))) {
      return ModelPackage.open(Path.of(model));
    }
    for (Path folder : folders) {
      for (Path found : packagesIn(folder)) {
        Listing listing = listing(found);
        if (listing.name().equals(model)) {
          return ModelPackage.open(found);
        }
      }
    }
    if (embedded.manifests().containsKey(model)) {
      return embedded.unpack(model);
    }
    throw new RequestException(
        List.of(
            "Cannot find model \"%s\": it is neither the folder of a model package nor one of %s"
                .formatted(model, list().stream().map(Listing::name).distinct().toList())));
  }

  private static Listing listing(Path folder) {
    String place = folder.toString();
    try {
      ModelManifest manifest = ModelPackage.readManifest(folder);
      return new Listing(manifest.name(), place, Optional.of(manifest), Optional.empty());
    } catch (BadDataException e) {
      return new Listing(
          String.valueOf(folder.getFileName()),
          place,
          Optional.empty(),
          Optional.of(String.valueOf(e.getMessage())));
    }
  }

  private static List<Path> packagesIn(Path folder) {
    if (Files.isRegularFile(folder.resolve(ModelPackage.MANIFEST))) {
      return List.of(folder);
    }
    if (!Files.isDirectory(folder)) {
      throw new RequestException(
          List.of("Cannot look for models in %s: there is no such folder".formatted(folder)));
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(entry -> Files.isRegularFile(entry.resolve(ModelPackage.MANIFEST)))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new RequestException(
          List.of("Cannot look for models in %s: %s".formatted(folder, e.getMessage())));
    }
  }
}
