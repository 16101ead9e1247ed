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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * Generates frames of one source from transferred motion: dense motion, warping and decoding of a
 * ready appearance encoding. For one thread; holds native memory until closed.
 */
public final class FrameGenerator implements AutoCloseable {
  /** One that is computed and one that waits: more would only take memory. */
  private static final int GPU_IN_FLIGHT = 2;

  private final Networks.Lease lease;
  private final NDManager manager;
  private final Predictor<List<Keypoints>, Batch> predictor;
  private final int batch;
  private final int inFlight;

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
    this(model, appearance, compute, compute.device().equals("cpu") ? 1 : GPU_IN_FLIGHT);
  }

  /** The same with so many batches given to the device before the first is read back. */
  @MustBeClosed
  FrameGenerator(ModelLocation model, Appearance appearance, Compute compute, int inFlight) {
    this.batch = compute.generatorBatch();
    this.inFlight = inFlight;
    this.lease =
        Networks.lease(
            model,
            ArchiveKind.FRAME_GENERATOR,
            new Networks.Use(compute.device(), compute.precision(), compute.packedFor(batch)));
    this.manager = lease.newManager();
    this.predictor =
        lease.predictor(
            new MotionToPictures(batch, SourceTensors.of(manager, appearance), manager));
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
    List<GeneratedFrame> frames = new ArrayList<>(motion.size());
    batches(motion).forEachRemaining(frames::addAll);
    return frames;
  }

  /**
   * The same batch by batch, each generated when it is asked for. A GPU is given the batch behind
   * it, too, before its results are waited for, so that it never waits for this thread.
   *
   * @param motion transferred keypoints, one for each frame
   * @return the frames of each batch, in order; to be used up before the next call; asking for one
   *     throws an IllegalStateException if the network fails or gives what is no number
   */
  public Iterator<List<GeneratedFrame>> batches(List<Keypoints> motion) {
    return new Iterator<>() {
      private final Deque<Batch> begun = new ArrayDeque<>();
      private int from;

      @Override
      public boolean hasNext() {
        return !begun.isEmpty() || from < motion.size();
      }

      @Override
      public List<GeneratedFrame> next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        while (begun.size() < inFlight && from < motion.size()) {
          int until = Math.min(motion.size(), from + batch);
          begun.add(begin(motion.subList(from, until)));
          from = until;
        }
        return Networks.timed(begun.remove()::read);
      }
    };
  }

  private Batch begin(List<Keypoints> motion) {
    Networks.prepareThread();
    try {
      return Networks.run(predictor, motion);
    } catch (TranslateException e) {
      throw Faults.raised("frame generator", e);
    }
  }

  /** Batches that were begun and not read are freed, too. */
  @Override
  public void close() {
    predictor.close();
    manager.close();
    lease.close();
  }

  /** A batch that the device has been given and may not have finished. */
  private record Batch(NDManager manager, NDList outputs, int count) {
    /** Waits for the device and frees the outputs. */
    List<GeneratedFrame> read() {
      try (manager) {
        // The sum of the prediction is a number if all of it is.
        Faults.checkFinite("frame generator", outputs.get(1).sum().getFloat());
        List<Picture> pictures = Tensors.pictures(outputs.get(0), count);
        float[] occluded = outputs.size() > 2 ? outputs.get(2).toFloatArray() : unknown(count);
        List<GeneratedFrame> frames = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
          frames.add(new GeneratedFrame(pictures.get(i), occluded[i]));
        }
        return frames;
      }
    }

    private static float[] unknown(int count) {
      float[] values = new float[count];
      Arrays.fill(values, Float.NaN);
      return values;
    }
  }

  private record MotionToPictures(int batch, SourceTensors source, NDManager manager)
      implements NoBatchifyTranslator<List<Keypoints>, Batch> {
    @Override
    public NDList processInput(TranslatorContext context, List<Keypoints> motion) {
      context.setAttachment("count", motion.size());
      return source.with(
          Tensors.values(context.getNDManager(), motion, batch),
          Tensors.jacobians(context.getNDManager(), motion, batch));
    }

    @Override
    public Batch processOutput(TranslatorContext context, NDList outputs) {
      // Outlives this call, which frees all that belongs to the context.
      NDManager own = manager.newSubManager();
      outputs.attach(own);
      return new Batch(own, outputs, (Integer) context.getAttachment("count"));
    }
  }
}
