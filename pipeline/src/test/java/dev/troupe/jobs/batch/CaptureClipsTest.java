package dev.troupe.jobs.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CaptureClipsTest {
  @ParameterizedTest
  @CsvSource({
    "150,       2, 80", // 80 and 70: in 48s a fourth range of 6 would follow three
    "128,       2, 16", // even whatever the length: the shortest
    "1,         4, 16",
    "100000,    8, 1024",
    "'150,150', 2, 48", // the short ranges fill up
    "40,      100, 16",
  })
  void rangeLength_clips_keepsCoresBusy(String clips, int cores, int expected) {
    List<Integer> frames =
        Arrays.stream(clips.split(",", -1)).map(String::strip).map(Integer::valueOf).toList();
    int sum = frames.stream().mapToInt(Integer::intValue).sum();

    assertThat(CaptureClips.rangeLength(frames, sum, cores)).isEqualTo(expected);
  }
}
