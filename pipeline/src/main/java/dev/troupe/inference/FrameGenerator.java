package dev.troupe.inference;

import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslateException;
import ai.djl.translate.TranslatorContext;
import com.google.errorprone.annotations.MustBeClosed;
import dev.troupe.media.Picture;
import dev.troupe.model.ArchiveKind;
import dev.troupe.model.ModelLocation;
import dev.troupe.motion.Keypoints;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Generates frames of one source from transferred motion: dense motion, warping and decoding of a
 * ready appearance encoding. For one thread; holds native memory until closed.
 */
public final class FrameGenerator implements AutoCloseable {
  private final Networks.Lease lease;
  private final NDManager manager;
  private final Predictor<List<Keypoints>, List<GeneratedFrame>> predictor;
  private final int batch;

  /**
   * A generator for the calling thread.
   *
   * @param model which model
   * @param appearance the source, encoded by the same model
   * @param compute device and batch
   * @throws dev.troupe.problems.BadDataException if the package cannot be read
   */
  @MustBeClosed
  public FrameGenerator(ModelLocation model, Appearance appearance, Compute compute) {
    this.batch = compute.generatorBatch();
    this.lease =
        Networks.lease(
            model,
            ArchiveKind.FRAME_GENERATOR,
            new Networks.Use(compute.device(), compute.precision(), compute.packedFor(batch)));
    this.manager = lease.newManager();
    this.predictor =
        lease.predictor(new MotionToPictures(batch, SourceTensors.of(manager, appearance)));
  }

  /**
   * Generates in batches of a fixed shape: the last one is filled up and the surplus dropped, so
   * that a frame's pixels do not depend on how many came with it.
   *
   * @param motion transferred keypoints, one for each frame
   * @return one picture of the network's frame size for each, in order
   */
  public List<Picture> generate(List<Keypoints> motion) {
    return frames(motion).stream().map(GeneratedFrame::picture).toList();
  }

  /**
   * The same with what the networks say of each frame.
   *
   * @param motion transferred keypoints, one for each frame
   * @return one frame for each, in order
   */
  public List<GeneratedFrame> frames(List<Keypoints> motion) {
    Networks.prepareThread();
    List<GeneratedFrame> frames = new ArrayList<>(motion.size());
    try {
      for (int from = 0; from < motion.size(); from += batch) {
        frames.addAll(
            Networks.run(predictor, motion.subList(from, Math.min(motion.size(), from + batch))));
      }
    } catch (TranslateException e) {
      throw new IllegalStateException("Cannot generate frames: " + e.getMessage(), e);
    }
    return frames;
  }

  @Override
  public void close() {
    predictor.close();
    manager.close();
    lease.close();
  }

  private record MotionToPictures(int batch, SourceTensors source)
      implements NoBatchifyTranslator<List<Keypoints>, List<GeneratedFrame>> {
    @Override
    public NDList processInput(TranslatorContext context, List<Keypoints> motion) {
      context.setAttachment("count", motion.size());
      return source.with(
          Tensors.values(context.getNDManager(), motion, batch),
          Tensors.jacobians(context.getNDManager(), motion, batch));
    }

    @Override
    public List<GeneratedFrame> processOutput(TranslatorContext context, NDList outputs) {
      // The engine gives outputs to the first input's manager, which outlives this call.
      outputs.attach(context.getNDManager());
      int count = (Integer) context.getAttachment("count");
      List<Picture> pictures = Tensors.pictures(outputs.get(0), count);
      float[] occluded = outputs.size() > 2 ? outputs.get(2).toFloatArray() : unknown(count);
      List<GeneratedFrame> frames = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        frames.add(new GeneratedFrame(pictures.get(i), occluded[i]));
      }
      return frames;
    }

    private static float[] unknown(int count) {
      float[] values = new float[count];
      Arrays.fill(values, Float.NaN);
      return values;
    }
  }
}
