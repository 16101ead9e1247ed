package dev.troupe.synthesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.troupe.media.Rational;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

class SpeechTrackTest {
  private static final int PER_FRAME = SpeechTrack.RATE / 25;

  @Test
  void samples_fixedSeed_givesTheRecordedSound() {
    CRC32 crc = new CRC32();
    for (short sample : Performance.of(21).soundTrack().samples(0, SpeechTrack.RATE)) {
      crc.update(sample & 255);
      crc.update(sample >> 8 & 255);
    }
    assertThat(crc.getValue()).isEqualTo(2679406225L);
  }

  @Test
  void samples_inPieces_givesTheSameSound() {
    SpeechTrack track = Performance.of(4).soundTrack();
    short[] whole = track.samples(12_345, 10_000);
    short[] first = track.samples(12_345, 3_333);
    short[] rest = track.samples(12_345 + 3_333, 6_667);
    assertThat(Arrays.copyOfRange(whole, 0, 3_333)).isEqualTo(first);
    assertThat(Arrays.copyOfRange(whole, 3_333, 10_000)).isEqualTo(rest);
  }

  @Test
  void samples_loudness_followsTheMouth() {
    double sum = 0;
    for (long seed = 0; seed < 20; seed++) {
      Performance performance = Performance.of(seed);
      int frames = 500;
      double[] open = new double[frames];
      double[] loud = new double[frames];
      for (int i = 0; i < frames; i++) {
        open[i] = performance.poseAt(new Rational(i, 25)).mouth().open();
        long middle = (long) i * PER_FRAME;
        loud[i] = loudness(performance.soundTrack().samples(Math.max(0, middle - 480), 960));
      }
      double found = correlation(open, loud);
      assertThat(found).as("performance %d", seed).isGreaterThan(0.3);
      sum += found / 20;
    }
    assertThat(sum).isGreaterThan(0.75);
  }

  @Test
  void samples_manySeeds_areAudibleAndNeverClip() {
    for (long seed = 0; seed < 20; seed++) {
      short[] sound = Performance.of(seed).soundTrack().samples(0, 10 * SpeechTrack.RATE);
      int most = 0;
      for (short sample : sound) {
        most = Math.max(most, Math.abs(sample));
      }
      assertThat(most).as("performance %d", seed).isBetween(4_000, 26_000);
    }
  }

  @Test
  void samples_startingAtRest_beginsSilent() {
    short[] sound = Performance.of(4).startingAtRest().soundTrack().samples(0, 240);
    assertThat(loudness(sound)).isLessThan(20);
  }

  @Test
  void samples_beforeTheStart_isRefused() {
    SpeechTrack track = Performance.of(4).soundTrack();
    assertThatThrownBy(() -> track.samples(-1, 5)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> track.samples(0, -5)).isInstanceOf(IllegalArgumentException.class);
    assertThat(track.samples(7, 0)).isEmpty();
  }

  private static double loudness(short[] samples) {
    double sum = 0;
    for (short sample : samples) {
      sum += (double) sample * sample;
    }
    return Math.sqrt(sum / samples.length);
  }

  private static double correlation(double[] first, double[] second) {
    double meanFirst = Arrays.stream(first).average().orElseThrow();
    double meanSecond = Arrays.stream(second).average().orElseThrow();
    double both = 0;
    double one = 0;
    double two = 0;
    for (int i = 0; i < first.length; i++) {
      both += (first[i] - meanFirst) * (second[i] - meanSecond);
      one += (first[i] - meanFirst) * (first[i] - meanFirst);
      two += (second[i] - meanSecond) * (second[i] - meanSecond);
    }
    return both / Math.sqrt(one * two);
  }
}
