package dev.troupe.jobs;

import dev.troupe.fixtures.Demo;
import dev.troupe.inference.Compute;
import dev.troupe.media.Fit;
import dev.troupe.media.FrameSize;
import dev.troupe.media.Rational;
import dev.troupe.motion.TransferMode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/** A request to animate, of which tests state what matters to them. */
public final class RequestMaker {
  private String source = Demo.character().toString();
  private String driving = Demo.driving().toString();
  private Fit fit = Fit.CROP;
  private boolean allowTruncated;
  private TransferMode transfer = TransferMode.RELATIVE;
  private boolean adaptScale;
  private Optional<AnimateRequest.Reference> reference = Optional.empty();
  private Rational start = Rational.ZERO;
  private Optional<Rational> end = Optional.empty();
  private boolean compare;
  private boolean visualize;
  private Optional<String> frames = Optional.empty();
  private Optional<FrameSize> resize = Optional.empty();
  private boolean sound = true;
  private boolean overwrite;
  private final String video;

  /** A request for a video. */
  public RequestMaker(Path video) {
    this.video = video.toString();
  }

  RequestMaker source(Path image) {
    source = image.toString();
    return this;
  }

  RequestMaker driving(Path clip) {
    driving = clip.toString();
    return this;
  }

  RequestMaker fit(Fit value) {
    fit = value;
    return this;
  }

  RequestMaker allowTruncated() {
    allowTruncated = true;
    return this;
  }

  /** Takes the performer's keypoints as they are. */
  public RequestMaker absolute() {
    transfer = TransferMode.ABSOLUTE;
    return this;
  }

  public RequestMaker adaptScale() {
    adaptScale = true;
    return this;
  }

  RequestMaker reference(AnimateRequest.Reference frame) {
    reference = Optional.of(frame);
    return this;
  }

  RequestMaker start(String seconds) {
    start = Rational.parse(seconds);
    return this;
  }

  /** Uses the clip up to a time. */
  public RequestMaker end(String seconds) {
    end = Optional.of(Rational.parse(seconds));
    return this;
  }

  RequestMaker compare() {
    compare = true;
    return this;
  }

  RequestMaker visualize() {
    visualize = true;
    return this;
  }

  /** Wants a PNG of each frame. */
  public RequestMaker frames(Path folder) {
    frames = Optional.of(folder.toString());
    return this;
  }

  RequestMaker resize(int width, int height) {
    resize = Optional.of(new FrameSize(width, height));
    return this;
  }

  RequestMaker silent() {
    sound = false;
    return this;
  }

  RequestMaker overwrite() {
    overwrite = true;
    return this;
  }

  AnimateRequest make() {
    return new AnimateRequest(
        new AnimateRequest.Inputs(
            source,
            driving,
            Demo.model(),
            new AnimateRequest.Pictures(fit, 0xFFFFFF, new Rational(10, 1), allowTruncated)),
        new AnimateRequest.Motion(transfer, adaptScale, reference, start, end),
        new AnimateRequest.Outputs(
            video,
            new AnimateRequest.Extras(compare, visualize, frames),
            resize,
            sound,
            overwrite));
  }

  /** Runs the request. */
  public AnimateResult run(SparkSession spark) throws IOException {
    return run(spark, Progress.NONE);
  }

  /** Runs it, and tells how far it is. */
  AnimateResult run(SparkSession spark, Progress progress) throws IOException {
    return new Animate(spark, Compute.CPU, progress).run(Preparation.of(make()));
  }
}
