package dev.troupe.evaluation;

import dev.troupe.media.Picture;
import java.util.Collections;
import java.util.List;

/** Makes a source perform, chunk by chunk. For one thread. */
interface Animator extends AutoCloseable {

  /**
   * The next frames.
   *
   * @param driving the next driving frames; the very first of all is the reference of relative
   *     motion
   * @return as many pictures
   */
  List<Picture> animate(List<Picture> driving);

  @Override
  void close();

  /** The source for every frame. */
  static Animator copying(Picture source) {
    return new Animator() {
      @Override
      public List<Picture> animate(List<Picture> driving) {
        return Collections.nCopies(driving.size(), source);
      }

      @Override
      public void close() {}
    };
  }
}
