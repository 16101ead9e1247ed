package dev.troupe.inference;

import dev.troupe.model.ModelManifest;
import dev.troupe.model.ModelPackage;
import dev.troupe.model.NetworkConfig;
import dev.troupe.model.PackageWriter;
import dev.troupe.problems.BadDataException;
import dev.troupe.problems.RequestException;
import dev.troupe.torchscript.Checkpoint;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Imports a published checkpoint: reads it, writes a model package, and proves the package. */
public final class ModelImport {
  /** The largest difference from the unfolded evaluation that is put down to rounding. */
  public static final double TOLERANCE = 1e-3;

  private ModelImport() {}

  /**
   * Runs an import. Nothing is left behind if it fails.
   *
   * @param request what and where to
   * @return the package, whose manifest holds the proof
   * @throws RequestException with all mistakes in the configuration, the name and the output
   * @throws BadDataException if the checkpoint cannot be read, does not fit the configuration, or
   *     the package does not compute the same as the checkpoint
   * @throws IOException if the package cannot be written
   */
  public static ModelPackage run(ImportRequest request) throws IOException {
    PackageWriter.Target target = new PackageWriter.Target(request.output(), request.overwrite());
    NetworkConfig config = check(request, target);
    try (Checkpoint checkpoint = Checkpoint.open(request.checkpoint());
        PackageWriter draft =
            PackageWriter.write(target, checkpoint, config, request.alignCorners())) {
      PackageProof.Result proof = PackageProof.run(draft);
      refuseDifferences(request, proof.differences());
      return draft.finish(
          new PackageWriter.Provenance(request.name(), request.createdBy(), request.checkpoint()),
          proof.differences(),
          proof.precision());
    }
  }

  private static NetworkConfig check(ImportRequest request, PackageWriter.Target target) {
    List<String> mistakes = new ArrayList<>(target.mistakes());
    if (!ModelManifest.isName(request.name())) {
      mistakes.add(
          "Cannot name a model \"%s\"; expected letters, digits, dots, dashes and underscores"
              .formatted(request.name()));
    }
    Optional<NetworkConfig> config = Optional.empty();
    try {
      config = Optional.of(NetworkConfig.read(request.config()));
    } catch (RequestException e) {
      mistakes.addAll(e.mistakes());
    }
    if (!mistakes.isEmpty()) {
      throw new RequestException(mistakes);
    }
    return config.orElseThrow();
  }

  private static void refuseDifferences(ImportRequest request, Map<String, Double> proof) {
    List<String> faults = new ArrayList<>();
    proof.forEach(
        (output, difference) -> {
          if (!(difference <= TOLERANCE)) {
            faults.add("%s by %.3g".formatted(output, difference));
          }
        });
    if (!faults.isEmpty()) {
      throw new BadDataException(
          "Cannot import checkpoint %s: the package computes something else than the checkpoint;"
                  .formatted(request.checkpoint())
              + " expected differences of at most %s, found %s"
                  .formatted(TOLERANCE, String.join(", ", faults)));
    }
  }
}
