package dev.troupe.inference;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.google.errorprone.annotations.MustBeClosed;
import dev.troupe.media.Picture;
import dev.troupe.problems.BadDataException;
import dev.troupe.torchscript.ForeignScript;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A network of the user's own that says something about a picture: landmarks, or an embedding of
 * who is in it. A TorchScript archive whose {@code forward} takes one RGB picture, float32 (1, 3,
 * height, width) in [0, 1], and returns one float tensor whose first dimension is 1. For one
 * thread; holds native memory until closed.
 *
 * <p>TorchScript is a program that can read and write files: only archives whose code was looked
 * through and does arithmetic on tensors alone are run.
 */
public final class PictureNetwork implements AutoCloseable {
  private final TorchModule module;
  private final Path archive;

  /**
   * Loads an archive onto the processor.
   *
   * @param archive a local file whose name ends in {@code .pt}
   * @throws IOException if it cannot be read
   * @throws BadDataException if its code does anything but arithmetic, or PyTorch refuses it
   */
  @MustBeClosed
  @SuppressWarnings("MustBeClosedChecker") // closed in close()
  public PictureNetwork(Path archive) throws IOException {
    Networks.prepareThread();
    this.archive = archive;
    Path folder = Files.createTempDirectory("troupe-network");
    Path copy = folder.resolve("network.pt");
    try {
      ForeignScript.copy(archive, copy);
      this.module = TorchModule.load(copy, Device.cpu());
    } catch (BadDataException e) {
      String reason = String.valueOf(e.getMessage());
      throw new BadDataException(reason.replace(copy.toString(), archive.toString()), e);
    } finally {
      Files.deleteIfExists(copy);
      Files.deleteIfExists(folder);
    }
  }

  /**
   * What the network says.
   *
   * @param shape of its answer, the first dimension left out
   * @param values in row-major order
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared by value
  public record Answer(long[] shape, float[] values) {}

  /**
   * Asks the network.
   *
   * @param picture any the network takes
   * @return its answer
   * @throws BadDataException if it fails on the picture or does not return one float tensor
   */
  public Answer ask(Picture picture) {
    Networks.prepareThread();
    try (NDManager batch = module.newBatch()) {
      NDList outputs = module.run(new NDList(tensor(batch, picture)));
      outputs.attach(batch);
      NDArray first = outputs.get(0);
      long[] shape = first.getShape().getShape();
      if (outputs.size() != 1 || shape.length < 2 || shape[0] != 1) {
        throw new BadDataException(
            "Cannot use network %s: expected one tensor (1, ...), found %d tensors, the first %s"
                .formatted(archive, outputs.size(), first.getShape()));
      }
      return new Answer(java.util.Arrays.copyOfRange(shape, 1, shape.length), first.toFloatArray());
    } catch (EngineException | IllegalStateException | IllegalArgumentException e) {
      String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      throw new BadDataException(
          "Cannot use network %s on a picture of %s: %s".formatted(archive, picture.size(), reason),
          e);
    }
  }

  @Override
  public void close() {
    module.close();
  }

  private static NDArray tensor(NDManager manager, Picture picture) {
    int area = picture.width() * picture.height();
    FloatBuffer data =
        ByteBuffer.allocateDirect(3 * area * Float.BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    byte[] bgr = picture.bgr();
    for (int channel = 0; channel < 3; channel++) {
      for (int i = 0; i < area; i++) {
        data.put((bgr[3 * i + 2 - channel] & 255) / 255f);
      }
    }
    return manager.create(data.rewind(), new Shape(1, 3, picture.height(), picture.width()));
  }
}
