package dev.troupe.jobs.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.troupe.media.Fit;
import dev.troupe.media.FrameSize;
import dev.troupe.motion.Keypoints;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PreflightTest {
  private static final FrameQuality USUAL = new FrameQuality(0.4f, 0.01f, 0.3f);

  @Test
  void preflight_ordinaryClip_saysNothing() {
    assertThat(Preflight.of(clip(50))).isEmpty();
  }

  @Test
  void preflight_noFrames_saysNothing() {
    assertThat(Preflight.of(List.of())).isEmpty();
  }

  @Test
  void preflight_oneFrame_isNotStill() {
    assertThat(Preflight.of(clip(1))).isEmpty();
  }

  @Test
  void preflight_suddenChange_isJumpCutAtItsTime() {
    List<ClipFrame> frames = with(clip(50), 20, new FrameQuality(0.4f, 0.3f, 0.3f));

    assertThat(Preflight.of(frames))
        .containsExactly(
            new Warning(
                Warning.Kind.JUMP_CUT,
                "Jump cut at 0.80 s (frame 20): the motion after it belongs to another shot; take"
                    + " one shot with --start and --end."));
  }

  @Test
  void preflight_manyJumpCuts_namesFiveAndCountsTheRest() {
    List<ClipFrame> frames = clip(400);
    for (int cut = 1; cut <= 7; cut++) {
      frames = with(frames, cut * 50, new FrameQuality(0.4f, 0.3f, 0.3f));
    }

    assertThat(Preflight.of(frames))
        .singleElement()
        .extracting(Warning::text)
        .asString()
        .startsWith("Jump cuts at 2.00 s (frame 50), 4.00 s (frame 100)")
        .contains("and 2 more");
  }

  @Test
  void preflight_busyThroughout_isNoJumpCut() {
    List<ClipFrame> frames = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      frames.add(frame(i, new FrameQuality(0.4f, 0.15f, 0.3f)));
    }

    assertThat(Preflight.of(frames)).isEmpty();
  }

  @Test
  void preflight_changeBeforeTheFramesUsed_isNoJumpCut() {
    List<ClipFrame> used = with(clip(50), 20, new FrameQuality(0.4f, 0.3f, 0.3f)).subList(20, 50);

    assertThat(Preflight.of(used)).isEmpty();
  }

  @Test
  void preflight_blackFrames_areCounted() {
    FrameQuality black = new FrameQuality(0.01f, 0.01f, 0.3f);
    List<ClipFrame> frames = with(with(clip(50), 3, black), 4, black);

    assertThat(Preflight.of(frames))
        .containsExactly(
            new Warning(
                Warning.Kind.BLACK_FRAMES,
                "2 of 50 frames are black, the first at 0.12 s (frame 3); leave them out with"
                    + " --start and --end."));
  }

  @Test
  void preflight_keypointsThatStay_areNoMotion() {
    List<ClipFrame> frames = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      frames.add(new ClipFrame(i, i / 25.0, keypoints(0.001f * (i % 2)), USUAL));
    }

    assertThat(Preflight.of(frames))
        .extracting(Warning::kind)
        .containsExactly(Warning.Kind.NO_MOTION);
  }

  @Test
  void preflight_keypointOftenAtTheEdge_isSaid() {
    List<ClipFrame> frames = clip(50);
    for (int i = 30; i < 36; i++) {
      frames = with(frames, i, new FrameQuality(0.4f, 0.01f, 0.01f));
    }

    assertThat(Preflight.of(frames))
        .containsExactly(
            new Warning(
                Warning.Kind.EDGE,
                "6 of 50 frames have a keypoint at the picture's edge, the first at 1.20 s"
                    + " (frame 30); try another --fit."));
  }

  @Test
  void cropping_wideClip_saysHowMuchIsCutAwayAndWhatToDo() {
    FrameSize square = new FrameSize(256, 256);
    String wide = Cropping.remedy("a.mp4", new FrameSize(1920, 1080), square, Fit.CROP);
    List<ClipFrame> frames = clip(1);
    frames = with(frames, 0, new FrameQuality(0.4f, 0.01f, 0.01f));

    assertThat(Preflight.of(frames, wide))
        .containsExactly(
            new Warning(
                Warning.Kind.EDGE,
                "1 of 1 frames has a keypoint at the picture's edge, the first at 0.00 s (frame 0);"
                    + " --fit crop cuts 44% of the width of a.mp4 (1920x1080) away: give --fit pad,"
                    + " or a clip with the face in its middle."));
    assertThat(Cropping.remedy("a.mp4", new FrameSize(1080, 1920), square, Fit.CROP))
        .contains("44% of the height");
    assertThat(Cropping.remedy("a.mp4", new FrameSize(1920, 1080), square, Fit.PAD))
        .isEqualTo("take a clip with more room around the face than a.mp4");
  }

  @Test
  void cropping_sourceWithAKeypointAtTheEdge_isNamed() {
    Keypoints edge = new Keypoints(new float[] {0.99f, 0}, new float[] {1, 0, 0, 1});
    Keypoints middle = new Keypoints(new float[] {0, 0}, new float[] {1, 0, 0, 1});

    assertThat(Cropping.ofSource("ada.png", middle, Fit.CROP)).isEmpty();
    assertThat(Cropping.ofSource("ada.png", edge, Fit.CROP))
        .hasValueSatisfying(
            warning ->
                assertThat(warning.text())
                    .isEqualTo(
                        "ada.png has a keypoint at the picture's edge, where --fit crop cuts; give"
                            + " --fit pad, or a picture with more room around the face."));
  }

  @Test
  void preflight_keypointOnceAtTheEdge_isNotSaid() {
    assertThat(Preflight.of(with(clip(50), 30, new FrameQuality(0.4f, 0.01f, 0.01f)))).isEmpty();
  }

  @Test
  void posePair_referenceNearSource_saysNothing() {
    PosePair pair = PosePair.of(keypoints(0), clip(10), 0);

    assertThat(pair.distance()).isLessThan(PosePair.FAR);
    assertThat(pair.warning()).isEmpty();
  }

  @Test
  void posePair_farReference_suggestsTheNearestFrame() {
    Keypoints turned = new Keypoints(new float[] {0, 0, -1, 0, 0, -1, -1, -0.2f}, new float[0]);
    List<ClipFrame> frames = clip(10);
    frames.set(0, new ClipFrame(0, 0, turned, USUAL));
    frames.set(7, new ClipFrame(7, 7 / 25.0, keypoints(0.05f), USUAL));

    PosePair pair = PosePair.of(keypoints(0.05f), frames, 0);

    assertThat(pair.best()).isEqualTo(7);
    assertThat(pair.bestDistance()).isZero();
    assertThat(pair.warning())
        .hasValueSatisfying(
            warning -> {
              assertThat(warning.kind()).isEqualTo(Warning.Kind.POSE);
              assertThat(warning.text())
                  .startsWith("Reference frame 0 is far from the source's pose")
                  .endsWith("frame 7 is nearer (0.00): --reference-frame 7.");
            });
  }

  @Test
  void posePair_allFarAlike_suggestsNothing() {
    Keypoints turned = new Keypoints(new float[] {0, 0, -1, 0, 0, -1, -1, -0.2f}, new float[0]);
    List<ClipFrame> frames = List.of(new ClipFrame(0, 0, turned, USUAL));

    assertThat(PosePair.of(keypoints(0), frames, 0).warning())
        .map(Warning::text)
        .hasValueSatisfying(text -> assertThat(text).endsWith("no other frame is much nearer."));
  }

  @Test
  void posePair_poseWithoutSize_isFarNotFailed() {
    Keypoints line = new Keypoints(new float[] {0, 0, 0.1f, 0, 0.2f, 0, 0.3f, 0}, new float[0]);

    PosePair pair = PosePair.of(line, clip(3), 0);

    assertThat(pair.distance()).isInfinite();
    assertThat(pair.warning()).isPresent();
  }

  @Test
  void posePair_referenceNotUsed_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PosePair.of(keypoints(0), clip(10), 10))
        .withMessageContaining("frame 10");
  }

  private static List<ClipFrame> clip(int frames) {
    List<ClipFrame> clip = new ArrayList<>();
    for (int i = 0; i < frames; i++) {
      clip.add(frame(i, USUAL));
    }
    return clip;
  }

  private static List<ClipFrame> with(List<ClipFrame> clip, int index, FrameQuality quality) {
    List<ClipFrame> changed = new ArrayList<>(clip);
    changed.set(index, frame(index, quality));
    return changed;
  }

  private static ClipFrame frame(int index, FrameQuality quality) {
    return new ClipFrame(index, index / 25.0, keypoints(0.02f * (index % 5)), quality);
  }

  private static Keypoints keypoints(float nod) {
    return new Keypoints(
        new float[] {-0.3f, -0.3f, 0.3f, -0.3f, 0, 0.4f + nod, 0.1f, 0.1f}, new float[0]);
  }
}
