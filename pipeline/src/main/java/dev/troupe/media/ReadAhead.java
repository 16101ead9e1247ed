package dev.troupe.media;

import com.google.errorprone.annotations.MustBeClosed;
import dev.troupe.flow.Ahead;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decodes a range of a clip on a thread of its own, a few frames ahead of whoever takes them. The
 * frames, and what is wrong with them, are the same as without it.
 */
public final class ReadAhead implements FrameReader {
  /** More would not make anything faster: a batch is decoded while the one before is computed. */
  private static final int MOST_FRAMES = 8;

  /** What frames that wait may take of memory, unless a single one is larger. */
  private static final long MOST_BYTES = 32L << 20;

  private static final int BYTES_PER_PIXEL = 3;

  private final Opening opening;
  private final Ahead<Timed> frames;

  /** Opened, used and closed on one thread after the other, never on two at once. */
  private @Nullable FrameReader reader;

  private @Nullable FrameSize ownSize;
  private long nanos;

  private interface Opening {
    FrameReader open();
  }

  private record Timed(Frame frame, FrameSize ownSize, long nanos) {}

  private ReadAhead(Opening opening, FrameSize size) {
    this.opening = opening;
    this.frames = new Ahead<>("troupe-decode", framesAhead(size), this::decode);
  }

  /**
   * A reader at the first frame of a range. The file is opened with the first frame, so what is
   * wrong with it is said then.
   *
   * @param clip which clip
   * @param range which frames
   * @param scaling their size, or empty for the clip's own
   * @return the reader
   */
  @MustBeClosed
  public static ReadAhead of(Clip clip, FrameRange range, Optional<Scaling> scaling) {
    return of(clip, range, scaling, Codecs.IN_SOFTWARE);
  }

  /**
   * The same with a job's decoder.
   *
   * @param clip which clip
   * @param range which frames
   * @param scaling their size, or empty for the clip's own
   * @param codecs the job's
   * @return the reader
   */
  @MustBeClosed
  @SuppressWarnings("MustBeClosedChecker") // what it opens is closed by close()
  public static ReadAhead of(
      Clip clip, FrameRange range, Optional<Scaling> scaling, Codecs codecs) {
    return new ReadAhead(
        () -> clip.read(range, scaling, codecs), scaling.map(Scaling::size).orElse(clip.size()));
  }

  /** How many frames of a size wait to be taken, at the most. */
  static int framesAhead(FrameSize size) {
    long bytes = (long) size.width() * size.height() * BYTES_PER_PIXEL;
    return (int) Math.max(1, Math.min(MOST_FRAMES, MOST_BYTES / bytes));
  }

  @Override
  public Optional<Frame> next() {
    Optional<Timed> next = frames.next();
    next.ifPresent(
        timed -> {
          nanos += timed.nanos();
          ownSize = timed.ownSize();
        });
    return next.map(Timed::frame);
  }

  @Override
  public FrameSize ownSize() {
    if (ownSize == null) {
      throw new IllegalStateException("no frame was given yet");
    }
    return ownSize;
  }

  /**
   * What decoding took: opening and scaling included, waiting left out.
   *
   * @return nanoseconds of the frames taken so far
   */
  public long nanos() {
    return nanos;
  }

  @SuppressWarnings("MustBeClosedChecker") // closed by close()
  private Optional<Timed> decode() {
    long begin = System.nanoTime();
    if (reader == null) {
      reader = opening.open();
    }
    FrameReader current = reader;
    return current
        .next()
        .map(frame -> new Timed(frame, current.ownSize(), System.nanoTime() - begin));
  }

  /** Stops decoding and frees native memory. */
  @Override
  public void close() {
    frames.close();
    if (reader != null) {
      reader.close();
    }
  }
}
