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
  /** Three years: beyond it, times are wrong, and counting them in samples may overflow. */
  private static final double FARTHEST_SECONDS = 1e8;

  private static final double LONG_SECONDS = 1;

  /** What MP4 can hold between two packets at every rate, and can be filled with silence. */
  private static final double MOST_PAUSE_SECONDS = 3 * 3600;

  private final Sound sound;
  private final MediaFile file;
  private final int stream;
  private final Rational timeBase;
  private final SoundClock clock;

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
    clock = new SoundClock(file, stream);
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

  /**
   * Whether sound goes on at a sample, counted from the first frame; false where it begins long
   * behind the pictures or comes back there after a pause.
   *
   * @param pause how many samples are missing before it; {@link Long#MAX_VALUE} for the first
   * @throws dev.troupe.problems.BadDataException if it comes back after hours
   */
  boolean goesOn(long sample, long pause, int rate) {
    double seconds = (double) pause / rate;
    double behind =
        (double) sample / rate - sound.pictureEnd().minus(sound.firstFrame()).toDouble();
    if (seconds > LONG_SECONDS && behind > LONG_SECONDS) {
      return false;
    }
    if (pause != Long.MAX_VALUE && seconds > MOST_PAUSE_SECONDS) {
      throw Faults.cannotRead(
          sound.input(),
          "its sound pauses for %.1f hours; expected at most %.0f"
              .formatted(seconds / 3600, MOST_PAUSE_SECONDS / 3600));
    }
    return true;
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
    long stated = packet.pts() != AV_NOPTS_VALUE ? packet.pts() : packet.dts();
    packet.pts(clock.time(stated, packet.duration(), packet.pos()));
    Rational distance = afterFirstFrame(packet.pts());
    if (Math.abs(distance.toDouble()) > FARTHEST_SECONDS) {
      throw Faults.cannotRead(
          sound.input(),
          "a part of its sound lies %.3g s from its first frame".formatted(distance.toDouble()));
    }
  }

  @Override
  public void close() {
    file.close();
  }
}
