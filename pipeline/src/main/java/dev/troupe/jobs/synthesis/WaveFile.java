package dev.troupe.jobs.synthesis;

import dev.troupe.media.Rational;
import dev.troupe.synthesis.SpeechTrack;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** A performance's voice as a WAV file: 16-bit mono PCM. */
final class WaveFile {
  private static final int HEADER_BYTES = 44;

  private WaveFile() {}

  /** The voice of a clip of that length. */
  static byte[] of(SpeechTrack voice, Rational duration) {
    int count = Math.toIntExact(Math.round(duration.toDouble() * SpeechTrack.RATE));
    ByteBuffer file =
        ByteBuffer.allocate(Math.addExact(HEADER_BYTES, Math.multiplyExact(2, count)))
            .order(ByteOrder.LITTLE_ENDIAN);
    file.put(tag("RIFF")).putInt(file.capacity() - 8).put(tag("WAVE"));
    file.put(tag("fmt ")).putInt(16).putShort((short) 1).putShort((short) 1);
    file.putInt(SpeechTrack.RATE).putInt(2 * SpeechTrack.RATE);
    file.putShort((short) 2).putShort((short) 16);
    file.put(tag("data")).putInt(2 * count);
    file.asShortBuffer().put(voice.samples(0, count));
    return file.array();
  }

  private static byte[] tag(String name) {
    return name.getBytes(StandardCharsets.US_ASCII);
  }
}
