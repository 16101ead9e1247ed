package dev.troupe.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.junit.jupiter.api.Test;

class CodecsTest {
  private static final Scaling SMALL = new Scaling(new FrameSize(64, 48), Fit.CROP);

  /** A machine on which the named codecs work. */
  private record Machine(Set<String> working, List<String> asked) implements Codecs.Machine {
    Machine(String... working) {
      this(Set.of(working), new ArrayList<>());
    }

    @Override
    public boolean decodes(Codecs codecs) {
      asked.add(codecs.decoder());
      return working.contains(codecs.decoder());
    }

    @Override
    public boolean encodes(Codecs codecs) {
      asked.add(codecs.encoder());
      return working.contains(codecs.encoder());
    }
  }

  @Test
  void available_nothingWorks_isSoftware() {
    Machine machine = new Machine();

    assertThat(Codecs.available(machine)).isEqualTo(Codecs.IN_SOFTWARE);
    assertThat(machine.asked()).containsExactly("cuda", "vaapi", "h264_nvenc");
  }

  @Test
  void available_everythingWorks_prefersCuda() {
    assertThat(Codecs.available(new Machine("cuda", "vaapi", "h264_nvenc")))
        .isEqualTo(new Codecs("cuda", "h264_nvenc", 0));
  }

  @Test
  void available_onlyADecoder_encodesInSoftware() {
    Codecs found = Codecs.available(new Machine("vaapi"));

    assertThat(found).isEqualTo(new Codecs("vaapi", Codecs.SOFTWARE, 0));
    assertThat(found.encoderName()).isEqualTo(Encoders.h264());
  }

  /** Whatever the machine: what is chosen works, and what does not open is not chosen. */
  @Test
  void available_thisMachine_isWhatOpensHere() {
    Codecs found = Codecs.available();

    assertThat(found.decodesInSoftware()).isEqualTo(HardwareDevice.open(found).isEmpty());
    assertThat(new FfmpegMachine().encodes(found)).isTrue();
    assertThat(Codecs.available()).isEqualTo(found);
  }

  @Test
  void new_unknownWord_isRefused() {
    assertThatThrownBy(() -> new Codecs("h265_magic", Codecs.SOFTWARE, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("h265_magic");
    assertThatThrownBy(() -> new Codecs(Codecs.SOFTWARE, "cuda", 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Codecs(Codecs.SOFTWARE, Codecs.SOFTWARE, -1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** Where there is no such device, this is the way back to software; where there is, the proof. */
  @Test
  void read_everyDecoder_givesTheSamePictures() {
    Clip clip = MediaFiles.probe(MediaFiles.demo("driving-1.mp4"));
    FrameRange range = new FrameRange(2, 14);
    List<Frame> expected = MediaFiles.frames(clip, range, Optional.of(SMALL));
    for (String decoder : List.of("cuda", "vaapi")) {
      Codecs codecs = new Codecs(decoder, Codecs.SOFTWARE, 0);
      try (ReadAhead reader = ReadAhead.of(clip, range, Optional.of(SMALL), codecs)) {
        for (Frame frame : expected) {
          assertThat(reader.next().orElseThrow().picture().bgr())
              .as("%s, frame %d", decoder, frame.index())
              .isEqualTo(frame.picture().bgr());
        }
        assertThat(reader.next()).isEmpty();
      }
    }
  }

  @Test
  void open_encoderThatIsNotThere_saysWhichAndNeverTakesAnother() {
    if (Codecs.available().encoder().equals(Codecs.SOFTWARE)) {
      Rational rate = new Rational(25, 1);
      Encoding encoding = new Encoding(new FrameSize(256, 256), rate.inverse(), rate, 14);
      Codecs codecs = new Codecs(Codecs.SOFTWARE, "h264_nvenc", 0);

      assertThatThrownBy(() -> SegmentEncoder.open(encoding, codecs).close())
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("h264_nvenc");
    }
  }

  @Test
  void planar_framesOfADevice_keepEverySample() {
    FrameSize size = new FrameSize(70, 38);
    byte[] luma = noise(70 * 38, 1);
    byte[] blue = noise(35 * 19, 2);
    byte[] red = noise(35 * 19, 3);
    AVFrame frame = interleaved(size, luma, blue, red);
    try (HardwareDevice.Planes planes = new HardwareDevice.Planes()) {
      AVFrame planar = planes.of(frame);

      assertThat(planar.format()).isEqualTo(avutil.AV_PIX_FMT_YUV420P);
      assertThat(plane(planar, 0, 70, 38)).isEqualTo(luma);
      assertThat(plane(planar, 1, 35, 19)).isEqualTo(blue);
      assertThat(plane(planar, 2, 35, 19)).isEqualTo(red);
    } finally {
      avutil.av_frame_free(frame);
    }
  }

  private static AVFrame interleaved(FrameSize size, byte[] luma, byte[] blue, byte[] red) {
    AVFrame frame = avutil.av_frame_alloc();
    frame.format(avutil.AV_PIX_FMT_NV12).width(size.width()).height(size.height());
    avutil.av_frame_get_buffer(frame, 0);
    for (int y = 0; y < size.height(); y++) {
      frame.data(0).position((long) y * frame.linesize(0)).put(luma, y * 70, 70);
    }
    for (int y = 0; y < size.height() / 2; y++) {
      byte[] row = new byte[size.width()];
      for (int x = 0; x < row.length; x++) {
        row[x] = (x % 2 == 0 ? blue : red)[y * 35 + x / 2];
      }
      frame.data(1).position((long) y * frame.linesize(1)).put(row, 0, row.length);
    }
    return frame;
  }

  private static byte[] plane(AVFrame frame, int plane, int width, int height) {
    byte[] samples = new byte[width * height];
    for (int y = 0; y < height; y++) {
      frame.data(plane).position((long) y * frame.linesize(plane)).get(samples, y * width, width);
    }
    return samples;
  }

  private static byte[] noise(int count, long seed) {
    byte[] bytes = new byte[count];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }
}
