package dev.troupe.training;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What to train, on what, and where to.
 *
 * @param config the published YAML
 * @param data a folder of videos, in any file system
 * @param output a local folder for checkpoints, curves, pictures and the model
 * @param start where the weights come from
 * @param compute how it is computed
 * @param length when it ends and how often it is kept
 * @param createdBy the tool and its version, for the model's manifest
 */
public record TrainRequest(
    Path config,
    String data,
    Path output,
    Start start,
    Compute compute,
    Length length,
    String createdBy) {

  /**
   * Where the weights come from.
   *
   * @param warmStart a checkpoint of the same networks; else they are drawn
   * @param partly whether what does not fit in that checkpoint is drawn too
   * @param resume whether the run in {@code output} goes on
   * @param seed what all chance comes from
   * @param alignCorners whether pictures are sampled corner-aligned
   * @param perceptual VGG-19's weights, a torchvision state dictionary or a TorchScript archive
   */
  public record Start(
      Optional<Path> warmStart,
      boolean partly,
      boolean resume,
      long seed,
      boolean alignCorners,
      Optional<Path> perceptual) {}

  /**
   * How it is computed.
   *
   * @param devices "cpu", "gpu" or "gpu" with an index; each takes its part of every batch
   * @param half whether convolutions compute in bfloat16
   * @param threads compute threads; empty for as many as there are cores
   * @param keptBytes how much of a temporary disk decoded frames may take
   */
  public record Compute(List<String> devices, boolean half, OptionalLong threads, long keptBytes) {

    /** Copies the list. */
    public Compute {
      devices = List.copyOf(devices);
    }
  }

  /**
   * When it ends and how often it is kept.
   *
   * @param steps the last step, whatever the epochs
   * @param epochs how many epochs; empty for as many as the configuration says
   * @param checkpointSteps a checkpoint is written every so many steps
   */
  public record Length(OptionalLong steps, OptionalLong epochs, long checkpointSteps) {}
}
