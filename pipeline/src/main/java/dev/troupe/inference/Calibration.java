package dev.troupe.inference;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.troupe.model.ModelCatalog;
import dev.troupe.model.ModelPackage;
import dev.troupe.model.Precision;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The settings that measured fastest for a model on a kind of processor, kept beside its package
 * or, where that cannot be written, in the user's cache. Read where a job begins and sent to all
 * its tasks with the rest of {@link Compute}, never by a task: bits depend on it.
 *
 * @param contentHash of the model
 * @param processor the processor's name
 * @param detector the detector's setting
 * @param generator the generator's setting by precision
 */
public record Calibration(
    String contentHash, String processor, Setting detector, Map<Precision, Setting> generator) {
  private static final long MOST_BYTES = 1 << 16;
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .build();

  /**
   * What was fastest.
   *
   * @param batch frames per call, 1 to 16 and a divisor of 16, so that segments hold whole batches
   * @param layout how weights lie in memory
   * @param millisecondsPerFrame of one core
   */
  public record Setting(int batch, Compute.Layout layout, double millisecondsPerFrame) {
    /**
     * Checks the batch.
     *
     * @throws IllegalArgumentException if it is no divisor of 16
     */
    public Setting {
      if (batch < 1 || 16 % batch != 0) {
        throw new IllegalArgumentException("a batch must be a divisor of 16, found " + batch);
      }
    }
  }

  /** Copies the map. */
  public Calibration {
    Map<Precision, Setting> copy = new EnumMap<>(Precision.class);
    copy.putAll(generator);
    generator = java.util.Collections.unmodifiableMap(copy);
  }

  /**
   * The settings for a job.
   *
   * @param precision the job's
   * @return on the processor; the defaults for a precision that was not measured
   */
  public Compute compute(Precision precision) {
    Setting found = generator.get(precision);
    return found == null
        ? Compute.CPU.in(precision)
        : new Compute(
            "cpu", detector.batch(), found.batch(), precision, found.layout(), Compute.NO_REUSE);
  }

  /**
   * Finds what was measured on this kind of processor.
   *
   * @param model an opened package
   * @return empty if nothing was, or what was kept cannot be read
   */
  public static Optional<Calibration> find(ModelPackage model) {
    String processor = Processor.current().name();
    for (Path file : places(model, processor)) {
      Optional<Calibration> found = read(file);
      if (found.isPresent()
          && found.get().contentHash().equals(model.manifest().contentHash())
          && found.get().processor().equals(processor)) {
        return found;
      }
    }
    return Optional.empty();
  }

  /**
   * Keeps what was measured.
   *
   * @param model the package it belongs to
   * @return the file
   * @throws IOException if neither place can be written
   */
  public Path keep(ModelPackage model) throws IOException {
    List<Path> places = places(model, processor);
    try {
      return write(places.get(0));
    } catch (FileSystemException e) {
      if (!(e instanceof AccessDeniedException) && Files.isWritable(model.folder())) {
        throw e;
      }
      return write(places.get(1));
    }
  }

  private Path write(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    Path part = file.resolveSibling(file.getFileName() + "." + UUID.randomUUID() + ".part");
    try {
      Files.write(part, JSON.writeValueAsBytes(this));
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
    return file;
  }

  /** Anything wrong with the file is as if it were not there: it only makes a job slower. */
  private static Optional<Calibration> read(Path file) {
    try {
      return Files.isRegularFile(file) && Files.size(file) <= MOST_BYTES
          ? Optional.of(JSON.readValue(Files.readAllBytes(file), Calibration.class))
          : Optional.empty();
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static List<Path> places(ModelPackage model, String processor) {
    String kind = Integer.toHexString(processor.hashCode());
    Path cache = ModelCatalog.cache(System.getenv()).resolve("calibrations");
    String hash = model.manifest().contentHash();
    return List.of(
        model.folder().resolve("calibration-%s.json".formatted(kind)),
        cache.resolve("%s-%s.json".formatted(hash, kind)));
  }
}
