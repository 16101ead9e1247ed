package dev.troupe.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeResourcesTest {
  @TempDir Path folder;

  @Test
  void openAndClose_hundredTimes_returnsToTheBaseline() throws IOException {
    Clip clip = MediaFiles.probe(MediaFiles.demo("driving-1.mp4"));
    for (int i = 0; i < 20; i++) {
      cycle(clip);
    }
    System.gc();
    long handles = handles();
    long bytes = Pointer.totalBytes();
    long resident = Pointer.physicalBytes();
    for (int i = 0; i < 100; i++) {
      cycle(clip);
    }
    System.gc();

    assertThat(handles()).isLessThan(handles + 10); // a leak would be a hundred
    assertThat(Pointer.totalBytes()).isLessThanOrEqualTo(bytes + 100_000);
    assertThat(Pointer.physicalBytes()).isLessThan(resident + 60_000_000);
  }

  /** Everything that holds native memory, once: also where it fails. */
  private void cycle(Clip clip) throws IOException {
    Clips.describe(MediaInput.of(MediaFiles.demo("driving-1.mp4")));
    List<Frame> frames =
        MediaFiles.frames(
            clip, new FrameRange(1, 3), Optional.of(new Scaling(new FrameSize(64, 64), Fit.CROP)));
    byte[] segment =
        SegmentEncoderTest.encode(
            Encoding.clean(new FrameSize(64, 64), clip.timeline()), frames, 1536);
    VideoAssembler.assemble(
        new AssemblyPlan(
            List.of(MediaInput.of("segment", segment)),
            clip.timeline().timeBase(),
            1024,
            Sound.during(clip, new FrameRange(1, 3)),
            Map.of()),
        folder.resolve("out.mp4"));
    assertThat(refusals()).isEqualTo(2);
  }

  private static int refusals() {
    int refusals = 0;
    for (byte[] bytes : List.of(new byte[] {1, 2, 3}, "GIF89a".getBytes(StandardCharsets.UTF_8))) {
      try {
        Clips.probe(MediaInput.of("bad", bytes));
      } catch (dev.troupe.problems.BadDataException e) {
        refusals++;
      }
    }
    return refusals;
  }

  private static long handles() throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return open.count();
    }
  }
}
