package dev.troupe.media;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVPacket;

/**
 * Where the clock of a file's pictures steps, and what repairs it there, found from packets alone:
 * what {@link PictureClock} does to frames, for the sound to do the same.
 */
final class PictureJoins {
  /** Sound and picture step together, if not at the very same time. */
  private static final double NEAR_SECONDS = 5;

  private final List<Join> joins = new ArrayList<>();

  /**
   * A step.
   *
   * @param position of the first packet behind it, in bytes
   * @param from the last time before it, in seconds
   * @param to the first time behind it
   * @param offset what is added to times behind it, in seconds
   */
  private record Join(long position, double from, double to, double offset) {}

  private PictureJoins() {}

  /** Reads a file once from its beginning to its end. */
  static PictureJoins of(MediaInput input) {
    PictureJoins found = new PictureJoins();
    try (MediaFile file = ClipProbe.open(input)) {
      int stream = file.videoStream().orElse(-1);
      if (stream >= 0) {
        found.find(file, stream);
      }
    }
    return found;
  }

  /**
   * What is added to times of the sound behind a step of its own.
   *
   * @param position of the first packet behind it, in bytes
   * @param from the last time before it, in seconds
   * @param to the first time behind it
   * @return seconds; empty where the pictures' clock does not step there
   */
  Optional<Double> offset(long position, double from, double to) {
    return joins.stream()
        .filter(join -> Math.abs(join.from() - from) < NEAR_SECONDS)
        .filter(join -> Math.abs(join.to() - to) < NEAR_SECONDS)
        .min(Comparator.comparingLong(join -> Math.abs(join.position() - position)))
        .map(Join::offset);
  }

  private void find(MediaFile file, int stream) {
    double timeBase = Ffmpeg.rational(file.stream(stream).time_base()).toDouble();
    long leastForward = file.leastStepForward(stream);
    long usual = ClipProbe.usualDuration(file.stream(stream));
    long lastDecoded = AV_NOPTS_VALUE;
    long first = 0;
    long latest = Long.MIN_VALUE;
    long offset = 0;
    int count = 0;
    AVPacket packet = Ffmpeg.allocated(av_packet_alloc(), "a packet");
    try {
      while (file.read(packet)) {
        long decoded = packet.dts() != AV_NOPTS_VALUE ? packet.dts() : packet.pts();
        if (packet.stream_index() == stream && decoded != AV_NOPTS_VALUE) {
          long shown = packet.pts() != AV_NOPTS_VALUE ? packet.pts() : decoded;
          if (count > 0 && (decoded < lastDecoded || decoded - lastDecoded >= leastForward)) {
            long distance = count < 2 ? usual : Math.max(1, (latest - first) / (count - 1));
            offset = latest + distance - shown;
            joins.add(
                new Join(
                    packet.pos(), lastDecoded * timeBase, decoded * timeBase, offset * timeBase));
          }
          lastDecoded = decoded;
          latest = Math.max(latest, shown + offset);
          first = count == 0 ? shown : Math.min(first, shown + offset);
          count++;
        }
        av_packet_unref(packet);
      }
    } finally {
      av_packet_free(packet);
    }
  }
}
