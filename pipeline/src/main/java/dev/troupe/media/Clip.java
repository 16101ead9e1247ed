package dev.troupe.media;

import com.google.errorprone.annotations.MustBeClosed;
import java.io.Serializable;
import java.util.Optional;

/**
 * A driving clip that was probed: a video or GIF file, or a folder of numbered images. Travels to
 * tasks; holds no open file.
 */
public interface Clip extends Serializable {

  /**
   * How users know the clip: its path or URI.
   *
   * @return a path or URI
   */
  String name();

  /**
   * When every frame is shown.
   *
   * @return the exact times of all frames that can be decoded
   */
  Timeline timeline();

  /**
   * The size of its frames as they are meant to be seen: rotated and with square pixels.
   *
   * @return width and height
   */
  FrameSize size();

  /**
   * What is wrong with the file although frames can be read: present where it ends before it
   * should, or frames in it are damaged. Damaged frames are read as players show them; the frame
   * before stands in for one that cannot be shown at all.
   *
   * @return one sentence, or empty for a sound clip
   */
  Optional<String> damage();

  /**
   * What only decoding the whole clip could tell, for {@link Clips#again}.
   *
   * @return words without meaning elsewhere; a question mark where it must be probed anew
   */
  default String traits() {
    return "?";
  }

  /**
   * The same clip with its interlaced frames, if it has any, read in another way.
   *
   * @param how what is done with them; {@link Deinterlacing#AUTO} for a clip just probed
   * @return a clip
   */
  default Clip deinterlaced(Deinterlacing how) {
    return this;
  }

  /**
   * The file whose sound belongs to the clip.
   *
   * @return empty where there is none
   */
  Optional<MediaInput> sound();

  /**
   * Decodes a range of frames; frames before it are decoded only as far back as the last key frame.
   *
   * @param range which frames
   * @param scaling their size, or empty for the clip's own
   * @return a reader at the first frame of the range
   * @throws dev.troupe.problems.BadDataException if the file cannot be decoded
   */
  @MustBeClosed
  FrameReader read(FrameRange range, Optional<Scaling> scaling);

  /**
   * The same with a job's decoder, where the clip is a video.
   *
   * @param range which frames
   * @param scaling their size, or empty for the clip's own
   * @param codecs the job's
   * @return a reader at the first frame of the range
   * @throws dev.troupe.problems.BadDataException if the file cannot be decoded
   */
  @MustBeClosed
  default FrameReader read(FrameRange range, Optional<Scaling> scaling, Codecs codecs) {
    return read(range, scaling);
  }
}
