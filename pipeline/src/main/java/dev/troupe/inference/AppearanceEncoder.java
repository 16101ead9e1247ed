package dev.troupe.inference;

import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDList;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslateException;
import ai.djl.translate.TranslatorContext;
import com.google.errorprone.annotations.MustBeClosed;
import dev.troupe.inference.Appearance.FloatTensor;
import dev.troupe.media.FrameSize;
import dev.troupe.media.Picture;
import dev.troupe.model.ArchiveKind;
import dev.troupe.model.ModelLocation;
import dev.troupe.model.Precision;
import dev.troupe.motion.Keypoints;
import java.util.List;

/** Computes all that the generator needs of a source image, once per source. For one thread. */
public final class AppearanceEncoder implements AutoCloseable {
  private final KeypointDetector detector;
  private final Networks.Lease lease;
  private final Predictor<Picture, List<FloatTensor>> predictor;

  /**
   * An encoder for the calling thread.
   *
   * @param model which model
   * @param frameSize the network's frame size
   * @param compute device and batch
   * @throws dev.troupe.problems.BadDataException if the package cannot be read
   */
  @MustBeClosed
  @SuppressWarnings("MustBeClosedChecker") // the detector is closed by close()
  public AppearanceEncoder(ModelLocation model, FrameSize frameSize, Compute compute) {
    this.detector = new KeypointDetector(model, frameSize, compute);
    try {
      this.lease =
          Networks.lease(
              model,
              ArchiveKind.APPEARANCE_ENCODER,
              new Networks.Use(compute.device(), Precision.FLOAT32, compute.packedFor(1)));
    } catch (RuntimeException e) {
      detector.close();
      throw e;
    }
    this.predictor = lease.predictor(new PictureToEncoding(frameSize));
  }

  /**
   * Encodes a source image.
   *
   * @param source of the network's frame size
   * @return its keypoints and appearance encoding
   * @throws IllegalStateException if a network fails or gives what is no number
   */
  public Appearance encode(Picture source) {
    Keypoints keypoints = detector.detect(List.of(source)).get(0);
    try {
      List<FloatTensor> outputs = Networks.run(predictor, source);
      outputs.forEach(output -> Faults.checkFinite("appearance encoder", output.data()));
      return new Appearance(keypoints, outputs.get(0), outputs.get(1));
    } catch (TranslateException e) {
      throw Faults.raised("appearance encoder", e);
    }
  }

  @Override
  public void close() {
    predictor.close();
    lease.close();
    detector.close();
  }

  private record PictureToEncoding(FrameSize size)
      implements NoBatchifyTranslator<Picture, List<FloatTensor>> {
    @Override
    public NDList processInput(TranslatorContext context, Picture source) {
      return new NDList(Tensors.pictures(context.getNDManager(), List.of(source), 1, size));
    }

    @Override
    public List<FloatTensor> processOutput(TranslatorContext context, NDList outputs) {
      return List.of(Tensors.plain(outputs.get(0)), Tensors.plain(outputs.get(1)));
    }
  }
}
