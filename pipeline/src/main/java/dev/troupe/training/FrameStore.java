package dev.troupe.training;

import com.google.errorprone.annotations.MustBeClosed;
import dev.troupe.media.Fit;
import dev.troupe.media.Frame;
import dev.troupe.media.FrameRange;
import dev.troupe.media.FrameReader;
import dev.troupe.media.FrameSize;
import dev.troupe.media.Picture;
import dev.troupe.media.Scaling;
import dev.troupe.problems.BadDataException;
import dev.troupe.problems.ItemBoundary;
import dev.troupe.problems.StorageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * Frames of videos in any order. A video is decoded whole when first needed and kept, at the
 * network's size, in a temporary file until that is full; of further ones single frames are decoded
 * again. A video with a fault gives no frame at all, so that what training sees does not depend on
 * how much was kept.
 */
final class FrameStore implements AutoCloseable {
  private static final long NOWHERE = -1;

  private final Scaling scaling;
  private final int bytesPerFrame;
  private final long capacity;
  private final Path path;
  private final FileChannel file;
  private final Map<String, Place> places = new ConcurrentHashMap<>();
  private final Set<String> faults = new ConcurrentSkipListSet<>();
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
    path = Files.createTempFile("troupe-frames-", ".bgr");
    file =
        FileChannel.open(
            path,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE);
  }

  /** What turned out to be wrong with videos so far, a sentence each, in order. */
  Set<String> faults() {
    return new TreeSet<>(faults);
  }

  /**
   * One frame.
   *
   * @throws BadDataException if the video cannot be decoded whole, or its frames differ in size
   * @throws IOException if the temporary file fails
   */
  Picture read(TrainingVideo video, int index) throws IOException {
    try {
      Place place = places.computeIfAbsent(video.name(), name -> new Place());
      return ItemBoundary.orBadData(
          "Cannot train on " + video.name(),
          () -> {
            long offset = place.of(video);
            return offset == NOWHERE ? decode(video, index) : stored(offset, index);
          });
    } catch (BadDataException e) {
      faults.add(String.valueOf(e.getMessage()));
      throw e;
    }
  }

  private Picture stored(long offset, int index) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(bytesPerFrame);
    long at = offset + (long) index * bytesPerFrame;
    while (bytes.hasRemaining()) {
      int read = read(bytes, at + bytes.position());
      if (read < 0) {
        throw new StorageException("Cannot read kept frames: the temporary file has shrunk");
      }
    }
    return new Picture(scaling.size().width(), scaling.size().height(), bytes.array());
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

  /** Where one video's frames lie; its first reader looks through it, others wait. */
  private final class Place {
    private Optional<Long> offset = Optional.empty();
    private Optional<String> fault = Optional.empty();

    synchronized long of(TrainingVideo video) throws IOException {
      if (fault.isPresent()) {
        throw new BadDataException(fault.get());
      }
      if (offset.isEmpty()) {
        try {
          offset =
              Optional.of(
                  ItemBoundary.orBadData("Cannot train on " + video.name(), () -> keep(video)));
        } catch (BadDataException e) {
          fault = Optional.of(String.valueOf(e.getMessage()));
          throw e;
        }
      }
      return offset.get();
    }
  }

  private long keep(TrainingVideo video) throws IOException {
    long offset = reserve((long) video.frames() * bytesPerFrame);
    try (FrameReader reader =
        video.clip().read(new FrameRange(0, video.frames()), Optional.of(scaling))) {
      for (Optional<Frame> frame = reader.next(); frame.isPresent(); frame = reader.next()) {
        checkSize(video, frame.get(), reader.ownSize());
        if (offset != NOWHERE) {
          write(frame.get().picture(), offset + (long) frame.get().index() * bytesPerFrame);
        }
      }
    }
    return offset;
  }

  /** Frames of several sizes in one video are of several shots, or of none that belong together. */
  private static void checkSize(TrainingVideo video, Frame frame, FrameSize size) {
    if (!size.equals(video.clip().size())) {
      throw new BadDataException(
          ("Cannot train on %s: its frames differ in size; expected %s as the first, found %s in"
                  + " frame %d")
              .formatted(video.name(), video.clip().size(), size, frame.index()));
    }
  }

  private void write(Picture picture, long offset) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(picture.bgr());
    while (bytes.hasRemaining()) {
      try {
        file.write(bytes, offset + bytes.position());
      } catch (IOException e) {
        throw new StorageException(
            "Cannot keep frames in %s: %s".formatted(path, e.getMessage()), e);
      }
    }
  }

  private int read(ByteBuffer bytes, long at) throws IOException {
    try {
      return file.read(bytes, at);
    } catch (IOException e) {
      throw new StorageException("Cannot read frames in %s: %s".formatted(path, e.getMessage()), e);
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
