package dev.troupe.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;

import dev.troupe.problems.BadDataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadAheadTest {
  private static final Scaling SMALL = new Scaling(new FrameSize(64, 48), Fit.CROP);

  @TempDir Path folder;

  @Test
  void next_range_givesTheFramesOfAReaderOnOneThread() {
    Clip clip = MediaFiles.probe(MediaFiles.demo("driving-1.mp4"));
    FrameRange range = new FrameRange(3, 41);

    List<Frame> expected = MediaFiles.frames(clip, range, Optional.of(SMALL));
    List<Frame> found = ahead(clip, range);

    assertThat(found).hasSize(38);
    for (int i = 0; i < found.size(); i++) {
      Frame frame = found.get(i);
      assertThat(frame.index()).isEqualTo(expected.get(i).index());
      assertThat(frame.ticks()).isEqualTo(expected.get(i).ticks());
      assertThat(frame.key()).isEqualTo(expected.get(i).key());
      assertThat(frame.picture().bgr()).isEqualTo(expected.get(i).picture().bgr());
    }
  }

  @Test
  void next_damagedSinceProbed_givesTheSameFramesAndTheSameSentence() throws IOException {
    Clip clip =
        MediaFiles.probe(
            TestVideos.of("mp4")
                .video("libopenh264", AV_PIX_FMT_YUV420P)
                .frames(60, 25)
                .groups(10, 0)
                .write(folder.resolve("changed.mp4")));
    Files.copy(
        Path.of(BadClipsTest.damagedInTheMiddle(folder).name()),
        folder.resolve("changed.mp4"),
        StandardCopyOption.REPLACE_EXISTING);
    List<Frame> before = new ArrayList<>();
    List<Frame> beforeAhead = new ArrayList<>();

    Throwable expected = catchThrowable(() -> readAll(clip, false, before));
    Throwable found = catchThrowable(() -> readAll(clip, true, beforeAhead));

    assertThat(found).isInstanceOf(BadDataException.class).hasMessage(expected.getMessage());
    assertThat(beforeAhead).hasSameSizeAs(before).isNotEmpty();
  }

  @Test
  void next_emptyRange_isOverAtOnce() {
    Clip clip = MediaFiles.probe(MediaFiles.demo("driving-1.mp4"));

    assertThat(ahead(clip, new FrameRange(5, 5))).isEmpty();
  }

  @Test
  void nanos_framesTaken_countsTheirDecoding() {
    Clip clip = MediaFiles.probe(MediaFiles.demo("driving-1.mp4"));
    try (ReadAhead reader = ReadAhead.of(clip, MediaFiles.all(clip), Optional.of(SMALL))) {
      assertThat(reader.nanos()).isZero();
      reader.next();
      long first = reader.nanos();
      reader.next();

      assertThat(first).isPositive();
      assertThat(reader.nanos()).isGreaterThan(first);
    }
  }

  @Test
  void close_inTheMiddle_stopsTheThreadAndFreesNativeMemory() {
    Clip clip = MediaFiles.probe(MediaFiles.demo("driving-1.mp4"));
    takeOne(clip);
    System.gc();
    long bytes = Pointer.totalBytes();
    for (int i = 0; i < 20; i++) {
      takeOne(clip);
    }
    System.gc();

    assertThat(Pointer.totalBytes()).isLessThanOrEqualTo(bytes + 100_000);
    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().equals("troupe-decode"));
  }

  @Test
  void framesAhead_largerFrames_areFewerButNeverNone() {
    assertThat(ReadAhead.framesAhead(new FrameSize(256, 256))).isEqualTo(8);
    assertThat(ReadAhead.framesAhead(new FrameSize(1920, 1080))).isEqualTo(5);
    assertThat(ReadAhead.framesAhead(new FrameSize(8192, 8192))).isEqualTo(1);
  }

  private static void takeOne(Clip clip) {
    try (ReadAhead reader = ReadAhead.of(clip, MediaFiles.all(clip), Optional.of(SMALL))) {
      assertThat(reader.next()).isPresent();
    }
  }

  private static List<Frame> ahead(Clip clip, FrameRange range) {
    List<Frame> frames = new ArrayList<>();
    try (ReadAhead reader = ReadAhead.of(clip, range, Optional.of(SMALL))) {
      readAll(reader, frames);
    }
    return frames;
  }

  private static void readAll(Clip clip, boolean ahead, List<Frame> into) {
    try (FrameReader reader =
        ahead
            ? ReadAhead.of(clip, MediaFiles.all(clip), Optional.of(SMALL))
            : clip.read(MediaFiles.all(clip), Optional.of(SMALL))) {
      readAll(reader, into);
    }
  }

  private static void readAll(FrameReader reader, List<Frame> into) {
    for (Optional<Frame> frame = reader.next(); frame.isPresent(); frame = reader.next()) {
      into.add(frame.get());
    }
  }
}
