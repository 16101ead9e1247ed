package dev.troupe.evaluation;

import com.google.errorprone.annotations.MustBeClosed;
import dev.troupe.inference.Appearance;
import dev.troupe.inference.AppearanceEncoder;
import dev.troupe.inference.Compute;
import dev.troupe.inference.FrameGenerator;
import dev.troupe.inference.KeypointDetector;
import dev.troupe.media.Picture;
import dev.troupe.model.ModelLocation;
import dev.troupe.motion.Keypoints;
import dev.troupe.motion.MotionTransfer;
import dev.troupe.motion.TransferMode;
import dev.troupe.problems.BadDataException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A model at work. */
final class NetworkAnimator implements Animator {
  private final TransferMode mode;
  private final boolean adaptScale;
  private final Appearance appearance;
  private final KeypointDetector detector;
  private final FrameGenerator generator;
  private @Nullable MotionTransfer transfer;

  @MustBeClosed
  @SuppressWarnings("MustBeClosedChecker") // closed in close()
  NetworkAnimator(ModelLocation model, Picture source, TransferMode mode, boolean adaptScale) {
    this.mode = mode;
    this.adaptScale = adaptScale;
    try (AppearanceEncoder encoder = new AppearanceEncoder(model, source.size(), Compute.CPU)) {
      appearance = encoder.encode(source);
    }
    detector = new KeypointDetector(model, source.size(), Compute.CPU);
    generator = new FrameGenerator(model, appearance, Compute.CPU);
  }

  @Override
  public List<Picture> animate(List<Picture> driving) {
    List<Keypoints> keypoints = detector.detect(driving);
    MotionTransfer used = transfer(keypoints.get(0));
    return generator.generate(keypoints.stream().map(used::apply).toList());
  }

  @Override
  public void close() {
    generator.close();
    detector.close();
  }

  private MotionTransfer transfer(Keypoints first) {
    if (transfer == null) {
      transfer = mode == TransferMode.ABSOLUTE ? MotionTransfer.absolute() : relative(first);
    }
    return transfer;
  }

  private MotionTransfer relative(Keypoints first) {
    try {
      return MotionTransfer.relative(appearance.keypoints(), first, adaptScale);
    } catch (IllegalArgumentException e) {
      throw new BadDataException(
          "Cannot take motion relative to the first driving frame: " + e.getMessage(), e);
    }
  }
}
