package dev.troupe.media;

/**
 * What {@link VideoAssembler} wrote, measured on the finished file.
 *
 * @param frames how many frames
 * @param duration seconds from the first frame's time to the end of the last
 * @param audio what became of the sound
 * @param audioStart when the sound starts, seconds after the first frame (negative: before); 0
 *     without sound
 * @param audioDrift by how many seconds that is later than in the driving file; 0 without sound
 */
public record AssemblyResult(
    int frames, Rational duration, AudioAction audio, double audioStart, double audioDrift) {

  /** What became of the sound. */
  public enum AudioAction {
    /** There was none, or none was wanted. */
    NONE,
    /** Its packets were copied unchanged. */
    COPIED,
    /** MP4 cannot hold its codec or its packets: it was decoded and encoded as AAC. */
    REENCODED
  }
}
