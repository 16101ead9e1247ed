package dev.troupe.media;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avformat.avformat_index_get_entries_count;

import java.nio.file.Path;
import java.util.Arrays;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;

/**
 * A finished video, read again.
 *
 * @param frames in the file's index
 * @param duration of the video stream in seconds
 * @param audioOffset from the first frame to the first sound packet in seconds; 0 without sound
 */
record Measured(int frames, Rational duration, Rational audioOffset) {

  /** Reads the index and the first packet of each stream. */
  static Measured of(Path path) {
    try (MediaFile file = MediaFile.open(MediaInput.of(path))) {
      int stream = ClipProbe.stream(file);
      AVStream video = file.stream(stream);
      Rational timeBase = Ffmpeg.rational(video.time_base());
      int audio = file.audioStream().orElse(stream);
      Rational[] first = firstTimes(file, stream, audio);
      return new Measured(
          avformat_index_get_entries_count(video),
          timeBase.times(video.duration()),
          first[1].minus(first[0]));
    }
  }

  AssemblyResult compare(Assembly.Expected expected) {
    double drift = audioOffset.minus(expected.firstPacket()).toDouble();
    return new AssemblyResult(
        frames, duration, expected.audio(), expected.heard().toDouble() + drift, drift);
  }

  /** The first times of two streams in seconds; they lie close together, so little is read. */
  private static Rational[] firstTimes(MediaFile file, int... streams) {
    Rational[] times = new Rational[streams.length];
    AVPacket packet = Ffmpeg.allocated(av_packet_alloc(), "a packet");
    try {
      while (Arrays.asList(times).contains(null) && file.read(packet)) {
        for (int i = 0; i < streams.length; i++) {
          if (packet.stream_index() == streams[i] && times[i] == null) {
            times[i] = Ffmpeg.rational(file.stream(streams[i]).time_base()).times(packet.pts());
          }
        }
        av_packet_unref(packet);
      }
    } finally {
      av_packet_free(packet);
    }
    if (Arrays.asList(times).contains(null)) {
      throw Faults.cannotRead(file.input(), "the finished file misses a stream");
    }
    return times;
  }
}
