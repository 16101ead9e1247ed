package dev.troupe.media;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Shorthands of the tests for reading files. */
final class MediaFiles {
  private MediaFiles() {}

  static Clip probe(Path path) {
    return Clips.probe(MediaInput.of(path));
  }

  static FrameRange all(Clip clip) {
    return new FrameRange(0, clip.timeline().count());
  }

  static List<Frame> frames(Clip clip) {
    return frames(clip, all(clip), Optional.empty());
  }

  static List<Frame> frames(Clip clip, FrameRange range, Optional<Scaling> scaling) {
    List<Frame> frames = new ArrayList<>();
    try (FrameReader reader = clip.read(range, scaling)) {
      for (Optional<Frame> frame = reader.next(); frame.isPresent(); frame = reader.next()) {
        frames.add(frame.get());
      }
    }
    return frames;
  }

  static long[] ticks(Clip clip) {
    long[] ticks = new long[clip.timeline().count() + 1];
    for (int i = 0; i < ticks.length; i++) {
      ticks[i] = clip.timeline().ticks(i);
    }
    return ticks;
  }

  static Path resource(String name) {
    return Path.of("src/test/resources/media", name);
  }

  static Path demo(String name) {
    return Path.of("src/main/resources/demo", name);
  }

  /** The first part of a file. */
  static Path cut(Path file, double part) {
    try {
      byte[] bytes = Files.readAllBytes(file);
      Path cut = file.resolveSibling("cut-" + file.getFileName());
      return Files.write(cut, java.util.Arrays.copyOf(bytes, (int) (bytes.length * part)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
