package dev.troupe.media;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVPacket;

/** Looks into the sound of files. */
final class SoundProbe {
  private static final float AUDIBLE = 0.1f;

  private SoundProbe() {}

  /** Every sound packet's time and content. */
  static List<String> packets(Path path) {
    List<String> packets = new ArrayList<>();
    AVPacket packet = av_packet_alloc();
    try (SoundFile file = new SoundFile(whole(path))) {
      while (file.next(packet)) {
        byte[] data = new byte[packet.size()];
        packet.data().get(data);
        packets.add(file.timeBase().times(packet.pts()) + " " + Arrays.hashCode(data));
        av_packet_unref(packet);
      }
    } finally {
      av_packet_free(packet);
    }
    return packets;
  }

  /** When the sound is first loud, in seconds on the file's clock. */
  @SuppressWarnings("MustBeClosedChecker") // the decoder closes the file
  static double onset(Path path) {
    try (AudioDecoder decoder = new AudioDecoder(new SoundFile(whole(path)))) {
      while (!decoder.isAtEnd()) {
        float[] samples = decoder.next()[0];
        for (int i = 0; i < samples.length; i++) {
          if (Math.abs(samples[i]) > AUDIBLE) {
            return decoder.time().toDouble() + (double) i / decoder.rate();
          }
        }
      }
    }
    throw new AssertionError("silent: " + path);
  }

  private static Sound whole(Path path) {
    return new Sound(
        MediaInput.of(path),
        Rational.ZERO,
        Optional.empty(),
        Optional.empty(),
        new Rational(1_000_000, 1));
  }
}
