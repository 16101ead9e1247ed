package dev.troupe.media;

import java.util.List;
import java.util.Optional;

/** Opens driving clips: finds every frame's exact time and what is wrong with the file. */
public final class Clips {
  private static final Rational STILL_RATE = new Rational(25, 1);

  private Clips() {}

  /**
   * Looks through a video or GIF file (or a single still image, a clip of one frame).
   *
   * @param input the file
   * @return the clip, whose {@link Clip#damage()} is present where the file ends too early
   * @throws dev.troupe.problems.BadDataException if no frame can be read: missing, empty, not a
   *     media file, no video stream, zero frames
   */
  public static Clip probe(MediaInput input) {
    return StillImages.isSingle(input)
        ? new ImagesClip(input.name(), List.of(input), STILL_RATE)
        : new ClipProbe(input, Optional.empty()).run();
  }

  /**
   * Opens a clip again that was probed before and has no damage, without decoding all of it where
   * that can be spared.
   *
   * @param input the file
   * @param traits its {@link Clip#traits()}
   * @return the same clip
   * @throws dev.troupe.problems.BadDataException if no frame can be read
   */
  public static Clip again(MediaInput input, String traits) {
    Optional<VideoTrack.Traits> known = VideoTrack.Traits.parse(traits);
    return known.isEmpty() ? probe(input) : new ClipProbe(input, known).run();
  }

  /**
   * A clip made of still images, each shown equally long.
   *
   * @param name how users know it: the folder
   * @param orderedImages one image per frame, in order; the first one's size is the clip's
   * @param frameRate frames per second, positive
   * @return the clip
   * @throws dev.troupe.problems.BadDataException if there is no image or the first is unreadable
   */
  public static Clip ofImages(String name, List<MediaInput> orderedImages, Rational frameRate) {
    return new ImagesClip(name, orderedImages, frameRate);
  }

  /**
   * The images among file names, in the order of the numbers in them: 2 comes before 10.
   *
   * @param fileNames names without folders
   * @return those that end like an image, sorted
   */
  public static List<String> numbered(List<String> fileNames) {
    return StillImages.numbered(fileNames);
  }

  /**
   * What a file's header says, for reports.
   *
   * @param input a file that {@link #probe} accepts
   * @return its facts
   * @throws dev.troupe.problems.BadDataException if it cannot be read
   */
  public static ClipFacts describe(MediaInput input) {
    return FactsProbe.of(input);
  }
}
