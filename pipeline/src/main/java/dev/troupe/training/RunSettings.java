package dev.troupe.training;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.troupe.problems.BadDataException;
import dev.troupe.source.HadoopFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a run was begun, kept in its folder so that going on with it needs nothing else; its
 * configuration lies beside it.
 *
 * @param data a folder of videos, absolute
 * @param perceptual VGG-19's weights, absolute; null where the run has none
 * @param steps the last step; null where epochs say when it ends
 * @param epochs how many; null for as many as the configuration says
 * @param checkpointSteps a checkpoint is written every so many steps
 * @param alignCorners whether pictures are sampled corner-aligned
 * @param bfloat16 whether convolutions compute in it
 * @param devices where it is computed
 * @param threads compute threads; null for as many as there are cores
 * @param keptBytes how much of a temporary disk decoded frames may take
 */
public record RunSettings(
    String data,
    @Nullable String perceptual,
    @Nullable Long steps,
    @Nullable Long epochs,
    long checkpointSteps,
    boolean alignCorners,
    boolean bfloat16,
    List<String> devices,
    @Nullable Long threads,
    long keptBytes) {
  private static final String FILE = "run.json";
  private static final long MOST_BYTES = 1 << 20;
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /** Copies the list. */
  public RunSettings {
    devices = List.copyOf(devices);
  }

  /**
   * Reads those of the run in a folder.
   *
   * @param output the run's folder
   * @return none where there is no run or it is of a version that kept none
   * @throws BadDataException if they cannot be read
   */
  public static Optional<RunSettings> read(Path output) {
    Path file = output.resolve(FILE);
    try {
      if (!Files.isRegularFile(file) || Files.size(file) > MOST_BYTES) {
        return Optional.empty();
      }
      return Optional.ofNullable(JSON.readValue(Files.readAllBytes(file), RunSettings.class));
    } catch (IOException | IllegalArgumentException e) {
      throw new BadDataException(
          "Cannot resume in %s: its %s is damaged; expected what a training run wrote"
              .formatted(output, FILE),
          e);
    }
  }

  /**
   * The copy of its configuration.
   *
   * @param output the run's folder
   * @return a file, if there is a run
   */
  public static Path config(Path output) {
    return output.resolve("config.yaml");
  }

  static RunSettings of(TrainRequest request) {
    String data = request.data();
    TrainRequest.Compute compute = request.compute();
    return new RunSettings(
        HadoopFiles.isLocal(data) ? HadoopFiles.localPath(data).toAbsolutePath().toString() : data,
        request.start().perceptual().map(file -> file.toAbsolutePath().toString()).orElse(null),
        boxed(request.length().steps()),
        boxed(request.length().epochs()),
        request.length().checkpointSteps(),
        request.start().alignCorners(),
        compute.half(),
        compute.devices(),
        boxed(compute.threads()),
        compute.keptBytes());
  }

  private static @Nullable Long boxed(java.util.OptionalLong value) {
    return value.isPresent() ? value.getAsLong() : null;
  }

  void write(Path output) throws IOException {
    Files.write(output.resolve(FILE), JSON.writeValueAsBytes(this));
  }
}
