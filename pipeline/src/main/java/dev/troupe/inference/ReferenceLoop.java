package dev.troupe.inference;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.jni.JniUtils;
import com.google.errorprone.annotations.MustBeClosed;
import dev.troupe.media.Picture;
import dev.troupe.model.ArchiveKind;
import dev.troupe.model.ModelPackage;
import dev.troupe.model.Precision;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What one would do without Troupe, for measurements beside it: for every driving frame the
 * keypoint detector and the whole generator, one frame at a time, eagerly, in float32, without any
 * shortcut.
 */
public final class ReferenceLoop implements AutoCloseable {
  private static final int VALUE = 0;
  private static final int JACOBIAN = 1;
  private static final int PREDICTION = 4;

  private final TorchModule network;
  private final NDManager manager;
  private final NDArray source;
  private final NDArray sourceValue;
  private final NDArray sourceJacobian;

  /**
   * How frames of a package compare with those of the loop.
   *
   * @param largest the largest difference of a colour, of 1
   * @param psnr in dB
   */
  public record Difference(double largest, double psnr) {}

  /**
   * A loop on the processor.
   *
   * @param archive the network as {@link dev.troupe.model.PackageWriter#writeReference} writes it
   * @param picture the source image, of the network's frame size
   * @throws IOException if the archive cannot be read
   */
  @MustBeClosed
  @SuppressWarnings("MustBeClosedChecker") // closed by close()
  public ReferenceLoop(Path archive, Picture picture) throws IOException {
    Networks.prepareThread();
    network = TorchModule.load(archive, Device.cpu());
    manager = network.newBatch();
    source = floats(manager, picture);
    NDList keypoints = network.run("detect", source);
    keypoints.attach(manager);
    sourceValue = keypoints.get(VALUE);
    sourceJacobian = keypoints.get(JACOBIAN);
  }

  /**
   * Times the loop: from a decoded picture to a picture to encode.
   *
   * @param driving driving frames of the network's frame size
   * @param threads how many threads PyTorch may use
   * @return seconds per frame, by the wall clock
   */
  public double secondsPerFrame(List<Picture> driving, int threads) {
    Networks.prepareThread();
    int before = JniUtils.getNumThreads();
    JniUtils.setNumThreads(threads);
    try {
      frame(driving.get(0));
      long begin = System.nanoTime();
      driving.forEach(this::frame);
      long nanos = System.nanoTime() - begin;
      return nanos / (double) TimeUnit.SECONDS.toNanos(1) / driving.size();
    } finally {
      JniUtils.setNumThreads(before);
    }
  }

  /** One frame; its keypoints are those of the source, which takes the same time as any. */
  private Picture frame(Picture picture) {
    try (NDManager batch = network.newBatch()) {
      NDList outputs = run(batch, picture, sourceValue, sourceJacobian);
      NDArray levels = outputs.get(PREDICTION).mul(255f).round().clip(0, 255);
      NDArray bytes = levels.toType(DataType.UINT8, false).flip(1).transpose(0, 2, 3, 1);
      return Tensors.pictures(bytes, 1).get(0);
    }
  }

  private NDList run(NDManager batch, Picture picture, NDArray value, NDArray jacobian) {
    NDList inputs =
        new NDList(source, floats(batch, picture), sourceValue, sourceJacobian, value, jacobian);
    NDList outputs = network.run(inputs);
    outputs.attach(batch);
    return outputs;
  }

  /**
   * Compares a package with the loop on the same driving frames, before rounding to grey levels.
   *
   * @param model the package of the same weights
   * @param precision the package's
   * @param driving driving frames of the network's frame size
   * @return the differences over all of them
   * @throws IOException if an archive cannot be read
   */
  public Difference difference(ModelPackage model, Precision precision, List<Picture> driving)
      throws IOException {
    Networks.prepareThread();
    double largest = 0;
    double squares = 0;
    long count = 0;
    try (LoadedArchive encoderFile = new LoadedArchive(model, ArchiveKind.APPEARANCE_ENCODER);
        LoadedArchive generatorFile = new LoadedArchive(model, ArchiveKind.FRAME_GENERATOR);
        TorchModule encoder = TorchModule.load(encoderFile.file(), Device.cpu());
        TorchModule generator = TorchModule.load(generatorFile.file(), Device.cpu())) {
      generator.prepare(precision, 1);
      NDList encoding = encoder.run(new NDList(source));
      for (Picture picture : driving) {
        try (NDManager batch = network.newBatch()) {
          NDList moved = network.run("detect", floats(batch, picture));
          moved.attach(batch);
          NDList wanted = run(batch, picture, moved.get(VALUE), moved.get(JACOBIAN));
          NDList inputs = new NDList(encoding);
          inputs.addAll(new NDList(sourceValue, sourceJacobian));
          inputs.addAll(new NDList(moved.get(VALUE), moved.get(JACOBIAN)));
          NDList found = generator.run(inputs);
          found.attach(batch);
          float[] a = wanted.get(PREDICTION).toFloatArray();
          float[] b = found.get(1).toFloatArray();
          for (int i = 0; i < a.length; i++) {
            double away = Math.abs((double) a[i] - b[i]);
            largest = Math.max(largest, away);
            squares += away * away;
          }
          count += a.length;
        }
      }
    }
    return new Difference(largest, -10 * Math.log10(Math.max(squares / count, 1e-20)));
  }

  private static NDArray floats(NDManager manager, Picture picture) {
    NDArray bytes = Tensors.pictures(manager, List.of(picture), 1, picture.size());
    NDArray planes = bytes.toType(DataType.FLOAT32, false).flip(3).transpose(0, 3, 1, 2);
    return planes.div(255f);
  }

  @Override
  public void close() {
    manager.close();
    network.close();
  }
}
