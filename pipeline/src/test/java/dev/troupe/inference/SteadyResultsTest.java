package dev.troupe.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.errorprone.annotations.MustBeClosed;
import dev.troupe.fixtures.Demo;
import dev.troupe.fixtures.TestClips;
import dev.troupe.media.FrameSize;
import dev.troupe.media.Picture;
import dev.troupe.model.ModelLocation;
import dev.troupe.model.Precision;
import dev.troupe.motion.Keypoints;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A frame's numbers depend on the frame and the batch size, to the last bit. */
class SteadyResultsTest {
  private static final ModelLocation MODEL = Demo.model();
  private static final Compute COMPUTE = Compute.CPU;

  private static List<Picture> frames;
  private static Appearance appearance;
  private static List<Keypoints> motion;

  @BeforeAll
  static void detectOnce() {
    frames = Demo.drivingFrames(8);
    Networks.closeIdle(0);
    try (AppearanceEncoder encoder = new AppearanceEncoder(MODEL, Demo.FRAME_SIZE, COMPUTE);
        KeypointDetector detector = detector()) {
      appearance = encoder.encode(Demo.source());
      motion = detector.detect(frames);
    }
  }

  @Test
  void detect_twentiethCall_givesTheSameAsTheFirst() {
    Networks.closeIdle(0);
    try (KeypointDetector detector = detector()) {
      for (int call = 1; call <= 20; call++) {
        assertThat(detector.detect(frames)).as("call %d", call).isEqualTo(motion);
      }
    }
  }

  @Test
  void generate_twentiethCall_givesTheSameAsTheFirst() {
    Networks.closeIdle(0);
    try (FrameGenerator generator = generator()) {
      List<Picture> first = generator.generate(motion);
      for (int call = 2; call <= 20; call++) {
        assertSamePixels("call " + call, generator.generate(motion), first);
      }
    }
    Networks.closeIdle(0);
    try (FrameGenerator fresh = generator()) {
      assertSamePixels("last frame first", fresh.generate(motion.subList(7, 8)).get(0), alone(7));
    }
  }

  @Test
  void frames_motion_comeWithTheirOccludedShare() {
    try (FrameGenerator generator = generator()) {
      List<GeneratedFrame> frames = generator.frames(motion);
      assertThat(frames).hasSameSizeAs(motion);
      for (int i = 0; i < frames.size(); i++) {
        assertThat(frames.get(i).occludedShare()).isBetween(0f, 1f);
        assertSamePixels("frame " + i, frames.get(i).picture(), alone(i));
      }
    }
  }

  @Test
  void encode_again_givesTheSame() {
    Networks.closeIdle(0);
    try (AppearanceEncoder encoder = new AppearanceEncoder(MODEL, Demo.FRAME_SIZE, COMPUTE)) {
      for (int call = 1; call <= 5; call++) {
        Appearance again = encoder.encode(Demo.source());
        assertThat(again.keypoints()).isEqualTo(appearance.keypoints());
        assertThat(again.encoding()).isEqualTo(appearance.encoding());
        assertThat(again.small()).isEqualTo(appearance.small());
      }
    }
  }

  @Test
  void detect_otherCompanionsInTheBatch_changeNothing() {
    try (KeypointDetector detector = detector()) {
      for (int i = 0; i < frames.size(); i++) {
        assertThat(detector.detect(frames.subList(i, i + 1))).containsExactly(motion.get(i));
        List<Picture> later = new ArrayList<>(frames.subList(0, 3));
        later.add(frames.get(i));
        assertThat(detector.detect(later).get(3)).isEqualTo(motion.get(i));
      }
    }
  }

  @Test
  void generate_otherCompanionsInTheBatch_changeNothing() {
    try (FrameGenerator generator = generator()) {
      List<Picture> together = generator.generate(motion);
      for (int i = 0; i < motion.size(); i++) {
        assertSamePixels("alone " + i, together.get(i), alone(i));
        List<Keypoints> others = List.of(motion.get(5), motion.get(1), motion.get(i));
        assertSamePixels("third " + i, generator.generate(others).get(2), together.get(i));
      }
    }
  }

  @Test
  void generate_severalThreads_giveTheSame() throws Exception {
    List<Picture> expected;
    try (FrameGenerator generator = generator()) {
      expected = generator.generate(motion);
    }
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try {
      Callable<List<Picture>> task =
          () -> {
            try (FrameGenerator generator = generator()) {
              return generator.generate(motion);
            }
          };
      for (Future<List<Picture>> found : threads.invokeAll(List.of(task, task, task))) {
        assertSamePixels("another thread", found.get(), expected);
      }
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void detect_otherBatchSize_differsByRoundingOnly() {
    try (KeypointDetector single =
        new KeypointDetector(MODEL, Demo.FRAME_SIZE, new Compute("cpu", 1, 1))) {
      List<Keypoints> found = single.detect(frames);
      for (int i = 0; i < frames.size(); i++) {
        assertThat(found.get(i).values())
            .containsExactly(motion.get(i).values(), org.assertj.core.data.Offset.offset(1e-5f));
        assertThat(found.get(i).jacobians())
            .containsExactly(motion.get(i).jacobians(), org.assertj.core.data.Offset.offset(1e-4f));
      }
    }
  }

  @Test
  void generate_bfloat16_staysAbove40DecibelsAndSteady() {
    List<Picture> exact;
    try (FrameGenerator generator = generator()) {
      exact = generator.generate(motion);
    }
    Compute reduced = COMPUTE.in(Precision.BFLOAT16);
    try (FrameGenerator generator = new FrameGenerator(MODEL, appearance, reduced)) {
      List<Picture> found = generator.generate(motion);
      for (int i = 0; i < found.size(); i++) {
        assertThat(decibels(found.get(i), exact.get(i))).as("frame %d", i).isGreaterThan(40);
      }
      assertSamePixels("again", generator.generate(motion), found);
      assertSamePixels("alone", generator.generate(motion.subList(2, 3)).get(0), found.get(2));
    }
  }

  @Test
  void generate_plainLayout_differsByRoundingOnly() {
    Compute plain =
        new Compute("cpu", 4, 4, Precision.FLOAT32, Compute.Layout.PLAIN, Compute.NO_REUSE);
    try (FrameGenerator packed = generator();
        FrameGenerator generator = new FrameGenerator(MODEL, appearance, plain)) {
      List<Picture> expected = packed.generate(motion);
      List<Picture> found = generator.generate(motion);
      for (int i = 0; i < found.size(); i++) {
        assertThat(decibels(found.get(i), expected.get(i))).isGreaterThan(60);
      }
    }
  }

  @Test
  void compute_float16OnAProcessor_isRefused() {
    assertThatThrownBy(() -> COMPUTE.in(Precision.FLOAT16))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("float16 needs a GPU");
  }

  @Test
  void detect_nothing_givesNothing() {
    try (KeypointDetector detector = detector();
        FrameGenerator generator = generator()) {
      assertThat(detector.detect(List.of())).isEmpty();
      assertThat(generator.generate(List.of())).isEmpty();
    }
  }

  @Test
  void detect_pictureOfAnotherSize_isRefused() {
    try (KeypointDetector detector = detector()) {
      Picture wrong = TestClips.picture(new FrameSize(64, 128), 0);

      assertThatThrownBy(() -> detector.detect(List.of(wrong)))
          .hasMessageContaining("the network takes frames of 128x128, found 64x128");
      assertThat(detector.detect(frames)).as("afterwards").isEqualTo(motion);
    }
  }

  @Test
  void visualize_motion_showsTheGeneratedFrame() {
    try (Visualizer visualizer = new Visualizer(MODEL, Demo.source(), appearance, COMPUTE)) {
      Visualization first = visualizer.visualize(motion.get(3));
      Visualization again = visualizer.visualize(motion.get(3));

      int count = appearance.keypoints().count();
      assertThat(first.warps()).hasSize(count + 1);
      assertThat(first.masks()).hasSize(count + 1);
      assertThat(first.deformed().size()).isEqualTo(Demo.FRAME_SIZE);
      assertSamePixels("again", again.frame(), first.frame());
      byte[] generated = alone(3).bgr();
      for (int i = 0; i < generated.length; i++) {
        assertThat((first.frame().bgr()[i] & 0xFF) - (generated[i] & 0xFF)).isBetween(-1, 1);
      }
    }
  }

  private static double decibels(Picture found, Picture expected) {
    byte[] a = found.bgr();
    byte[] b = expected.bgr();
    double squares = 0;
    for (int i = 0; i < a.length; i++) {
      squares += Math.pow((a[i] & 0xFF) - (b[i] & 0xFF), 2);
    }
    return 10 * Math.log10(255.0 * 255 * a.length / squares);
  }

  private static Picture alone(int frame) {
    try (FrameGenerator generator = generator()) {
      return generator.generate(motion.subList(frame, frame + 1)).get(0);
    }
  }

  @MustBeClosed
  private static KeypointDetector detector() {
    return new KeypointDetector(MODEL, Demo.FRAME_SIZE, COMPUTE);
  }

  @MustBeClosed
  private static FrameGenerator generator() {
    return new FrameGenerator(MODEL, appearance, COMPUTE);
  }

  private static void assertSamePixels(String what, List<Picture> found, List<Picture> expected) {
    assertThat(found).as(what).hasSameSizeAs(expected);
    for (int i = 0; i < found.size(); i++) {
      assertSamePixels(what + ", frame " + i, found.get(i), expected.get(i));
    }
  }

  private static void assertSamePixels(String what, Picture found, Picture expected) {
    assertThat(found.size()).isEqualTo(expected.size());
    assertThat(found.bgr()).as(what).isEqualTo(expected.bgr());
  }
}
