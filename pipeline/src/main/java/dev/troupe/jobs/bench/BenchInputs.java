package dev.troupe.jobs.bench;

import dev.troupe.media.Clip;
import dev.troupe.media.Clips;
import dev.troupe.media.Encoding;
import dev.troupe.media.Fit;
import dev.troupe.media.Frame;
import dev.troupe.media.FrameRange;
import dev.troupe.media.FrameReader;
import dev.troupe.media.FrameSize;
import dev.troupe.media.Images;
import dev.troupe.media.MediaInput;
import dev.troupe.media.Picture;
import dev.troupe.media.Pictures;
import dev.troupe.media.Rational;
import dev.troupe.media.Scaling;
import dev.troupe.media.SegmentEncoder;
import dev.troupe.media.Timeline;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Characters and clips for measurements, made of the bundled ones. */
final class BenchInputs {
  private static final int RATE = 25;

  private final Path folder;
  private final Path character;
  private final Path clip;

  BenchInputs(Path folder) throws IOException {
    this.folder = folder;
    this.character = unpack("character-1.png");
    this.clip = unpack("driving-1.mp4");
  }

  private Path unpack(String name) throws IOException {
    Path file = folder.resolve(name);
    try (InputStream in = BenchInputs.class.getResourceAsStream("/demo/" + name)) {
      if (in == null) {
        throw new IllegalStateException("the build left out demo/" + name);
      }
      Files.copy(in, file);
    }
    return file;
  }

  /** 150 frames of 256x256 with sound. */
  Path clip() {
    return clip;
  }

  /** Character {@code number}: the bundled one, other characters it with other colours. */
  Path character(int number) throws IOException {
    Path file = folder.resolve("character-%d.png".formatted(number + 1));
    if (!Files.exists(file)) {
      Picture picture = Images.read(MediaInput.of(character), 0xFFFFFF);
      byte[] bgr = picture.bgr().clone();
      for (int i = number % 3; i < bgr.length; i += 3) {
        bgr[i] = (byte) ((bgr[i] & 0xFF) * (200 - number) / 200);
      }
      Files.write(file, Images.encodePng(new Picture(picture.width(), picture.height(), bgr)));
    }
    return file;
  }

  Picture source(FrameSize size) {
    Picture whole = Images.read(MediaInput.of(character), 0xFFFFFF);
    return Pictures.scale(whole, new Scaling(size, Fit.CROP));
  }

  List<Picture> drivingFrames(int count, FrameSize size) {
    Clip decoded = Clips.probe(MediaInput.of(clip));
    List<Picture> pictures = new ArrayList<>();
    Optional<Scaling> scaling = Optional.of(new Scaling(size, Fit.CROP));
    try (FrameReader reader = decoded.read(new FrameRange(0, count), scaling)) {
      for (int i = 0; i < count; i++) {
        pictures.add(reader.next().map(Frame::picture).orElseThrow());
      }
    }
    return pictures;
  }

  /** A clip of any length without sound: the bundled one's first frames forth and back. */
  Path longClip(int frames, FrameSize size) throws IOException {
    List<Picture> pictures = drivingFrames(RATE, size);
    long[] ticks = new long[frames];
    boolean[] keys = new boolean[frames];
    for (int i = 0; i < frames; i++) {
      ticks[i] = i;
    }
    keys[0] = true;
    Timeline timeline = new Timeline(new Rational(1, RATE), ticks, keys, frames);
    Path file = folder.resolve("clip-%d.mp4".formatted(frames));
    try (SegmentEncoder encoder = SegmentEncoder.open(Encoding.clean(size, timeline))) {
      for (int i = 0; i < frames; i++) {
        int step = i % (2 * RATE);
        encoder.write(pictures.get(step < RATE ? step : 2 * RATE - 1 - step), i);
      }
      Files.write(file, encoder.finish(frames));
    }
    return file;
  }
}
