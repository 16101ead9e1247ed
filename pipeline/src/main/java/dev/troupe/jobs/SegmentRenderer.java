package dev.troupe.jobs;

import dev.troupe.inference.FrameGenerator;
import dev.troupe.inference.GeneratedFrame;
import dev.troupe.motion.Keypoints;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Generates, encodes and commits segments in a task. Batches begin with the segment, so that its
 * bytes do not depend on what else the task renders.
 */
public final class SegmentRenderer {
  /** The folder of what listeners keep. */
  public static final String TRACES = "traces";

  private final RenderPlan plan;
  private final Meter meter;

  /** Hears of every frame of one segment. */
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
    int batch = plan.compute().generatorBatch();
    int offset = segment.first() - plan.driving().firstFrame();
    try (FrameGenerator generator =
            new FrameGenerator(plan.model(), plan.character().appearance(), plan.compute());
        SegmentProducts products =
            new SegmentProducts(plan, meter, segment.number(), segment.first(), motion.size())) {
      MotionReuse reuse = new MotionReuse(motion, plan.compute().reuse());
      List<Keypoints> distinct = reuse.distinct();
      List<GeneratedFrame> generated = new ArrayList<>();
      int next = 0;
      for (int from = 0; from < distinct.size(); from += batch) {
        List<Keypoints> part = distinct.subList(from, Math.min(distinct.size(), from + batch));
        generated.addAll(meter.time(Meter.Work.GENERATE, () -> generator.frames(part)));
        int begin = next;
        for (; next < motion.size() && reuse.picture(next) < generated.size(); next++) {
          GeneratedFrame frame = generated.get(reuse.picture(next));
          products.add(frame.picture(), motion.get(next));
          listener.generated(offset + next, frame, motion.get(next));
        }
        meter.rendered(next - begin);
      }
      Optional<byte[]> kept = listener.keep();
      if (kept.isPresent()) {
        WorkFolder work = plan.products().work();
        WorkFolder.commit(work.file(TRACES, segment.number(), "bin"), kept.get());
      }
      products.commit();
    }
  }
}
