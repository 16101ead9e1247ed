package dev.troupe.media;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;

import com.google.errorprone.annotations.MustBeClosed;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/** The decoded frames of one stream, one after the other, from wherever the file stands. */
final class FrameFeed implements AutoCloseable {
  private final MediaFile file;
  private final int stream;
  private final VideoDecoder decoder;
  private final AVPacket packet = Ffmpeg.allocated(av_packet_alloc(), "a packet");
  private long decodingTick = Long.MIN_VALUE;
  private boolean isDraining;
  private boolean hasFound;

  /** Reads in software from a file that stays open and is not closed by this. */
  @MustBeClosed
  FrameFeed(MediaFile file, int stream) {
    this(file, stream, Codecs.IN_SOFTWARE);
  }

  /** The same with a job's decoder. */
  @MustBeClosed
  @SuppressWarnings("MustBeClosedChecker") // closed in close()
  FrameFeed(MediaFile file, int stream, Codecs codecs) {
    this.file = file;
    this.stream = stream;
    decoder = VideoDecoder.open(file, stream, codecs);
  }

  /** Whether a device may have a part in decoding. */
  boolean isInHardware() {
    return decoder.isInHardware();
  }

  /** What {@link #next} found. */
  enum Found {
    FRAME,
    DAMAGE,
    END
  }

  /**
   * Decodes the next frame, in order of presentation. What cannot be decoded before the first frame
   * found is no damage: frames of an open group that refer to frames before the point of entry.
   */
  Found next() {
    while (true) {
      VideoDecoder.Received received = decoder.receive();
      if (received == VideoDecoder.Received.FRAME) {
        hasFound = true;
        return Found.FRAME;
      }
      if (received == VideoDecoder.Received.END) {
        return Found.END;
      }
      boolean isSound = received == VideoDecoder.Received.HUNGRY && feed();
      if (!isSound && hasFound) {
        return Found.DAMAGE;
      }
    }
  }

  /** The frame found last, valid until the next call of {@link #next}. */
  AVFrame frame() {
    return decoder.frame();
  }

  /** When the frame found last is shown, or {@link Long#MIN_VALUE} if nothing says so. */
  long ticks() {
    return decoder.ticks();
  }

  /** When the packet read last is decoded, or {@link Long#MIN_VALUE}. */
  long decodingTick() {
    return decodingTick;
  }

  /** Goes on from a key frame at or before a time; false if the format cannot. */
  boolean seek(long ticks) {
    if (!file.seek(stream, ticks)) {
      return false;
    }
    decoder.flush();
    isDraining = false;
    hasFound = false;
    return true;
  }

  private boolean feed() {
    while (!isDraining && file.read(packet)) {
      try {
        if (packet.stream_index() == stream) {
          decodingTick = packet.dts();
          return decoder.send(packet);
        }
      } finally {
        av_packet_unref(packet);
      }
    }
    isDraining = true;
    return decoder.send(null);
  }

  @Override
  public void close() {
    av_packet_free(packet);
    decoder.close();
  }
}
