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

  /**
   * The size of the frame given last as it is meant to be seen, before scaling: the clip's, but
   * where the frames of one file or folder differ.
   *
   * @return width and height
   * @throws IllegalStateException before the first frame
   */
  FrameSize ownSize();

  @Override
  void close();
}
