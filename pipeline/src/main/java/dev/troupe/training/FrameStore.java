package dev.troupe.training;

import com.google.errorprone.annotations.MustBeClosed;
import dev.troupe.media.Fit;
import dev.troupe.media.Frame;
import dev.troupe.media.FrameRange;
import dev.troupe.media.FrameReader;
import dev.troupe.media.FrameSize;
import dev.troupe.media.Picture;
import dev.troupe.media.Scaling;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Frames of videos in any order. A video is decoded whole when first needed and kept, at the
 * network's size, in a temporary file until that is full; further ones are decoded frame by frame.
 */
final class FrameStore implements AutoCloseable {
  private static final long NOWHERE = -1;

  private final Scaling scaling;
  private final int bytesPerFrame;
  private final long capacity;
  private final FileChannel file;
  private final Map<String, Long> offsets = new ConcurrentHashMap<>();
  private long used;

  /**
   * A store of frames.
   *
   * @param size the frames' size
   * @param capacity the most bytes kept
   * @throws IOException if no temporary file can be made
   */
  @MustBeClosed
  FrameStore(FrameSize size, long capacity) throws IOException {
    this.scaling = new Scaling(size, Fit.CROP);
    this.bytesPerFrame = size.width() * size.height() * 3;
    this.capacity = capacity;
    Path path = Files.createTempFile("troupe-frames-", ".bgr");
    file =
        FileChannel.open(
            path,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE);
  }

  /**
   * One frame.
   *
   * @throws dev.troupe.problems.BadDataException if it cannot be decoded
   * @throws IOException if the temporary file fails
   */
  Picture read(TrainingVideo video, int index) throws IOException {
    Long known = offsets.get(video.name());
    long offset = known == null ? keep(video) : known;
    if (offset == NOWHERE) {
      return decode(video, index);
    }
    ByteBuffer bytes = ByteBuffer.allocate(bytesPerFrame);
    long at = offset + (long) index * bytesPerFrame;
    while (bytes.hasRemaining()) {
      int read = file.read(bytes, at + bytes.position());
      if (read < 0) {
        throw new IOException("Cannot read kept frames: the temporary file has shrunk");
      }
    }
    return picture(bytes.array());
  }

  private Picture picture(byte[] bgr) {
    return new Picture(scaling.size().width(), scaling.size().height(), bgr);
  }

  private Picture decode(TrainingVideo video, int index) {
    try (FrameReader reader =
        video.clip().read(new FrameRange(index, index + 1), Optional.of(scaling))) {
      return reader.next().orElseThrow().picture();
    }
  }

  private synchronized long reserve(long bytes) {
    if (bytes > capacity - used) {
      return NOWHERE;
    }
    long offset = used;
    used += bytes;
    return offset;
  }

  /** Two threads may keep the same video at once: each in a place of its own. */
  private long keep(TrainingVideo video) throws IOException {
    long offset = reserve((long) video.frames() * bytesPerFrame);
    if (offset != NOWHERE) {
      try (FrameReader reader =
          video.clip().read(new FrameRange(0, video.frames()), Optional.of(scaling))) {
        for (Optional<Frame> frame = reader.next(); frame.isPresent(); frame = reader.next()) {
          write(frame.get().picture(), offset + (long) frame.get().index() * bytesPerFrame);
        }
      }
    }
    offsets.put(video.name(), offset);
    return offset;
  }

  private void write(Picture picture, long offset) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(picture.bgr());
    while (bytes.hasRemaining()) {
      file.write(bytes, offset + bytes.position());
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
