package dev.troupe.media;

import dev.troupe.problems.BadDataException;
import java.util.Optional;

/**
 * The part of a file's sound that goes with a range of its frames. All times are seconds on the
 * file's own clock, which runs on where the file's starts anew.
 *
 * @param input the file that holds the sound
 * @param firstFrame when the video's first frame is shown
 * @param from sound before this time is left out; empty keeps the clip's beginning whole
 * @param until sound from this time on is left out; empty keeps the clip's end whole
 * @param pictureEnd when the last frame ends: sound that begins long behind it, or comes back there
 *     after a pause, belongs to no picture and is left out
 */
public record Sound(
    MediaInput input,
    Rational firstFrame,
    Optional<Rational> from,
    Optional<Rational> until,
    Rational pictureEnd) {

  /**
   * The sound of a range of a clip's frames: trimmed at the range's ends, but whole where the range
   * reaches the clip's own ends.
   *
   * @param clip the driving clip
   * @param range frames of it, at least one
   * @return empty where the clip has no sound
   */
  public static Optional<Sound> during(Clip clip, FrameRange range) {
    Timeline timeline = clip.timeline();
    Rational start = timeline.time(range.from());
    Rational end = timeline.time(range.until());
    return clip.sound()
        .map(
            input ->
                new Sound(
                    input,
                    start,
                    range.from() == 0 ? Optional.empty() : Optional.of(start),
                    range.until() == timeline.count() ? Optional.empty() : Optional.of(end),
                    end));
  }

  /**
   * Why a clip's sound cannot be added to a video: what assembly would find at its beginning, found
   * before.
   *
   * @param clip the driving clip
   * @return one sentence that names the file; empty where the sound can be used or there is none
   * @throws java.io.UncheckedIOException if the storage fails
   */
  public static Optional<String> mistake(Clip clip) {
    Optional<Sound> sound = during(clip, new FrameRange(0, clip.timeline().count()));
    try {
      sound.ifPresent(Sound::check);
      return Optional.empty();
    } catch (BadDataException | IllegalStateException e) {
      return Optional.of(e.getMessage() + "; give --audio none to leave it out");
    } catch (ArithmeticException e) {
      return Optional.of(
          "Cannot read %s: times of its sound are out of range; give --audio none to leave it out"
              .formatted(clip.name()));
    }
  }

  private void check() {
    try {
      checkFirst(true);
    } catch (BadDataException | IllegalStateException | ArithmeticException e) {
      checkFirst(false);
    }
  }

  private void checkFirst(boolean mayCopy) {
    try (AudioPackets packets = AudioPackets.open(this, mayCopy);
        OutputTrack track = new OutputTrack(packets)) {
      track.hasPacket(); // by now, the first packet was read
    }
  }
}
