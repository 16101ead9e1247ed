package dev.troupe.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SegmentEncoderTest {
  private static final Rational MILLISECOND = new Rational(1, 1000);

  @Test
  void encode_examples_isAbove40Decibels() {
    Clip clip = MediaFiles.probe(MediaFiles.demo("driving-1.mp4"));
    List<Frame> frames = MediaFiles.frames(clip).subList(0, 50);
    byte[] segment =
        encode(Encoding.clean(clip.size(), clip.timeline()), frames, clip.timeline().ticks(50));

    List<Frame> decoded = MediaFiles.frames(Clips.probe(MediaInput.of("segment", segment)));
    assertThat(decoded).hasSize(50);
    double sum = 0;
    for (int i = 0; i < 50; i++) {
      sum += TestPictures.psnr(decoded.get(i).picture(), frames.get(i).picture());
    }
    assertThat(sum / 50).isGreaterThan(40);
  }

  @Test
  void encode_unevenTimes_areKeptFromTheFirstFrameOn() {
    long[] ticks = {-5, -4, 0, 17, 18, 400};
    byte[] segment = encode(encoding(64, 48, MILLISECOND), pictures(64, 48, ticks), 405);

    Clip clip = Clips.probe(MediaInput.of("segment", segment));
    assertThat(clip.timeline().count()).isEqualTo(6);
    for (int i = 0; i < ticks.length; i++) {
      assertThat(clip.timeline().time(i)).isEqualTo(new Rational(ticks[i] + 5, 1000));
    }
    assertThat(clip.timeline().duration()).isEqualTo(new Rational(410, 1000));
    assertThat(clip.timeline().isKey(0)).isTrue();
  }

  @Test
  void encode_timeBaseWithNumerator_isExact() {
    long[] ticks = {0, 1, 2, 3};
    byte[] segment =
        encode(encoding(64, 48, new Rational(1001, 30000)), pictures(64, 48, ticks), 4);

    Timeline timeline = Clips.probe(MediaInput.of("segment", segment)).timeline();
    assertThat(timeline.time(3)).isEqualTo(new Rational(3003, 30000));
    assertThat(timeline.duration()).isEqualTo(new Rational(4004, 30000));
  }

  @Test
  void encode_oddSize_repeatsTheEdge() {
    long[] ticks = {0, 40};
    byte[] segment = encode(encoding(65, 47, MILLISECOND), pictures(65, 47, ticks), 80);

    Clip clip = Clips.probe(MediaInput.of("segment", segment));
    assertThat(clip.size()).isEqualTo(new FrameSize(66, 48));
    Picture picture = MediaFiles.frames(clip).get(0).picture();
    int[] corner = TestPictures.pixel(picture, 0.999, 0.999);
    for (int channel = 0; channel < 3; channel++) {
      assertThat(corner[channel])
          .isCloseTo(TestPictures.QUADRANTS[3][channel], org.assertj.core.data.Offset.offset(8));
    }
  }

  @Test
  void encode_twice_givesTheSameBytes() {
    long[] ticks = TestVideos.count(30, 40);
    Encoding encoding = encoding(96, 96, MILLISECOND);

    assertThat(encode(encoding, pictures(96, 96, ticks), 1200))
        .isEqualTo(encode(encoding, pictures(96, 96, ticks), 1200));
  }

  @Test
  void encode_manyFrames_dropsNone() {
    long[] ticks = TestVideos.count(600, 1);
    byte[] segment = encode(encoding(32, 32, MILLISECOND), pictures(32, 32, ticks), 600);

    assertThat(Clips.probe(MediaInput.of("segment", segment)).timeline().count()).isEqualTo(600);
  }

  @ParameterizedTest
  @CsvSource({"1/1000,31536000000", "1,1000000000", "1/90000,2147483648", "1/16384,2147483648"})
  void mistake_frameThatLastsLongerThanMp4Says_isOne(String timeBase, long ticks) {
    Timeline slow =
        new Timeline(Rational.parse(timeBase), new long[] {0, ticks}, new boolean[2], ticks + 1);

    assertThat(Encoding.mistake(slow, new FrameRange(0, 2)).orElseThrow())
        .matches("one of its frames lasts \\d+ s; expected at most \\d+ s, .*");
    assertThat(Encoding.mistake(slow, new FrameRange(1, 2))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"1/1000,134217000", "1,131071", "1/90000,2147483640", "1/16384,2147483647"})
  void mistake_frameThatLastsAsLongAsMp4Says_isNone(String timeBase, long ticks) {
    Timeline slow =
        new Timeline(Rational.parse(timeBase), new long[] {0, ticks}, new boolean[2], ticks + 1);
    FrameSize size = new FrameSize(32, 32);

    assertThat(Encoding.mistake(slow, new FrameRange(0, 2))).isEmpty();
    try (SegmentEncoder encoder = SegmentEncoder.open(Encoding.clean(size, slow))) {
      encoder.write(TestPictures.picture(size, 0), 0);
      encoder.write(TestPictures.picture(size, 1), ticks);
      assertThat(encoder.finish(ticks + 1)).isNotEmpty();
    }
  }

  @Test
  void timeline_ticksFurtherApartThan64Bits_isRefused() {
    long[] ticks = {Long.MIN_VALUE / 2 - 1, Long.MAX_VALUE / 2};

    assertThatThrownBy(
            () -> new Timeline(MILLISECOND, ticks, new boolean[2], Long.MAX_VALUE / 2 + 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must fit 64 bits");
  }

  @Test
  void write_wrongSizeOrTime_isRefused() {
    try (SegmentEncoder encoder = SegmentEncoder.open(encoding(32, 32, MILLISECOND))) {
      Picture picture = TestPictures.picture(new FrameSize(32, 32), 0);
      encoder.write(picture, 5);
      assertThatThrownBy(() -> encoder.write(picture, 5))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> encoder.write(TestPictures.picture(new FrameSize(32, 30), 0), 6))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("32x32");
      assertThatThrownBy(() -> encoder.finish(5)).isInstanceOf(IllegalArgumentException.class);
    }
    try (SegmentEncoder empty = SegmentEncoder.open(encoding(32, 32, MILLISECOND))) {
      assertThatThrownBy(() -> empty.finish(5)).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void h264_thisBuild_hasAnEncoder() {
    assertThat(Encoders.h264()).isIn("libopenh264", "libx264");
  }

  static Encoding encoding(int width, int height, Rational timeBase) {
    return new Encoding(
        new FrameSize(width, height), timeBase, new Rational(25, 1), Encoding.CLEAN);
  }

  static List<Frame> pictures(int width, int height, long[] ticks) {
    FrameSize size = new FrameSize(width, height);
    return Arrays.stream(ticks)
        .mapToObj(
            tick ->
                new Frame(0, tick, false, TestPictures.picture(size, Math.abs((int) tick % 20))))
        .toList();
  }

  static byte[] encode(Encoding encoding, List<Frame> frames, long endTicks) {
    try (SegmentEncoder encoder = SegmentEncoder.open(encoding)) {
      for (Frame frame : frames) {
        encoder.write(frame.picture(), frame.ticks());
      }
      return encoder.finish(endTicks);
    }
  }
}
