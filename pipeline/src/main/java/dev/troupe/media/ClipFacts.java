package dev.troupe.media;

import java.io.Serializable;
import java.util.Optional;

/**
 * What a media file's header says about it, for reports; nothing here is needed to decode it.
 *
 * @param container FFmpeg's short name of the format: {@code mov}, {@code matroska}, {@code gif}
 * @param codec FFmpeg's name of the video codec: {@code h264}
 * @param pixelFormat FFmpeg's name of the decoded pixels: {@code yuv420p}; empty where unknown
 * @param rotation degrees clockwise that players turn the picture, 0, 90, 180 or 270
 * @param bitRate bits per second of the whole file, 0 where unknown
 * @param duration the container's own duration in seconds, empty where it states none
 * @param audio the sound, empty where there is none
 */
public record ClipFacts(
    String container,
    String codec,
    String pixelFormat,
    int rotation,
    long bitRate,
    Optional<Rational> duration,
    Optional<Audio> audio) {

  /**
   * What the header says about the sound.
   *
   * @param codec FFmpeg's name of the codec: {@code aac}
   * @param sampleRate samples per second
   * @param channels 1 for mono, 2 for stereo
   */
  public record Audio(String codec, int sampleRate, int channels) implements Serializable {}
}
