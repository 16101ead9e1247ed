package dev.troupe.evaluation;

import com.google.errorprone.annotations.MustBeClosed;
import dev.troupe.evaluation.metrics.PixelDistance;
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
  private final int length;
  private final List<Animator> animators = new ArrayList<>();
  private final GeneratedFiles files;
  private final FrameScores scores;
  private double worst = -1;
  private int worstFrame = -1;

  /**
   * Opens a shot.
   *
   * @throws IOException if a file system fails
   * @throws dev.troupe.problems.BadDataException if an input cannot be used
   */
  @MustBeClosed
  ShotEvaluation(EvaluationRequest request, Shot shot, UserNetworks networks) throws IOException {
    this.request = request;
    this.shot = shot;
    files = new GeneratedFiles(request);
    driving = ClipFinder.find(shot.driving(), STILL_RATE);
    truth = otherTruth(shot).orElse(null);
    size = size();
    source = source();
    length = length(driving, Optional.ofNullable(truth), request.options());
    Optional<TrueLandmarks> landmarks = Optional.empty();
    if (shot.knownLandmarks().isPresent()) {
      FrameSize drawn = truth == null ? driving.size() : truth.size();
      landmarks = Optional.of(TrueLandmarks.read(shot.landmarks(), drawn, size));
    }
    scores = new FrameScores(request.contenders().size(), landmarks, networks);
    openAnimators();
  }

  /**
   * How many frames of a shot are measured.
   *
   * @throws dev.troupe.problems.BadDataException if an input cannot be used
   */
  static int frames(EvaluationRequest request, Shot shot) {
    Clip driving = ClipFinder.find(shot.driving(), STILL_RATE);
    return taken(length(driving, otherTruth(shot), request.options()), request.options());
  }

  private static Optional<Clip> otherTruth(Shot shot) {
    return shot.knownTruth()
        .filter(place -> !place.equals(shot.driving()))
        .map(place -> ClipFinder.find(place, STILL_RATE));
  }

  private static int length(Clip driving, Optional<Clip> truth, EvaluationRequest.Options options) {
    int count = driving.timeline().count();
    int both = truth.map(clip -> Math.min(count, clip.timeline().count())).orElse(count);
    return options.mostFrames() == 0 ? both : Math.min(options.mostFrames(), both);
  }

  private static int taken(int length, EvaluationRequest.Options options) {
    return (length + options.every() - 1) / options.every();
  }

  /** Runs through the frames. */
  ShotOutcome run(LongConsumer measured) throws IOException {
    try (FrameReader drivingFrames = read(driving);
        @Nullable FrameReader trueFrames = truth == null ? null : read(truth)) {
      int taken = taken(length, request.options());
      for (int from = 0; from < taken; from += CHUNK) {
        int count = Math.min(CHUNK, taken - from);
        List<Picture> driver = pictures(drivingFrames, count);
        List<Picture> expected = trueFrames == null ? driver : pictures(trueFrames, count);
        List<List<Picture>> generated = animators.stream().map(a -> a.animate(driver)).toList();
        for (int i = 0; i < count; i++) {
          int index = i;
          frame(
              (from + i) * request.options().every(),
              driver.get(i),
              expected.get(i),
              generated.stream().map(all -> all.get(index)).toList());
          measured.accept(1);
        }
      }
      files.finish(shot);
      return new ShotOutcome(shot.name(), taken, scores.means(), worstFrame, "");
    }
  }

  @Override
  public void close() {
    animators.forEach(Animator::close);
  }

  private void frame(int index, Picture driver, Picture expected, List<Picture> generated)
      throws IOException {
    if (shot.knownTruth().isPresent()) {
      scores.measure(index, expected, generated);
      double error = PixelDistance.l1(generated.get(0), expected);
      if (error > worst) {
        worst = error;
        worstFrame = index;
        files.worst(strip(driver, expected, generated));
      }
    } else {
      scores.measureIdentity(source, generated);
    }
    files.add(shot, generated);
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
      return Images.read(HadoopFiles.input(shot.source()), 0xFFFFFF, scaling);
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
        clip, new FrameRange(0, length), Optional.of(new Scaling(size, Fit.STRETCH)));
  }

  /** The next pictures of those that are measured. */
  private List<Picture> pictures(FrameReader reader, int count) {
    List<Picture> pictures = new ArrayList<>();
    while (pictures.size() < count) {
      Frame frame = reader.next().orElseThrow();
      if (frame.index() % request.options().every() == 0) {
        pictures.add(frame.picture());
      }
    }
    return pictures;
  }
}
