package dev.troupe.inference;

import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDList;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslateException;
import ai.djl.translate.TranslatorContext;
import com.google.errorprone.annotations.MustBeClosed;
import dev.troupe.media.FrameSize;
import dev.troupe.media.Picture;
import dev.troupe.model.ArchiveKind;
import dev.troupe.model.ModelLocation;
import dev.troupe.model.Precision;
import dev.troupe.motion.Keypoints;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the keypoints (and Jacobians) of pictures. For one thread; holds a share of the process's
 * network until closed.
 */
public final class KeypointDetector implements AutoCloseable {
  private final Networks.Lease lease;
  private final Predictor<List<Picture>, List<Keypoints>> predictor;
  private final int batch;

  /**
   * A detector for the calling thread.
   *
   * @param model which model
   * @param frameSize the network's frame size
   * @param compute device and batch
   * @throws dev.troupe.problems.BadDataException if the package cannot be read
   */
  @MustBeClosed
  public KeypointDetector(ModelLocation model, FrameSize frameSize, Compute compute) {
    this.batch = compute.detectorBatch();
    this.lease =
        Networks.lease(
            model,
            ArchiveKind.KEYPOINT_DETECTOR,
            new Networks.Use(compute.device(), Precision.FLOAT32, compute.packedFor(batch)));
    this.predictor = lease.predictor(new PicturesToKeypoints(batch, frameSize));
  }

  /**
   * Detects in batches of a fixed shape: the last one is filled up and the surplus dropped, so that
   * a picture's numbers do not depend on how many came with it.
   *
   * @param pictures of the network's frame size
   * @return one for each picture, in order
   * @throws IllegalStateException if the network fails or gives what is no number
   */
  public List<Keypoints> detect(List<Picture> pictures) {
    Networks.prepareThread();
    List<Keypoints> keypoints = new ArrayList<>(pictures.size());
    try {
      for (int from = 0; from < pictures.size(); from += batch) {
        keypoints.addAll(
            Networks.run(
                predictor, pictures.subList(from, Math.min(pictures.size(), from + batch))));
      }
    } catch (TranslateException e) {
      throw Faults.raised("keypoint detector", e);
    }
    Faults.checkFinite(keypoints);
    return keypoints;
  }

  @Override
  public void close() {
    predictor.close();
    lease.close();
  }

  private record PicturesToKeypoints(int batch, FrameSize size)
      implements NoBatchifyTranslator<List<Picture>, List<Keypoints>> {
    @Override
    public NDList processInput(TranslatorContext context, List<Picture> pictures) {
      context.setAttachment("count", pictures.size());
      return new NDList(Tensors.pictures(context.getNDManager(), pictures, batch, size));
    }

    @Override
    public List<Keypoints> processOutput(TranslatorContext context, NDList outputs) {
      int count = (Integer) context.getAttachment("count");
      return Tensors.keypoints(outputs.get(0), outputs.get(1), count);
    }
  }
}
