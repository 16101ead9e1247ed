package dev.troupe.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SampleFeedTest {
  private static final int BLOCK = 1024;
  private static final long TWO_HOURS = 7200;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "avi,pcm_s16le,37800,2", "avi,pcm_s16le,11000,1", "avi,pcm_s16le,44056,2",
    "avi,pcm_s16le,50000,2", "avi,pcm_s16le,48000,2", "matroska,pcm_s16le,37800,2",
    "mov,pcm_s16le,11111,1"
  })
  void take_oddRates_givesEverySample(String format, String codec, int rate, int channels) {
    Path file =
        TestVideos.of(format)
            .video("mpeg4", AV_PIX_FMT_YUV420P)
            .frames(50, 25)
            .sound(new TestSound(codec, rate, channels, 0, 2 * rate, rate))
            .write(folder.resolve("odd." + format));
    Clip clip = MediaFiles.probe(file);

    try (SampleFeed feed = new SampleFeed(new SoundFile(sound(clip)))) {
      long samples = 0;
      long quiet = 0;
      float before = 0;
      double jumps = 0;
      for (float[][] block = feed.take(BLOCK); block[0].length > 0; block = feed.take(BLOCK)) {
        for (float sample : block[0]) {
          quiet += samples < feed.rate() * 0.98 && Math.abs(sample) > 0.01 ? 1 : 0;
          jumps = Math.max(jumps, Math.abs(sample - before));
          before = sample;
          samples++;
        }
      }
      assertThat((double) samples / feed.rate()).isCloseTo(2, Offset.offset(0.001));
      assertThat(quiet).isZero();
      // a tone of 880 Hz at half loudness, without cracks where packets meet
      assertThat(jumps).isLessThan(0.6 * 2 * Math.PI * 880 / feed.rate());
    }
  }

  @Test
  void take_pauseOfTwoHours_isSilenceInPieces() {
    Path file =
        BrokenClocks.restamped(
            TestVideos.of("flv")
                .video("flv", AV_PIX_FMT_YUV420P)
                .frames(50, 25)
                .sound(new TestSound("pcm_s16le", 44100, 2, 0, 88200, 66150))
                .write(folder.resolve("pause.flv")),
            (sound, time) -> time >= 1000 ? time + TWO_HOURS * 1000 : time);
    Clip clip = MediaFiles.probe(file);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    try (SampleFeed feed = new SampleFeed(new SoundFile(sound(clip)))) {
      long samples = 0;
      long most = 0;
      int length;
      do {
        long before = threads.getCurrentThreadAllocatedBytes();
        length = feed.take(BLOCK)[0].length;
        most = Math.max(most, threads.getCurrentThreadAllocatedBytes() - before);
        samples += length;
      } while (length > 0);
      assertThat(most).isLessThan(4 << 20);
      assertThat((double) samples / feed.rate()).isCloseTo(TWO_HOURS + 2, Offset.offset(0.1));
    }
  }

  private static Sound sound(Clip clip) {
    return Sound.during(clip, MediaFiles.all(clip)).orElseThrow();
  }
}
