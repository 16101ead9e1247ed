package dev.troupe.inference;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import ai.djl.util.cuda.CudaUtils;
import dev.troupe.model.ArchiveKind;
import dev.troupe.model.ModelManifest;
import dev.troupe.model.NetworkConfig;
import java.util.OptionalLong;

/**
 * A GPU's memory: how many frames a task may compute at once in its share of it, and how much of it
 * is in use.
 */
public final class DeviceMemory {
  /** The largest batch that is chosen; segments are multiples of it. */
  public static final int LARGEST_BATCH = 16;

  /** CUDA's and cuDNN's own, once for each process. */
  private static final long LIBRARIES = 1L << 30;

  /** Weights as loaded and as converted or packed. */
  private static final int COPIES_OF_WEIGHTS = 2;

  /**
   * How many tensors of a frame's largest layer live at once, workspaces of convolutions included.
   * The networks need about three; the rest is for what libraries take unasked.
   */
  private static final int LARGEST_LAYERS = 8;

  private DeviceMemory() {}

  /**
   * What a task takes of its device, estimated and meant to be too much rather than too little.
   *
   * @param manifest of the model
   * @param frames in a batch
   * @return bytes, in float32
   */
  public static long estimate(ModelManifest manifest, int frames) {
    NetworkConfig network = manifest.network();
    long weights =
        bytes(manifest, ArchiveKind.FRAME_GENERATOR)
            + bytes(manifest, ArchiveKind.KEYPOINT_DETECTOR);
    long layer =
        (long) network.generator().blockExpansion()
            * network.frameSize().width()
            * network.frameSize().height()
            * Float.BYTES;
    return LIBRARIES + COPIES_OF_WEIGHTS * weights + LARGEST_LAYERS * layer * frames;
  }

  /**
   * The batch for a share of a device.
   *
   * @param manifest of the model
   * @param share bytes that a task may take
   * @return a power of two up to {@value #LARGEST_BATCH}; 0 if not even one frame fits
   */
  public static int batch(ModelManifest manifest, long share) {
    int batch = LARGEST_BATCH;
    while (batch > 0 && estimate(manifest, batch) > share) {
      batch /= 2;
    }
    return batch;
  }

  /**
   * What is in use of a GPU, by all processes that share it.
   *
   * @param device as in "gpu0"
   * @return bytes; empty for the processor, and where CUDA's runtime library does not tell
   */
  public static OptionalLong used(String device) {
    if (device.equals("cpu") || !CudaUtils.hasCuda()) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(
          CudaUtils.getGpuMemory(Device.gpu(Compute.index(device))).getCommitted());
    } catch (EngineException | IllegalArgumentException e) {
      return OptionalLong.empty(); // a number in a report is worth no failure
    }
  }

  private static long bytes(ModelManifest manifest, ArchiveKind kind) {
    ModelManifest.Archive archive = manifest.archives().get(kind);
    return archive == null ? 0 : archive.bytes();
  }
}
