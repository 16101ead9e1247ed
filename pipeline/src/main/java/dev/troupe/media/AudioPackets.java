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
  @SuppressWarnings("MustBeClosedChecker") // the file is closed with the packets
  static AudioPackets open(Sound sound) {
    SoundFile file = new SoundFile(sound);
    return CopiedAudio.canHold(file.stream()) ? new CopiedAudio(file) : new ReencodedAudio(file);
  }
}
