package dev.troupe.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.troupe.media.FrameRange;
import dev.troupe.media.Rational;
import dev.troupe.media.Timeline;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Sampling against its definition: the frame on the screen at each multiple of 1/rate. */
class SamplingTest {
  @Property
  void indices_anyTimelineAndRate_areTheFramesOnTheScreen(
      @ForAll("timelines") Timeline timeline, @ForAll("rates") Rational rate) {
    FrameRange all = new FrameRange(0, timeline.count());

    assertThat(Sampling.indices(timeline, all, rate)).isEqualTo(onScreen(timeline, all, rate));
  }

  @Property
  void indices_partOfATimeline_countFromItsFirstFrame(
      @ForAll("timelines") Timeline timeline, @ForAll("rates") Rational rate) {
    FrameRange part = new FrameRange(timeline.count() / 3, timeline.count());

    assertThat(Sampling.indices(timeline, part, rate)).isEqualTo(onScreen(timeline, part, rate));
  }

  @Example
  void indices_emptyRange_areNone() {
    Timeline timeline = timeline(new Rational(1, 25), new long[] {0, 1, 2}, 3);

    assertThat(Sampling.indices(timeline, new FrameRange(3, 3), new Rational(5, 1))).isEmpty();
    assertThat(Sampling.every(new FrameRange(1, 3))).containsExactly(1, 2);
  }

  @Example
  void indices_ratesFarOutOfTheOrdinary_stillCount() {
    Timeline timeline =
        timeline(new Rational(1, 1_000_000_007), new long[] {5, 6, 1L << 60}, 1L << 61);
    FrameRange all = new FrameRange(0, 3);

    assertThat(Sampling.indices(timeline, all, new Rational(Long.MAX_VALUE, 1)))
        .containsExactly(0, 1, 2);
    assertThat(Sampling.indices(timeline, all, new Rational(1, Long.MAX_VALUE))).containsExactly(0);
    assertThat(Sampling.indices(timeline, all, new Rational(Long.MAX_VALUE, Long.MAX_VALUE - 1)))
        .containsExactly(0, 1, 2);
  }

  @Provide
  Arbitrary<Timeline> timelines() {
    Arbitrary<long[]> steps =
        Arbitraries.longs().between(1, 60).array(long[].class).ofMinSize(1).ofMaxSize(20);
    Arbitrary<Integer> bases = Arbitraries.of(25, 90, 1000, 12800);
    return Combinators.combine(steps, bases, Arbitraries.longs().between(-500, 500))
        .as(SamplingTest::timeline);
  }

  @Provide
  Arbitrary<Rational> rates() {
    return Combinators.combine(
            Arbitraries.longs().between(1, 90), Arbitraries.of(1L, 2L, 7L, 1001L))
        .as(Rational::new);
  }

  private static Timeline timeline(long[] steps, int base, long first) {
    long[] ticks = new long[steps.length];
    ticks[0] = first;
    for (int i = 1; i < ticks.length; i++) {
      ticks[i] = ticks[i - 1] + steps[i - 1];
    }
    long end = ticks[ticks.length - 1] + steps[steps.length - 1];
    return timeline(new Rational(1, base), ticks, end);
  }

  private static Timeline timeline(Rational timeBase, long[] ticks, long end) {
    return new Timeline(timeBase, ticks, new boolean[ticks.length], end);
  }

  /** Goes through the multiples one by one and looks for the frame that is shown then. */
  private static int[] onScreen(Timeline timeline, FrameRange range, Rational rate) {
    List<Integer> shown = new ArrayList<>();
    Rational origin = timeline.time(range.from());
    Rational end = timeline.time(range.until()).minus(origin);
    Rational step = rate.inverse();
    for (long n = 0; step.times(n).compareTo(end) < 0; n++) {
      Rational due = step.times(n);
      int frame =
          IntStream.range(range.from(), range.until())
              .filter(i -> timeline.time(i).minus(origin).compareTo(due) <= 0)
              .max()
              .orElseThrow();
      if (shown.isEmpty() || shown.get(shown.size() - 1) != frame) {
        shown.add(frame);
      }
      if (shown.size() == range.count()) {
        break;
      }
    }
    return Arrays.stream(shown.toArray(Integer[]::new)).mapToInt(Integer::intValue).toArray();
  }
}
