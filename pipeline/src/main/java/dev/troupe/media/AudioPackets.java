package dev.troupe.media;

import com.google.errorprone.annotations.MustBeClosed;
import dev.troupe.media.AssemblyResult.AudioAction;

/** The sound of a finished video, packet by packet. */
interface AudioPackets extends PacketSource {

  /** When sound is first heard, in seconds after the first frame; known after the first packet. */
  Rational start();

  /** What is done to the sound. */
  AudioAction action();

  /**
   * Opens a file's sound: copied if MP4 can hold it, else encoded anew.
   *
   * @throws dev.troupe.problems.BadDataException if it cannot be read
   */
  @MustBeClosed
  static AudioPackets open(Sound sound) {
    return open(sound, true);
  }

  /** The same, where copying may be ruled out. */
  @MustBeClosed
  @SuppressWarnings("MustBeClosedChecker") // the file is closed with the packets
  static AudioPackets open(Sound sound, boolean mayCopy) {
    SoundFile file = new SoundFile(sound);
    return mayCopy && CopiedAudio.canHold(file.stream())
        ? new CopiedAudio(file)
        : new ReencodedAudio(file);
  }
}
