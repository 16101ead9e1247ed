package dev.troupe.jobs;

import com.google.errorprone.annotations.MustBeClosed;
import dev.troupe.flow.Behind;
import dev.troupe.inference.FrameGenerator;
import dev.troupe.inference.GeneratedFrame;
import dev.troupe.inference.Visualization;
import dev.troupe.inference.Visualizer;
import dev.troupe.motion.Keypoints;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Generates, encodes and commits segments in a task. Batches begin with the segment, so that its
 * bytes do not depend on what else the task renders. Networks run on the task's thread; drawing,
 * encoding and measuring follow on a thread of their own, at most a batch behind.
 */
public final class SegmentRenderer {
  /** The folder of what listeners keep. */
  public static final String TRACES = "traces";

  private final RenderPlan plan;
  private final Meter meter;

  /** Hears of every frame of one segment, on one thread after the other. */
  public interface Listener {
    /** Hears nothing and keeps nothing. */
    Listener NONE =
        new Listener() {
          @Override
          public void generated(int index, GeneratedFrame frame, Keypoints motion) {}

          @Override
          public Optional<byte[]> keep() {
            return Optional.empty();
          }
        };

    /**
     * A frame was generated.
     *
     * @param index its number in the output, from 0
     * @param frame what came from the network
     * @param motion the keypoints that it was generated from
     */
    void generated(int index, GeneratedFrame frame, Keypoints motion);

    /**
     * What is kept beside the segment, among the work files' {@value #TRACES}.
     *
     * @return asked after the last frame, before the segment is committed
     */
    Optional<byte[]> keep();
  }

  /**
   * A segment's place.
   *
   * @param number its number in the output, from 0
   * @param first the clip's frame it begins with
   */
  public record Segment(int number, int first) {}

  /**
   * A renderer for a task.
   *
   * @param plan what is rendered
   * @param meter counts frames and time
   */
  public SegmentRenderer(RenderPlan plan, Meter meter) {
    this.plan = plan;
    this.meter = meter;
  }

  /**
   * Renders and commits a segment.
   *
   * @param segment its place
   * @param motion transferred keypoints, one for each of its frames
   * @param listener hears of every frame
   * @throws IOException if the segment cannot be committed
   */
  public void render(Segment segment, List<Keypoints> motion, Listener listener)
      throws IOException {
    try (FrameGenerator generator =
            new FrameGenerator(plan.model(), plan.character().appearance(), plan.compute());
        Insides insides = new Insides(plan, meter);
        SegmentProducts products = new SegmentProducts(plan, segment, motion.size());
        Behind drawing = new Behind("troupe-encode", plan.compute().generatorBatch())) {
      int offset = segment.first() - plan.driving().firstFrame();
      MotionReuse reuse = new MotionReuse(motion, plan.compute().reuse());
      Iterator<List<GeneratedFrame>> batches = generator.batches(reuse.distinct());
      List<GeneratedFrame> generated = new ArrayList<>();
      int next = 0;
      while (batches.hasNext()) {
        generated.addAll(meter.time(Meter.Work.GENERATE, batches::next));
        int begin = next;
        for (; next < motion.size() && reuse.picture(next) < generated.size(); next++) {
          GeneratedFrame frame = generated.get(reuse.picture(next));
          Keypoints pose = motion.get(next);
          Optional<Visualization> seen = insides.of(pose);
          int index = offset + next;
          drawing.run(
              () -> {
                products.add(frame.picture(), pose, seen);
                listener.generated(index, frame, pose);
              });
        }
        meter.rendered(next - begin);
      }
      meter.lookAtDevice(plan.compute().device());
      drawing.finish();
      products.commit(listener.keep());
      products.count(meter);
    }
  }

  /** What the networks see, where it is drawn; loaded with the first frame. */
  private static final class Insides implements AutoCloseable {
    private final RenderPlan plan;
    private final Meter meter;
    private @Nullable Visualizer visualizer;

    @MustBeClosed
    Insides(RenderPlan plan, Meter meter) {
      this.plan = plan;
      this.meter = meter;
    }

    @SuppressWarnings("MustBeClosedChecker") // closed by close()
    Optional<Visualization> of(Keypoints motion) {
      if (!plan.products().visualize()) {
        return Optional.empty();
      }
      if (visualizer == null) {
        RenderPlan.Source source = plan.character();
        visualizer =
            new Visualizer(plan.model(), source.picture(), source.appearance(), plan.compute());
      }
      Visualizer network = visualizer;
      return Optional.of(meter.time(Meter.Work.GENERATE, () -> network.visualize(motion)));
    }

    @Override
    public void close() {
      if (visualizer != null) {
        visualizer.close();
      }
    }
  }
}
