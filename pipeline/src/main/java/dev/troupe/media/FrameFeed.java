package dev.troupe.media;

import static org.bytedeco.ffmpeg.avutil.AVFrame.AV_FRAME_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;

import com.google.errorprone.annotations.MustBeClosed;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/** The decoded frames of one stream, one after the other, from wherever the file stands. */
final class FrameFeed implements AutoCloseable {
  /** More frames than any decoder keeps back: one that fails for ever is done. */
  private static final int MOST_LOST_AT_END = 64;

  private final MediaFile file;
  private final int stream;
  private final VideoDecoder decoder;
  private final AVPacket packet = Ffmpeg.allocated(av_packet_alloc(), "a packet");
  private long decodingTick = Long.MIN_VALUE;
  private boolean isDraining;
  private boolean hasFound;
  private boolean hasSkippedKey;
  private int lostAtEnd;

  /** Reads in software from a file that stays open and is not closed by this. */
  @MustBeClosed
  FrameFeed(MediaFile file, int stream, VideoDecoder.Care care) {
    this(file, stream, Codecs.IN_SOFTWARE, care);
  }

  /** The same with a job's decoder. */
  @MustBeClosed
  @SuppressWarnings("MustBeClosedChecker") // closed in close()
  FrameFeed(MediaFile file, int stream, Codecs codecs, VideoDecoder.Care care) {
    this.file = file;
    this.stream = stream;
    decoder = VideoDecoder.open(file, stream, codecs, care);
  }

  /** Whether a device may have a part in decoding. */
  boolean isInHardware() {
    return decoder.isInHardware();
  }

  /** What {@link #next} found. */
  enum Found {
    FRAME,
    /** A frame of which parts are guessed. */
    DAMAGED,
    /** Data that give no frame. */
    LOST,
    END
  }

  /**
   * Decodes the next frame, in order of presentation. What cannot be decoded before the first frame
   * found is no damage: frames of an open group that refer to frames before the point of entry.
   *
   * @throws dev.troupe.problems.BadDataException if its pixels cannot be converted, or nothing
   *     comes for too long
   */
  Found next() {
    long begun = System.nanoTime();
    while (true) {
      if (System.nanoTime() - begun > MediaFile.MOST_TIME.toNanos()) {
        throw Faults.cannotRead(
            file.input(),
            "no picture came of it within %d s".formatted(MediaFile.MOST_TIME.toSeconds()));
      }
      VideoDecoder.Received received = decoder.receive();
      if (received == VideoDecoder.Received.FRAME) {
        PixelFormats.check(file.input(), frame().format());
        hasFound = true;
        return Found.FRAME;
      }
      if (received == VideoDecoder.Received.END) {
        return Found.END;
      }
      if (received == VideoDecoder.Received.DAMAGED && hasFound) {
        PixelFormats.check(file.input(), frame().format());
        return Found.DAMAGED;
      }
      hasSkippedKey |=
          received == VideoDecoder.Received.DAMAGED && (frame().flags() & AV_FRAME_FLAG_KEY) != 0;
      boolean isLost =
          received == VideoDecoder.Received.LOST
              || (received == VideoDecoder.Received.HUNGRY && !feed());
      if (isLost && isDraining && ++lostAtEnd > MOST_LOST_AT_END) {
        return Found.END;
      }
      if (isLost && hasFound) {
        return Found.LOST;
      }
    }
  }

  /** Whether a damaged key frame came before the first frame found: no matter of open groups. */
  boolean hasSkippedKey() {
    return hasSkippedKey;
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
    lostAtEnd = 0;
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
