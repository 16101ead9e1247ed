package dev.troupe.media;

import com.google.errorprone.annotations.MustBeClosed;

/**
 * Encodes a run of frames as one closed segment: an MP4 file in memory that starts with its own key
 * frame and needs no other segment. The same pictures and times give the same bytes.
 */
@SuppressWarnings("DoNotCallSuggester") // until implemented
public final class SegmentEncoder implements AutoCloseable {
  private SegmentEncoder() {}

  /**
   * Starts a segment.
   *
   * @param encoding the same for all segments of one video
   * @return an encoder that waits for its first picture
   * @throws IllegalStateException if FFmpeg refuses the settings
   */
  @MustBeClosed
  public static SegmentEncoder open(Encoding encoding) {
    throw new UnsupportedOperationException(encoding.toString());
  }

  /**
   * Adds a frame.
   *
   * @param picture of the encoding's size
   * @param ticks when it is shown, later than the frame before
   * @throws IllegalArgumentException if size or time are wrong
   */
  public void write(Picture picture, long ticks) {
    throw new UnsupportedOperationException();
  }

  /**
   * Ends the segment. Times inside it count from its first frame, so segments fit together in any
   * order; the last frame lasts until {@code endTicks}.
   *
   * @param endTicks when the last frame ends: the next segment's first tick
   * @return an MP4 file
   * @throws IllegalStateException if no frame was written
   */
  public byte[] finish(long endTicks) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {}
}
