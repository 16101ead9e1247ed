package dev.troupe.synthesis;

import dev.troupe.media.FrameSize;
import dev.troupe.media.Rational;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A data set that can be made anywhere from this description alone.
 *
 * @param seed any number; another seed is another set of puppets
 * @param identities how many puppets, 1 to 1,000,000
 * @param performances how many clips of each, 1 to 10,000
 * @param frames how many frames in each clip, at least 2
 * @param frameRate frames per second, above 0
 * @param size of the frames
 * @param validationShare share of the puppets kept for validation, 0 to 1
 * @param testShare share of the puppets kept for testing, 0 to 1
 */
public record SyntheticSet(
    long seed,
    int identities,
    int performances,
    int frames,
    Rational frameRate,
    FrameSize size,
    double validationShare,
    double testShare)
    implements Serializable {
  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException with every number that is out of its range
   */
  public SyntheticSet {
    List<String> mistakes = new ArrayList<>();
    if (identities < 1 || identities > 1_000_000) {
      mistakes.add("a set has 1 to 1000000 identities, found " + identities);
    }
    if (performances < 1 || performances > 10_000) {
      mistakes.add("an identity has 1 to 10000 performances, found " + performances);
    }
    if (frames < 2) {
      mistakes.add("a clip has at least 2 frames, found " + frames);
    }
    if (frameRate.compareTo(Rational.ZERO) <= 0) {
      mistakes.add("a frame rate is above 0, found " + frameRate);
    }
    if (!(validationShare >= 0 && testShare >= 0 && validationShare + testShare <= 1)) {
      mistakes.add(
          "the shares of validation and test must be 0 to 1 and together at most 1, found %s and %s"
              .formatted(validationShare, testShare));
    }
    if (!mistakes.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", mistakes));
    }
  }

  /**
   * How many clips there are.
   *
   * @return identities times performances
   */
  public long clipCount() {
    return (long) identities * performances;
  }

  /**
   * How many clips of a split there are.
   *
   * @param split which
   * @return 0 to {@link #clipCount()}
   */
  public long clipCount(Split split) {
    long members = IntStream.range(0, identities).filter(i -> clip(i, 0).split() == split).count();
    return members * performances;
  }

  /**
   * One clip; does not depend on how many others there are.
   *
   * @param identity 0 to {@code identities() - 1}
   * @param performance 0 to {@code performances() - 1}
   * @return who plays what
   * @throws IndexOutOfBoundsException if there is no such clip
   */
  public SyntheticClip clip(int identity, int performance) {
    if (identity < 0 || identity >= identities || performance < 0 || performance >= performances) {
      throw new IndexOutOfBoundsException(
          "the set has %d identities with %d performances each, asked for %d and %d"
              .formatted(identities, performances, identity, performance));
    }
    long identitySeed = Dice.mix(Dice.mix(seed) + identity + 1);
    long performanceSeed = Dice.mix(Dice.mix(identitySeed ^ 0x70657266L) + performance + 1);
    return new SyntheticClip(
        String.format(Locale.ROOT, "%06d#%03d", identity, performance),
        identitySeed,
        performanceSeed,
        Split.of(identitySeed, validationShare, testShare));
  }

  /**
   * All clips, those of one identity together.
   *
   * @return {@link #clipCount()} clips in a fixed order
   */
  public Stream<SyntheticClip> clips() {
    return IntStream.range(0, identities)
        .boxed()
        .flatMap(i -> IntStream.range(0, performances).mapToObj(p -> clip(i, p)));
  }

  /**
   * Cross pairs of the test split: an identity in the performance of another one's clip. The
   * drivers are the test clips in order, over and over; the sources are drawn by the set's seed.
   *
   * @param count how many, 0 to 100,000
   * @return the pairs, named {@code 000000}, {@code 000001}, ...; none where the test split has
   *     fewer than two identities
   * @throws IllegalArgumentException if the count is out of range
   */
  public List<SyntheticPair> pairs(int count) {
    if (count < 0 || count > 100_000) {
      throw new IllegalArgumentException("a set has 0 to 100000 pairs, found " + count);
    }
    List<SyntheticClip> clips = clips().filter(clip -> clip.split() == Split.TEST).toList();
    if (clips.size() <= performances) {
      return List.of();
    }
    int others = clips.size() / performances - 1;
    Dice dice = Dice.of(seed, "pairs");
    List<SyntheticPair> pairs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int driving = i % clips.size();
      int own = driving / performances;
      int other = (own + 1 + dice.below(others)) % (others + 1);
      pairs.add(
          new SyntheticPair(
              String.format(Locale.ROOT, "%06d", i),
              clips.get(other * performances).identitySeed(),
              clips.get(driving)));
    }
    return pairs;
  }

  /**
   * The time of a frame.
   *
   * @param frame 0 to {@code frames() - 1}
   * @return seconds from the clip's start
   */
  public Rational timeOf(int frame) {
    return frameRate.inverse().times(frame);
  }
}
