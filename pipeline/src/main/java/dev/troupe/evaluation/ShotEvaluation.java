package dev.troupe.evaluation;

import com.google.errorprone.annotations.MustBeClosed;
import dev.troupe.evaluation.metrics.PixelDistance;
import dev.troupe.evaluation.metrics.StructuralSimilarity;
import dev.troupe.media.Clip;
import dev.troupe.media.Fit;
import dev.troupe.media.Frame;
import dev.troupe.media.FrameRange;
import dev.troupe.media.FrameReader;
import dev.troupe.media.FrameSize;
import dev.troupe.media.Images;
import dev.troupe.media.Picture;
import dev.troupe.media.Pictures;
import dev.troupe.media.Rational;
import dev.troupe.media.ReadAhead;
import dev.troupe.media.Scaling;
import dev.troupe.motion.TransferMode;
import dev.troupe.source.ClipFinder;
import dev.troupe.source.HadoopFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Generates and measures one shot with every contender on the same frames. For one thread. */
final class ShotEvaluation implements AutoCloseable {
  /** A multiple of the networks' batches, so that frames do not depend on it. */
  private static final int CHUNK = 16;

  private static final Rational STILL_RATE = new Rational(25, 1);

  private final EvaluationRequest request;
  private final Shot shot;
  private final Clip driving;
  private final @Nullable Clip truth;
  private final FrameSize size;
  private final Picture source;
  private final int frames;
  private final List<Animator> animators = new ArrayList<>();
  private final List<Scores> scores = new ArrayList<>();
  private final GeneratedFiles files;

  /**
   * Opens a shot.
   *
   * @throws IOException if a file system fails
   * @throws dev.troupe.problems.BadDataException if an input cannot be used
   */
  @MustBeClosed
  ShotEvaluation(EvaluationRequest request, Shot shot, GeneratedFiles files) throws IOException {
    this.request = request;
    this.shot = shot;
    this.files = files;
    driving = ClipFinder.find(shot.driving(), STILL_RATE);
    truth =
        shot.truth().isEmpty() || shot.truth().equals(shot.driving())
            ? null
            : ClipFinder.find(shot.truth(), STILL_RATE);
    size = size();
    source = source();
    int most = request.options().mostFrames();
    int length = driving.timeline().count();
    length = truth == null ? length : Math.min(length, truth.timeline().count());
    frames = most == 0 ? length : Math.min(most, length);
    openAnimators();
  }

  /** Runs through the frames. */
  ShotOutcome run(UserNetworks networks, LongConsumer measured) throws IOException {
    Optional<TrueLandmarks> landmarks = Optional.empty();
    if (shot.knownLandmarks().isPresent()) {
      FrameSize drawn = truth == null ? driving.size() : truth.size();
      landmarks = Optional.of(TrueLandmarks.read(shot.landmarks(), drawn, size));
    }
    try (FrameReader drivingFrames = read(driving);
        @Nullable FrameReader trueFrames = truth == null ? null : read(truth)) {
      Measuring measuring = new Measuring(landmarks, networks);
      for (int from = 0; from < frames; from += CHUNK) {
        int count = Math.min(CHUNK, frames - from);
        List<Picture> driver = pictures(drivingFrames, count);
        List<Picture> expected = trueFrames == null ? driver : pictures(trueFrames, count);
        List<List<Picture>> generated = animators.stream().map(a -> a.animate(driver)).toList();
        for (int i = 0; i < count; i++) {
          int index = i;
          measuring.frame(
              from + i,
              driver.get(i),
              expected.get(i),
              generated.stream().map(all -> all.get(index)).toList());
        }
        measured.accept(count);
      }
      files.finish(shot);
      return measuring.outcome();
    }
  }

  @Override
  public void close() {
    animators.forEach(Animator::close);
  }

  /** What is remembered from frame to frame. */
  private final class Measuring {
    private final Optional<TrueLandmarks> landmarks;
    private final UserNetworks networks;
    private List<Picture> before = List.of();
    private @Nullable Picture trueBefore;
    private double worst = -1;
    private int worstFrame = -1;

    Measuring(Optional<TrueLandmarks> landmarks, UserNetworks networks) {
      this.landmarks = landmarks;
      this.networks = networks;
    }

    void frame(int index, Picture driver, Picture expected, List<Picture> generated)
        throws IOException {
      if (shot.knownTruth().isPresent()) {
        for (int i = 0; i < generated.size(); i++) {
          pixels(i, expected, generated.get(i));
        }
        landmarks.ifPresent(all -> all.measure(index, expected, generated, scores));
        networks.measure(expected, generated, scores);
        double error = PixelDistance.l1(generated.get(0), expected);
        if (error > worst) {
          worst = error;
          worstFrame = index;
          files.worst(shot, strip(driver, expected, generated));
        }
      } else {
        networks.measureIdentity(source, generated, scores);
      }
      files.add(shot, generated);
      before = generated;
      trueBefore = expected;
    }

    private void pixels(int contender, Picture expected, Picture generated) {
      Scores each = scores.get(contender);
      each.add(Metric.L1, PixelDistance.l1(generated, expected));
      each.add(Metric.PSNR, PixelDistance.meanSquare(generated, expected));
      each.add(Metric.SSIM, StructuralSimilarity.ssim(generated, expected));
      each.add(Metric.MS_SSIM, StructuralSimilarity.multiScale(generated, expected));
      if (trueBefore != null) {
        each.add(
            Metric.FLICKER,
            PixelDistance.flicker(before.get(contender), generated, trueBefore, expected));
      }
    }

    private Picture strip(Picture driver, Picture expected, List<Picture> generated) {
      List<Picture> row = new ArrayList<>(List.of(source));
      if (truth != null) {
        row.add(driver);
      }
      row.add(expected);
      row.addAll(generated);
      return Pictures.besides(row);
    }

    ShotOutcome outcome() {
      List<Map<Metric, Double>> means = scores.stream().map(Scores::means).toList();
      return new ShotOutcome(shot.name(), frames, means, worstFrame, "");
    }
  }

  private FrameSize size() {
    return request.contenders().stream()
        .flatMap(contender -> contender.model().stream())
        .findFirst()
        .map(model -> model.open().manifest().network().frameSize())
        .orElse(truth == null ? driving.size() : truth.size());
  }

  private Picture source() {
    String name = shot.source().toLowerCase(Locale.ROOT);
    Scaling scaling = new Scaling(size, Fit.STRETCH);
    if (name.matches(".*\\.(png|jpe?g|webp|bmp|tiff?)")) {
      return Pictures.scale(Images.read(HadoopFiles.input(shot.source()), 0xFFFFFF), scaling);
    }
    Clip clip =
        shot.source().equals(shot.driving()) ? driving : ClipFinder.find(shot.source(), STILL_RATE);
    try (FrameReader reader = clip.read(new FrameRange(0, 1), Optional.of(scaling))) {
      return reader.next().map(Frame::picture).orElseThrow();
    }
  }

  @SuppressWarnings("MustBeClosedChecker") // closed in close()
  private void openAnimators() {
    boolean pairs = request.mode() == EvaluationRequest.Mode.ANIMATION;
    TransferMode transfer = pairs ? request.options().transfer() : TransferMode.ABSOLUTE;
    boolean done = false;
    try {
      for (Contender contender : request.contenders()) {
        scores.add(new Scores());
        animators.add(
            contender
                .model()
                .<Animator>map(
                    model ->
                        new NetworkAnimator(
                            model, source, transfer, request.options().adaptScale()))
                .orElseGet(() -> Animator.copying(source)));
      }
      done = true;
    } finally {
      if (!done) {
        close();
      }
    }
  }

  @MustBeClosed
  @SuppressWarnings("MustBeClosedChecker") // the caller closes it
  private FrameReader read(Clip clip) {
    return ReadAhead.of(
        clip, new FrameRange(0, frames), Optional.of(new Scaling(size, Fit.STRETCH)));
  }

  private static List<Picture> pictures(FrameReader reader, int count) {
    List<Picture> pictures = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      pictures.add(reader.next().map(Frame::picture).orElseThrow());
    }
    return pictures;
  }
}
