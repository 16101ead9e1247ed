package dev.troupe.media;

import static org.bytedeco.ffmpeg.global.avcodec.AVDISCARD_ALL;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_DATA_SKIP_SAMPLES;
import static org.bytedeco.ffmpeg.global.avcodec.av_get_audio_frame_duration2;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_get_side_data;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import com.google.errorprone.annotations.MustBeClosed;
import java.nio.ByteOrder;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.SizeTPointer;

/** The audio packets of a file, each with a time of its own. */
final class SoundFile implements AutoCloseable {
  private final Sound sound;
  private final MediaFile file;
  private final int stream;
  private final Rational timeBase;
  private long expected = AV_NOPTS_VALUE;

  /**
   * Opens the file's best audio stream.
   *
   * @throws dev.troupe.problems.BadDataException if it cannot be read or has none
   */
  @MustBeClosed
  @SuppressWarnings("MustBeClosedChecker") // closed in close()
  SoundFile(Sound sound) {
    this.sound = sound;
    file = MediaFile.open(sound.input());
    try {
      file.findStreams();
      stream =
          file.audioStream()
              .orElseThrow(() -> Faults.cannotRead(sound.input(), "it has no audio stream"));
    } catch (RuntimeException e) {
      file.close();
      throw e;
    }
    for (int i = 0; i < file.streamCount(); i++) {
      if (i != stream) {
        file.stream(i).discard(AVDISCARD_ALL);
      }
    }
    timeBase = Ffmpeg.rational(stream().time_base());
  }

  Sound sound() {
    return sound;
  }

  AVStream stream() {
    return file.stream(stream);
  }

  Rational timeBase() {
    return timeBase;
  }

  /** Reads the next packet, with presentation time and duration; false behind the last. */
  boolean next(AVPacket packet) {
    while (file.read(packet)) {
      if (packet.stream_index() == stream) {
        complete(packet);
        return true;
      }
      av_packet_unref(packet);
    }
    return false;
  }

  /** A tick of the file's clock in seconds after the video's first frame. */
  Rational afterFirstFrame(long tick) {
    return timeBase.times(tick).minus(sound.firstFrame());
  }

  /** How many samples of a packet are not meant to be heard: an encoder's priming. */
  static int skipped(AVPacket packet) {
    try (SizeTPointer size = new SizeTPointer(1)) {
      BytePointer data = av_packet_get_side_data(packet, AV_PKT_DATA_SKIP_SAMPLES, size);
      return data == null || size.get() < 4
          ? 0
          : Math.max(0, data.capacity(4).asByteBuffer().order(ByteOrder.LITTLE_ENDIAN).getInt());
    }
  }

  private void complete(AVPacket packet) {
    if (packet.duration() <= 0) {
      int samples = av_get_audio_frame_duration2(stream().codecpar(), packet.size());
      int rate = Math.max(1, stream().codecpar().sample_rate());
      packet.duration(Math.round(samples / (rate * timeBase.toDouble())));
    }
    if (packet.pts() == AV_NOPTS_VALUE) {
      packet.pts(packet.dts() != AV_NOPTS_VALUE ? packet.dts() : expected);
    }
    if (packet.pts() == AV_NOPTS_VALUE) {
      packet.pts(0);
    }
    expected = packet.pts() + packet.duration();
  }

  @Override
  public void close() {
    file.close();
  }
}
