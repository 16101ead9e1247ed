package dev.troupe.jobs;

import com.google.errorprone.annotations.MustBeClosed;
import dev.troupe.inference.Visualization;
import dev.troupe.inference.Visualizer;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of one segment's frames: the result's pictures, the comparison, the visualisation
 * and PNG files. Encoders open with the first picture of their series.
 */
final class SegmentProducts implements AutoCloseable {
  private final RenderPlan plan;
  private final Meter meter;
  private final int segment;
  private final int first;
  private final int count;
  private final Map<RenderPlan.Series, SegmentEncoder> encoders =
      new EnumMap<>(RenderPlan.Series.class);
  private @Nullable FrameReader driving;
  private @Nullable Visualizer visualizer;
  private int next;

  /**
   * Products of a segment.
   *
   * @param plan what all tasks share
   * @param meter counts time
   * @param segment its number
   * @param first the clip's frame it begins with
   * @param count its frames
   */
  @MustBeClosed
  SegmentProducts(RenderPlan plan, Meter meter, int segment, int first, int count) {
    this.plan = plan;
    this.meter = meter;
    this.segment = segment;
    this.first = first;
    this.count = count;
  }

  /** Takes the next generated frame and the motion that it was generated from. */
  void add(Picture generated, Keypoints motion) throws IOException {
    RenderPlan.Products products = plan.products();
    int frame = first + next++;
    Picture result =
        products.resize().map(size -> Pictures.padTo(size, generated)).orElse(generated);
    encode(RenderPlan.Series.RESULT, frame, result);
    if (products.pictures()) {
      byte[] png = meter.time(Meter.Work.ENCODE, () -> Images.encodePng(result));
      int number = frame - plan.driving().firstFrame();
      WorkFolder.commit(products.work().file("frames", number, "png"), png);
    }
    if (products.compare() || products.visualize()) {
      FrameReader reader = driving();
      Picture driver =
          meter.time(Meter.Work.DECODE, () -> reader.next().map(Frame::picture).orElseThrow());
      addPanels(frame, generated, driver, motion);
    }
  }

  private void addPanels(int frame, Picture generated, Picture driver, Keypoints motion) {
    RenderPlan.Source source = plan.character();
    if (plan.products().compare()) {
      List<Picture> sideBySide = List.of(source.picture(), driver, generated);
      encode(RenderPlan.Series.COMPARE, frame, Pictures.besides(sideBySide));
    }
    if (plan.products().visualize()) {
      Visualizer insides = visualizer();
      VisualPanel panel = new VisualPanel(source.picture(), source.appearance().keypoints());
      Visualization seen = meter.time(Meter.Work.GENERATE, () -> insides.visualize(motion));
      encode(RenderPlan.Series.VISUALIZE, frame, panel.draw(driver, motion, seen));
    }
  }

  /** Commits the segment's files; the result comes last, as the mark that all are there. */
  void commit() throws IOException {
    RenderPlan.Series[] all = RenderPlan.Series.values();
    for (int i = all.length - 1; i >= 0; i--) {
      SegmentEncoder encoder = encoders.get(all[i]);
      if (encoder != null) {
        long end = plan.driving().clip().timeline().ticks(first + count);
        byte[] bytes = meter.time(Meter.Work.ENCODE, () -> encoder.finish(end));
        WorkFolder.commit(plan.products().work().file(all[i].folder(), segment, "mp4"), bytes);
      }
    }
  }

  @Override
  public void close() {
    encoders.values().forEach(SegmentEncoder::close);
    if (driving != null) {
      driving.close();
    }
    if (visualizer != null) {
      visualizer.close();
    }
  }

  @SuppressWarnings("MustBeClosedChecker") // closed by close()
  private FrameReader driving() {
    if (driving == null) {
      RenderPlan.Driving clip = plan.driving();
      Scaling scaling = new Scaling(plan.character().size(), clip.fit());
      driving = clip.clip().read(new FrameRange(first, first + count), Optional.of(scaling));
    }
    return driving;
  }

  @SuppressWarnings("MustBeClosedChecker") // closed by close()
  private Visualizer visualizer() {
    if (visualizer == null) {
      RenderPlan.Source source = plan.character();
      visualizer =
          new Visualizer(plan.model(), source.picture(), source.appearance(), plan.compute());
    }
    return visualizer;
  }

  @SuppressWarnings("MustBeClosedChecker") // closed by close()
  private void encode(RenderPlan.Series series, int frame, Picture picture) {
    Timeline timeline = plan.driving().clip().timeline();
    meter.time(
        Meter.Work.ENCODE,
        () -> {
          encoders
              .computeIfAbsent(series, any -> open(picture.size(), timeline))
              .write(picture, timeline.ticks(frame));
          return picture;
        });
  }

  @MustBeClosed
  private static SegmentEncoder open(FrameSize size, Timeline timeline) {
    try {
      return SegmentEncoder.open(Encoding.clean(size, timeline));
    } catch (IllegalArgumentException | IllegalStateException | ArithmeticException e) {
      throw new BadDataException(
          "Cannot make a video of %s: %s".formatted(size, e.getMessage()), e);
    }
  }
}
