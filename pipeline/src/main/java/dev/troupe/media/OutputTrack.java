package dev.troupe.media;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_rescale_ts;
import static org.bytedeco.ffmpeg.global.avutil.av_compare_ts;

import com.google.errorprone.annotations.MustBeClosed;
import java.io.IOException;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.jspecify.annotations.Nullable;

/** One stream on its way into a file, always one packet ahead. */
final class OutputTrack implements AutoCloseable {
  private final PacketSource source;
  private final AVPacket packet = Ffmpeg.allocated(av_packet_alloc(), "a packet");
  private final AVRational timeBase;
  private final long firstTick;
  private boolean hasPacket;
  private long shift;
  private @Nullable AVStream stream;

  /** Reads the first packet of a source that is closed elsewhere. */
  @MustBeClosed
  OutputTrack(PacketSource source) {
    this.source = source;
    timeBase = Ffmpeg.rational(source.timeBase());
    hasPacket = source.next(packet);
    firstTick = hasPacket ? packet.pts() : 0;
  }

  /** Whether there is a packet to write. */
  boolean hasPacket() {
    return hasPacket;
  }

  /** When the first packet began, in seconds after the first frame. */
  Rational first() {
    return source.timeBase().times(firstTick);
  }

  /** Adds the stream to a file whose header is not written yet. */
  void addTo(Mp4Muxer muxer) {
    AVStream added = muxer.addStream();
    source.describe(added);
    stream = added;
  }

  /** Delays all packets. */
  void delay(Rational seconds) {
    shift = Math.round(seconds.toDouble() / source.timeBase().toDouble());
  }

  /** Whether the packet at hand comes before another track's. */
  boolean isBefore(OutputTrack other) {
    if (!hasPacket || !other.hasPacket) {
      return hasPacket;
    }
    return av_compare_ts(
            packet.dts() + shift, timeBase, other.packet.dts() + other.shift, other.timeBase)
        < 0;
  }

  /** Writes the packet at hand and reads the next. */
  void write(Mp4Muxer muxer) throws IOException {
    AVStream target = java.util.Objects.requireNonNull(stream);
    packet.pts(packet.pts() + shift).dts(packet.dts() + shift).pos(-1);
    packet.stream_index(target.index());
    av_packet_rescale_ts(packet, timeBase, target.time_base());
    muxer.write(packet);
    hasPacket = source.next(packet);
  }

  @Override
  public void close() {
    av_packet_free(packet);
    timeBase.close();
  }
}
