package dev.troupe.jobs;

import com.google.errorprone.annotations.MustBeClosed;
import dev.troupe.inference.Visualization;
import dev.troupe.media.Codecs;
import dev.troupe.media.Encoding;
import dev.troupe.media.Frame;
import dev.troupe.media.FrameRange;
import dev.troupe.media.FrameReader;
import dev.troupe.media.FrameSize;
import dev.troupe.media.Images;
import dev.troupe.media.Picture;
import dev.troupe.media.Pictures;
import dev.troupe.media.Scaling;
import dev.troupe.media.SegmentEncoder;
import dev.troupe.media.Timeline;
import dev.troupe.motion.Keypoints;
import dev.troupe.problems.BadDataException;
import java.io.IOException;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of one segment's frames: the result's pictures, the comparison, the visualisation
 * and PNG files. Encoders open with the first picture of their series. Used by one thread after the
 * other.
 */
final class SegmentProducts implements AutoCloseable {
  private final RenderPlan plan;
  private final SegmentRenderer.Segment segment;
  private final int count;
  private final Stopwatch clock = new Stopwatch();
  private final Map<RenderPlan.Series, SegmentEncoder> encoders =
      new EnumMap<>(RenderPlan.Series.class);
  private final Map<String, String> hashes = new LinkedHashMap<>();
  private @Nullable FrameReader driving;
  private int next;

  /**
   * Products of a segment.
   *
   * @param plan what all tasks share
   * @param segment its place
   * @param count its frames
   */
  @MustBeClosed
  SegmentProducts(RenderPlan plan, SegmentRenderer.Segment segment, int count) {
    this.plan = plan;
    this.segment = segment;
    this.count = count;
  }

  /**
   * Takes the next generated frame, the motion that it was generated from and, where that is drawn,
   * what the networks saw.
   */
  void add(Picture generated, Keypoints motion, Optional<Visualization> seen) throws IOException {
    RenderPlan.Products products = plan.products();
    int frame = segment.first() + next++;
    Picture result =
        products.resize().map(size -> Pictures.padTo(size, generated)).orElse(generated);
    encode(RenderPlan.Series.RESULT, frame, result);
    if (products.pictures()) {
      byte[] png = clock.time(Meter.Work.ENCODE, () -> Images.encodePng(result));
      int number = frame - plan.driving().firstFrame();
      commit(products.work().file("frames", number, "png"), png);
    }
    if (products.compare() || products.visualize()) {
      FrameReader reader = driving();
      Picture driver =
          clock.time(Meter.Work.DECODE, () -> reader.next().map(Frame::picture).orElseThrow());
      RenderPlan.Source source = plan.character();
      if (products.compare()) {
        List<Picture> sideBySide = List.of(source.picture(), driver, generated);
        encode(RenderPlan.Series.COMPARE, frame, Pictures.besides(sideBySide));
      }
      if (seen.isPresent()) {
        VisualPanel panel = new VisualPanel(source.picture(), source.appearance().keypoints());
        encode(RenderPlan.Series.VISUALIZE, frame, panel.draw(driver, motion, seen.get()));
      }
    }
  }

  /**
   * Commits the segment's files; the result comes last, as the mark that all are there, after what
   * is kept beside it and the hashes of all.
   */
  void commit(Optional<byte[]> kept) throws IOException {
    Map<RenderPlan.Series, byte[]> ended = new EnumMap<>(RenderPlan.Series.class);
    for (Map.Entry<RenderPlan.Series, SegmentEncoder> each : encoders.entrySet()) {
      long end = plan.driving().clip().timeline().ticks(segment.first() + count);
      SegmentEncoder encoder = each.getValue();
      ended.put(each.getKey(), clock.time(Meter.Work.ENCODE, () -> encoder.finish(end)));
    }
    byte[] result = Objects.requireNonNull(ended.remove(RenderPlan.Series.RESULT));
    for (Map.Entry<RenderPlan.Series, byte[]> each : ended.entrySet()) {
      commit(file(each.getKey()), each.getValue());
    }
    remember(file(RenderPlan.Series.RESULT), result);
    if (kept.isPresent()) {
      WorkFolder.commit(
          plan.products().work().file(SegmentRenderer.TRACES, segment.number(), "bin"),
          new SegmentSeal(kept.get(), hashes).toBytes());
    }
    WorkFolder.commit(file(RenderPlan.Series.RESULT), result);
  }

  private String file(RenderPlan.Series series) {
    return plan.products().work().file(series.folder(), segment.number(), "mp4");
  }

  private void commit(String file, byte[] bytes) throws IOException {
    WorkFolder.commit(file, bytes);
    remember(file, bytes);
  }

  private void remember(String file, byte[] bytes) {
    String name = file.substring(plan.products().work().uri().length() + 1);
    hashes.put(name, ContentHash.of(bytes));
  }

  /** Hands over where the time went, when no frame comes any more. */
  void count(Meter meter) {
    clock.addTo(meter);
  }

  @Override
  public void close() {
    encoders.values().forEach(SegmentEncoder::close);
    if (driving != null) {
      driving.close();
    }
  }

  @SuppressWarnings("MustBeClosedChecker") // closed by close()
  private FrameReader driving() {
    if (driving == null) {
      RenderPlan.Driving clip = plan.driving();
      FrameRange range = new FrameRange(segment.first(), segment.first() + count);
      Scaling scaling = new Scaling(plan.character().size(), clip.fit());
      driving = clip.clip().read(range, Optional.of(scaling), plan.compute().codecs());
    }
    return driving;
  }

  @SuppressWarnings("MustBeClosedChecker") // closed by close()
  private void encode(RenderPlan.Series series, int frame, Picture picture) {
    Timeline timeline = plan.driving().clip().timeline();
    clock.time(
        Meter.Work.ENCODE,
        () -> {
          encoders
              .computeIfAbsent(
                  series, any -> open(picture.size(), timeline, plan.compute().codecs()))
              .write(picture, timeline.ticks(frame));
          return picture;
        });
  }

  @MustBeClosed
  private static SegmentEncoder open(FrameSize size, Timeline timeline, Codecs codecs) {
    try {
      return SegmentEncoder.open(Encoding.clean(size, timeline), codecs);
    } catch (IllegalArgumentException | IllegalStateException | ArithmeticException e) {
      throw new BadDataException(
          "Cannot make a video of %s: %s".formatted(size, e.getMessage()), e);
    }
  }
}
