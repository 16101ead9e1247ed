package dev.troupe.media;

import java.util.Optional;

/** Frames of one range of a clip, in order; holds native memory until closed. */
public interface FrameReader extends AutoCloseable {

  /**
   * Decodes the next frame.
   *
   * @return the frame, or empty behind the last frame of the range
   * @throws dev.troupe.problems.BadDataException if a frame that the timeline promises cannot be
   *     decoded, naming the clip, the frame and its time
   */
  Optional<Frame> next();

  @Override
  void close();
}
