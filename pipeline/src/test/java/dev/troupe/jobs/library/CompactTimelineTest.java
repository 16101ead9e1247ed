package dev.troupe.jobs.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.troupe.media.Rational;
import dev.troupe.media.Timeline;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Timelines as short texts. */
class CompactTimelineTest {
  @Property(tries = 200)
  void read_whatWasWritten_isTheSameTimeline(
      @ForAll @Size(min = 1, max = 60) List<@IntRange(min = 1, max = 4) Integer> steps,
      @ForAll @IntRange(min = -1000, max = 1000) int first,
      @ForAll boolean[] keyFlags) {
    long[] ticks = new long[steps.size()];
    boolean[] keys = new boolean[steps.size()];
    long tick = first;
    for (int i = 0; i < ticks.length; i++) {
      ticks[i] = tick;
      keys[i] = i < keyFlags.length && keyFlags[i];
      tick += steps.get(i);
    }
    Timeline timeline = new Timeline(new Rational(1, 90_000), ticks, keys, tick);

    Timeline read = CompactTimeline.read(CompactTimeline.write(timeline));

    assertThat(read.timeBase()).isEqualTo(timeline.timeBase());
    assertThat(read.count()).isEqualTo(timeline.count());
    for (int i = 0; i <= ticks.length; i++) {
      assertThat(read.ticks(i)).isEqualTo(timeline.ticks(i));
    }
    for (int i = 0; i < ticks.length; i++) {
      assertThat(read.isKey(i)).isEqualTo(keys[i]);
    }
  }

  @Test
  void write_steadyClipOfAnHour_isShort() {
    long[] ticks = new long[90_000];
    Arrays.setAll(ticks, i -> i * 512L);
    boolean[] keys = new boolean[ticks.length];
    for (int i = 0; i < keys.length; i += 250) {
      keys[i] = true;
    }

    String text =
        CompactTimeline.write(new Timeline(new Rational(1, 12_800), ticks, keys, 90_000 * 512L));

    assertThat(text).isEqualTo("1/12800;0;512x90000;0 250x359");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1/25;0;1",
        "1/25;0;1x99999999999;0",
        "1/25;0;1x2000000000;0",
        "1/25;0;1;7",
        "1/25;0;0;0",
        "1/25;0;;",
        "0;0;1;0",
        "1/25;0;-1x5;0",
        "1/25;x;1;0",
        "1/25;0;1;-1"
      })
  void read_anythingElse_isRefused(String text) {
    assertThatThrownBy(() -> CompactTimeline.read(text))
        .isInstanceOfAny(IllegalArgumentException.class, ArithmeticException.class);
  }
}
