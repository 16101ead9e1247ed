package dev.troupe.model;

import com.google.errorprone.annotations.MustBeClosed;
import dev.troupe.problems.RequestException;
import dev.troupe.torchscript.Checkpoint;
import dev.troupe.torchscript.ScriptArchive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Writes a model package. Everything is made in a hidden folder beside the place it is for and
 * moved there when finished; whatever goes wrong before leaves nothing behind.
 */
public final class PackageWriter implements AutoCloseable {
  private static final String REFERENCE = "reference.pt";

  private final Path output;
  private final boolean overwrite;
  private final Path draft;
  private final NetworkConfig config;
  private final boolean alignCorners;
  private final NetworkWeights.Both weights;

  private PackageWriter(
      Target target, NetworkConfig config, boolean alignCorners, NetworkWeights.Both weights)
      throws IOException {
    this.output = target.folder();
    this.overwrite = target.overwrite();
    this.config = config;
    this.alignCorners = alignCorners;
    this.weights = weights;
    this.draft = Folders.createBeside(output);
  }

  /**
   * Where a package goes.
   *
   * @param folder the package's folder; parents are created
   * @param overwrite whether a package that is there already is replaced
   */
  public record Target(Path folder, boolean overwrite) {

    /**
     * What speaks against writing there.
     *
     * @return no sentence or one
     */
    public List<String> mistakes() {
      if (!Files.exists(folder)) {
        return List.of();
      }
      if (!overwrite) {
        return List.of(
            "Cannot write model %s: it exists already; give --overwrite to replace it"
                .formatted(folder));
      }
      return Files.isRegularFile(folder.resolve(ModelPackage.MANIFEST)) || isEmptyFolder()
          ? List.of()
          : List.of(
              "Cannot write model %s: what is there is no model package, so it is not overwritten"
                  .formatted(folder));
    }

    private boolean isEmptyFolder() {
      try (Stream<Path> entries = Files.list(folder)) {
        return entries.findAny().isEmpty();
      } catch (IOException e) {
        return false;
      }
    }
  }

  /**
   * Where a package comes from.
   *
   * @param name the model's name
   * @param createdBy the tool and its version
   * @param checkpoint the checkpoint file
   */
  public record Provenance(String name, String createdBy, Path checkpoint) {}

  /**
   * Checks the checkpoint against the configuration and writes the four archives.
   *
   * @param target where to
   * @param checkpoint the weights; must stay open until {@link #writeReference} is done
   * @param config the networks
   * @param alignCorners whether pictures are sampled corner-aligned
   * @return a writer that holds a finished draft, to be closed
   * @throws RequestException if something is there already that may not be replaced
   * @throws dev.troupe.problems.BadDataException if tensors are missing, misshapen or unexpected
   * @throws IOException if the archives cannot be written
   */
  @MustBeClosed
  public static PackageWriter write(
      Target target, Checkpoint checkpoint, NetworkConfig config, boolean alignCorners)
      throws IOException {
    if (!target.mistakes().isEmpty()) {
      throw new RequestException(target.mistakes());
    }
    return write(target, NetworkWeights.of(checkpoint, config), config, alignCorners);
  }

  /**
   * Writes a package of random weights, for measurements.
   *
   * @param target where to
   * @param config the networks
   * @param seed what the weights depend on
   * @return a writer that holds a finished draft, to be closed
   * @throws RequestException if something is there already that may not be replaced
   * @throws IOException if the archives cannot be written
   */
  @MustBeClosed
  public static PackageWriter writeRandom(Target target, NetworkConfig config, long seed)
      throws IOException {
    if (!target.mistakes().isEmpty()) {
      throw new RequestException(target.mistakes());
    }
    return write(target, NetworkWeights.random(config, seed), config, true);
  }

  @MustBeClosed
  private static PackageWriter write(
      Target target, NetworkWeights.Both weights, NetworkConfig config, boolean alignCorners)
      throws IOException {
    PackageWriter writer = new PackageWriter(target, config, alignCorners, weights);
    boolean done = false;
    try {
      for (ArchiveKind kind : ArchiveKind.values()) {
        ScriptArchive.write(kind.module(config, alignCorners, weights), writer.archive(kind));
      }
      done = true;
      return writer;
    } finally {
      if (!done) {
        writer.close();
      }
    }
  }

  /**
   * Writes the model once more, without any shortcut, to prove the archives against: {@code
   * forward(source (1,3,H,W), driving (N,3,H,W), source value, source jacobian, driving value,
   * driving jacobian) -> (value and jacobian of driving; encoding, small, prediction, mask,
   * deformation, occlusion, warps, deformed)}. It does not become part of the package.
   *
   * @return the file, there until this writer is finished or closed
   * @throws IOException if it cannot be written
   */
  public Path writeReference() throws IOException {
    Path file = draft.resolve(REFERENCE);
    ScriptArchive.write(new ReferenceScript(config, weights, alignCorners).module(), file);
    return file;
  }

  /**
   * The networks' configuration.
   *
   * @return as given
   */
  public NetworkConfig config() {
    return config;
  }

  /**
   * Where the draft of an archive lies.
   *
   * @param kind which
   * @return its file, there until this writer is finished or closed
   */
  public Path archive(ArchiveKind kind) {
    return draft.resolve(kind.fileName());
  }

  /**
   * Adds the manifest and moves the package to its place.
   *
   * @param provenance where it comes from
   * @param proof the largest difference of each output from the reference
   * @param precision the error of each reduced precision
   * @return the package
   * @throws IOException if it cannot be written or moved
   */
  public ModelPackage finish(
      Provenance provenance, Map<String, Double> proof, Map<Precision, PrecisionError> precision)
      throws IOException {
    Files.deleteIfExists(draft.resolve(REFERENCE));
    Map<ArchiveKind, ModelManifest.Archive> archives = new EnumMap<>(ArchiveKind.class);
    for (ArchiveKind kind : ArchiveKind.values()) {
      Path file = archive(kind);
      archives.put(kind, new ModelManifest.Archive(Files.size(file), FileDigest.of(file)));
    }
    Path checkpoint = provenance.checkpoint();
    ModelManifest manifest =
        new ModelManifest(
            ModelManifest.SCHEMA,
            provenance.name(),
            provenance.createdBy(),
            alignCorners,
            new ModelManifest.Origin(
                String.valueOf(checkpoint.getFileName()), FileDigest.of(checkpoint)),
            config,
            archives,
            ModelManifest.contentHash(archives),
            proof,
            precision);
    Files.write(draft.resolve(ModelPackage.MANIFEST), manifest.toJson());
    moveIntoPlace();
    return ModelPackage.open(output);
  }

  private void moveIntoPlace() throws IOException {
    if (overwrite && Files.exists(output)) {
      Path old = Folders.createBeside(output);
      Files.move(output, old, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
      try {
        Files.move(draft, output, StandardCopyOption.ATOMIC_MOVE);
      } catch (IOException e) {
        Files.move(old, output, StandardCopyOption.ATOMIC_MOVE);
        throw e;
      }
      Folders.delete(old);
    } else {
      Files.move(draft, output, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  @Override
  public void close() throws IOException {
    Folders.delete(draft);
  }
}
