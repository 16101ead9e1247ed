package dev.troupe.synthesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.troupe.media.FrameSize;
import dev.troupe.media.Rational;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SyntheticSetTest {
  private static final Rational RATE = new Rational(25, 1);
  private static final FrameSize SIZE = new FrameSize(128, 128);

  @Test
  void clips_sameDescription_givesTheSameClips() {
    List<SyntheticClip> clips = set(1, 20, 3).clips().toList();
    assertThat(clips).hasSize(60).isEqualTo(set(1, 20, 3).clips().toList());
    assertThat(clips.get(7)).isEqualTo(set(1, 20, 3).clip(2, 1));
    assertThat(clips.get(7).name()).isEqualTo("000002#001");
    assertThat(clips).isNotEqualTo(set(2, 20, 3).clips().toList());
  }

  @Test
  void clips_largerSet_keepsTheSmallerSetsClips() {
    assertThat(set(1, 40, 5).clip(3, 2)).isEqualTo(set(1, 20, 3).clip(3, 2));
  }

  @Test
  void clips_all_haveOwnNamesIdentitiesAndPerformances() {
    SyntheticSet set = set(9, 300, 4);
    assertThat(set.clipCount()).isEqualTo(1200);
    assertThat(set.clips().map(SyntheticClip::name).distinct()).hasSize(1200);
    assertThat(set.clips().map(SyntheticClip::performanceSeed).distinct()).hasSize(1200);
    assertThat(set.clips().map(SyntheticClip::identitySeed).distinct()).hasSize(300);
  }

  @Test
  void clips_splits_shareNoIdentityAndKeepTheShares() {
    Map<Long, Split> homes = new HashMap<>();
    Map<Split, Integer> counts = new EnumMap<>(Split.class);
    set(4, 2000, 2)
        .clips()
        .forEach(
            clip -> {
              Split home = homes.putIfAbsent(clip.identitySeed(), clip.split());
              if (home == null) {
                counts.merge(clip.split(), 1, Integer::sum);
              } else {
                assertThat(clip.split()).isEqualTo(home);
              }
            });
    assertThat(counts.get(Split.VALIDATION)).isBetween(150, 250);
    assertThat(counts.get(Split.TEST)).isBetween(150, 250);
    assertThat(counts.get(Split.TRAIN)).isBetween(1500, 1700);
  }

  @Test
  void split_shares_decideAtTheEnds() {
    assertThat(Split.of(3, 0, 0)).isEqualTo(Split.TRAIN);
    assertThat(Split.of(3, 1, 0)).isEqualTo(Split.VALIDATION);
    assertThat(Split.of(3, 0, 1)).isEqualTo(Split.TEST);
    assertThat(
            java.util.Arrays.stream(Split.values()).map(Split::label).collect(Collectors.toList()))
        .containsExactly("train", "validation", "test");
    assertThatThrownBy(() -> Split.of(3, 0.7, 0.7)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void timeOf_frame_isExact() {
    SyntheticSet set = new SyntheticSet(1, 1, 1, 90, new Rational(30000, 1001), SIZE, 0, 0);
    assertThat(set.timeOf(30)).isEqualTo(new Rational(1001, 1000));
  }

  @Test
  void clip_outside_isRefused() {
    assertThatThrownBy(() -> set(1, 2, 2).clip(2, 0)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void create_impossibleNumbers_namesThemAll() {
    assertThatThrownBy(() -> new SyntheticSet(1, 0, 0, 1, Rational.ZERO, SIZE, 0.9, 0.9))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 to 1000000 identities, found 0")
        .hasMessageContaining("1 to 10000 performances, found 0")
        .hasMessageContaining("at least 2 frames, found 1")
        .hasMessageContaining("above 0, found 0")
        .hasMessageContaining("found 0.9 and 0.9");
  }

  private static SyntheticSet set(long seed, int identities, int performances) {
    return new SyntheticSet(seed, identities, performances, 50, RATE, SIZE, 0.1, 0.1);
  }
}
