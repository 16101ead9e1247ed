package dev.troupe.jobs.dataset;

import dev.troupe.inference.Appearance;
import dev.troupe.inference.AppearanceEncoder;
import dev.troupe.inference.Compute;
import dev.troupe.inference.DenseMotionEstimator;
import dev.troupe.inference.DenseMotionEstimator.DenseMotion;
import dev.troupe.inference.KeypointDetector;
import dev.troupe.media.Clip;
import dev.troupe.media.Fit;
import dev.troupe.media.Frame;
import dev.troupe.media.FrameRange;
import dev.troupe.media.FrameReader;
import dev.troupe.media.FrameSize;
import dev.troupe.media.Images;
import dev.troupe.media.Picture;
import dev.troupe.media.Rational;
import dev.troupe.media.Scaling;
import dev.troupe.motion.Keypoints;
import dev.troupe.problems.BadDataException;
import dev.troupe.source.ClipFinder;
import dev.troupe.source.FileHashes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/** Makes a clip's samples. For one thread. */
final class ClipSamples {
  /** A multiple of the networks' batches, so that numbers do not depend on it. */
  private static final int CHUNK = 16;

  private static final Rational STILL_RATE = new Rational(25, 1);

  private final DatasetRequest request;
  private final FrameSize size;
  private final DatasetClip clip;
  private final LongConsumer done;

  ClipSamples(DatasetRequest request, FrameSize size, DatasetClip clip, LongConsumer done) {
    this.request = request;
    this.size = size;
    this.clip = clip;
    this.done = done;
  }

  /**
   * Hands all samples on, in order.
   *
   * @throws IOException if a file system fails
   * @throws BadDataException if the clip cannot be read, or, behind its last sample, if it is
   *     damaged
   */
  void writeTo(SampleSink sink) throws IOException {
    Clip opened = ClipFinder.find(clip.path(), STILL_RATE);
    FrameRange all = new FrameRange(0, opened.timeline().count());
    try (FrameReader reader = opened.read(all, Optional.of(new Scaling(size, Fit.CROP)));
        KeypointDetector detector = new KeypointDetector(request.model(), size, Compute.CPU)) {
      List<Frame> chunk = new ArrayList<>();
      Optional<DenseMotionEstimator> dense = Optional.empty();
      try {
        for (Optional<Frame> next = reader.next(); next.isPresent(); next = reader.next()) {
          Frame frame = next.get();
          if (frame.index() == 0 && request.options().dense()) {
            dense = Optional.of(estimator(frame.picture()));
          }
          if (frame.index() % request.options().every() == 0) {
            chunk.add(frame);
          }
          if (chunk.size() == CHUNK) {
            write(chunk, opened, detector, dense, sink);
            chunk.clear();
          }
        }
        if (!chunk.isEmpty()) {
          write(chunk, opened, detector, dense, sink);
        }
      } finally {
        dense.ifPresent(DenseMotionEstimator::close);
      }
    }
    if (opened.damage().isPresent()) {
      throw new BadDataException(opened.damage().get());
    }
  }

  @SuppressWarnings("MustBeClosedChecker") // the caller closes it
  private DenseMotionEstimator estimator(Picture first) {
    try (AppearanceEncoder encoder = new AppearanceEncoder(request.model(), size, Compute.CPU)) {
      Appearance appearance = encoder.encode(first);
      return new DenseMotionEstimator(request.model(), first, appearance, Compute.CPU);
    }
  }

  private void write(
      List<Frame> frames,
      Clip opened,
      KeypointDetector detector,
      Optional<DenseMotionEstimator> dense,
      SampleSink sink)
      throws IOException {
    List<Keypoints> keypoints = detector.detect(frames.stream().map(Frame::picture).toList());
    for (int i = 0; i < frames.size(); i++) {
      Frame frame = frames.get(i);
      Keypoints found = keypoints.get(i);
      byte[] png = Images.encodePng(frame.picture());
      Optional<DenseMotion> motion = dense.map(estimator -> estimator.estimate(found));
      Rational time = opened.timeline().time(frame.index()).minus(opened.timeline().time(0));
      sink.add(
          new Sample(clip, frame.index(), time, size, png, FileHashes.sha256(png), found, motion));
    }
    done.accept(frames.size());
  }
}
