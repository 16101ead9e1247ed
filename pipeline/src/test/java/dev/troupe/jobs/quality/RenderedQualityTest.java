package dev.troupe.jobs.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.troupe.fixtures.TestClips;
import dev.troupe.media.FrameSize;
import dev.troupe.media.MediaInput;
import dev.troupe.media.Picture;
import dev.troupe.motion.Keypoints;
import dev.troupe.problems.BadDataException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RenderedQualityTest {
  private static final FrameSize SIZE = new FrameSize(256, 256);
  private static final Keypoints REFERENCE =
      new Keypoints(new float[] {0, 0, 0.5f, 0.5f}, new float[0]);
  private static final int FRAMES = 12;

  @Test
  void join_anySegments_givesTheSameMetricsAndPreviews() {
    RenderedQuality whole = RenderedQuality.join(segments(FRAMES), REFERENCE);

    RenderedQuality parts = RenderedQuality.join(segments(5), REFERENCE);

    assertThat(parts.frames()).isEqualTo(whole.frames()).hasSize(FRAMES);
    assertThat(parts.previews().first().orElseThrow())
        .isEqualTo(whole.previews().first().orElseThrow());
    assertThat(parts.previews().middle().orElseThrow())
        .isEqualTo(whole.previews().middle().orElseThrow());
    assertThat(parts.previews().last().orElseThrow())
        .isEqualTo(whole.previews().last().orElseThrow());
  }

  @Test
  void join_tracesThatWereFiles_givesTheSame() {
    List<SegmentTrace> read =
        segments(5).stream().map(trace -> SegmentTrace.read("trace", trace.toBytes())).toList();

    assertThat(RenderedQuality.join(read, REFERENCE).frames())
        .isEqualTo(RenderedQuality.join(segments(5), REFERENCE).frames());
  }

  @Test
  void trace_sixteenFrames_isSmall() {
    SegmentTrace.Recorder recorder = new SegmentTrace.Recorder(1000);
    for (int i = 100; i < 116; i++) {
      recorder.add(i, i / 25.0, moved(i), TestClips.picture(SIZE, i), Float.NaN);
    }

    assertThat(recorder.trace().toBytes()).hasSizeLessThan(20_000);
  }

  @Test
  void drift_keypointsMovedAlike_isTheirDistance() {
    List<FrameMetrics> frames = RenderedQuality.join(segments(5), REFERENCE).frames();

    assertThat(frames.get(10).drift()).isEqualTo(0.1f, within(1e-6f));
  }

  @Test
  void jitter_steadyMovement_isZeroAndUnknownAtTheEnds() {
    List<FrameMetrics> frames = RenderedQuality.join(segments(5), REFERENCE).frames();

    assertThat(frames.get(0).jitter()).isNaN();
    assertThat(frames.get(5).jitter()).isEqualTo(0, within(1e-6f));
    assertThat(frames.get(FRAMES - 1).jitter()).isNaN();
  }

  @Test
  void flicker_brightnessThatJumps_isItsSize() {
    List<FrameMetrics> frames = metrics(List.of(flat(100), flat(151)));

    assertThat(frames.get(0).flicker()).isNaN();
    assertThat(frames.get(1).flicker()).isEqualTo(0.2f, within(1e-6f));
  }

  @Test
  void flicker_movementByACell_isExplained() {
    List<FrameMetrics> frames = metrics(List.of(bar(64), bar(72)));

    assertThat(frames.get(1).flicker()).isZero();
  }

  @Test
  void flicker_movementByManyCells_isNotExplained() {
    List<FrameMetrics> frames = metrics(List.of(bar(64), bar(160)));

    assertThat(frames.get(1).flicker()).isGreaterThan(0.1f);
  }

  @Test
  void previews_wideFrame_keepShapeAndAreJpeg() {
    byte[] preview = Previews.of(TestClips.picture(new FrameSize(640, 320), 1));

    Picture shown = dev.troupe.media.Images.read(MediaInput.of("preview", preview), 0);
    assertThat(shown.size()).isEqualTo(new FrameSize(160, 80));
    assertThat(preview).startsWith(0xFF, 0xD8);
  }

  @Test
  void previews_videoOfOneFrame_areAllTheSame() {
    SegmentTrace.Recorder recorder = new SegmentTrace.Recorder(1);
    recorder.add(0, 0, moved(0), flat(7), Float.NaN);

    Previews previews = RenderedQuality.join(List.of(recorder.trace()), REFERENCE).previews();

    assertThat(previews.first()).isPresent().isEqualTo(previews.last());
    assertThat(previews.middle()).isEqualTo(previews.first());
  }

  @Test
  void trace_damagedAnywhere_isBadDataOrStillATrace() {
    byte[] bytes = segments(FRAMES).get(0).toBytes();
    int refused = 0;
    for (int at = 0; at < bytes.length; at += 7) {
      byte[] damaged = bytes.clone();
      damaged[at] ^= 0x55;
      try {
        SegmentTrace.read("trace", damaged);
      } catch (BadDataException e) {
        refused++;
      }
    }

    assertThat(refused).isPositive();
  }

  @Test
  void trace_cutShort_isBadDataWithItsName() {
    byte[] bytes = segments(FRAMES).get(0).toBytes();

    assertThatThrownBy(() -> SegmentTrace.read("x/000001.trace", Arrays.copyOf(bytes, 100)))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("x/000001.trace");
  }

  private static List<SegmentTrace> segments(int length) {
    List<SegmentTrace> segments = new ArrayList<>();
    for (int from = 0; from < FRAMES; from += length) {
      SegmentTrace.Recorder recorder = new SegmentTrace.Recorder(FRAMES);
      for (int i = from; i < Math.min(FRAMES, from + length); i++) {
        recorder.add(i, i / 25.0, moved(i), TestClips.picture(SIZE, i), Float.NaN);
      }
      segments.add(recorder.trace());
    }
    return segments;
  }

  /** By 0.01 a frame: 0.006 to the right and 0.008 down. */
  private static Keypoints moved(int frame) {
    float x = 0.006f * frame;
    float y = 0.008f * frame;
    return new Keypoints(new float[] {x, y, 0.5f + x, 0.5f + y}, new float[0]);
  }

  private static List<FrameMetrics> metrics(List<Picture> pictures) {
    SegmentTrace.Recorder recorder = new SegmentTrace.Recorder(100);
    for (int i = 0; i < pictures.size(); i++) {
      recorder.add(50 + i, i / 25.0, moved(0), pictures.get(i), Float.NaN);
    }
    return RenderedQuality.join(List.of(recorder.trace()), REFERENCE).frames();
  }

  private static Picture flat(int gray) {
    byte[] bgr = new byte[SIZE.width() * SIZE.height() * 3];
    Arrays.fill(bgr, (byte) gray);
    return new Picture(SIZE.width(), SIZE.height(), bgr);
  }

  /** White from a column on, 64 pixels wide, on black. */
  private static Picture bar(int left) {
    byte[] bgr = new byte[SIZE.width() * SIZE.height() * 3];
    for (int y = 0; y < SIZE.height(); y++) {
      int at = (y * SIZE.width() + left) * 3;
      Arrays.fill(bgr, at, at + 64 * 3, (byte) 255);
    }
    return new Picture(SIZE.width(), SIZE.height(), bgr);
  }
}
