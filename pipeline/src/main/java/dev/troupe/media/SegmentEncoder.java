package dev.troupe.media;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_move_ref;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_rescale_ts;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_from_context;
import static org.bytedeco.ffmpeg.global.avformat.avio_flush;

import com.google.errorprone.annotations.MustBeClosed;
import java.io.IOException;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;

/**
 * Encodes a run of frames as one closed segment: an MP4 file in memory that starts with its own key
 * frame and needs no other segment. The same pictures and times give the same bytes.
 */
public final class SegmentEncoder implements AutoCloseable {
  private final Encoding encoding;
  private final H264Encoder encoder;
  private final MemoryFile file = new MemoryFile();
  private final ChannelIo io = ChannelIo.writing(file);
  private final Mp4Muxer muxer;
  private final AVStream stream;
  private final AVPacket encoded = Ffmpeg.allocated(av_packet_alloc(), "a packet");
  private final AVPacket held = Ffmpeg.allocated(av_packet_alloc(), "a packet");
  private int frames;
  private long firstTick;
  private long lastTick;

  @SuppressWarnings("MustBeClosedChecker") // closed in close()
  private SegmentEncoder(Encoding encoding, H264Encoder encoder) {
    this.encoding = encoding;
    this.encoder = encoder;
    muxer = new Mp4Muxer(io.context());
    stream = muxer.addStream();
    avcodec_parameters_from_context(stream.codecpar(), encoder.context());
    stream.codecpar().codec_tag(0);
    stream.time_base(Ffmpeg.rational(encoding.timeBase()));
    stream.avg_frame_rate(Ffmpeg.rational(encoding.frameRate()));
    try {
      muxer.writeHeader(encoding.timeBase(), false);
    } catch (IOException | IllegalStateException e) {
      close();
      throw new IllegalStateException("Cannot begin a segment: " + e.getMessage(), e);
    }
  }

  /**
   * Starts a segment.
   *
   * @param encoding the same for all segments of one video
   * @return an encoder that waits for its first picture
   * @throws IllegalStateException if the encoder refuses the size
   */
  @MustBeClosed
  public static SegmentEncoder open(Encoding encoding) {
    return open(encoding, Codecs.IN_SOFTWARE);
  }

  /**
   * Starts a segment.
   *
   * @param encoding the same for all segments of one video
   * @param codecs the job's
   * @return an encoder that waits for its first picture
   * @throws IllegalStateException if the encoder refuses the size or, in hardware, is not there
   */
  @MustBeClosed
  @SuppressWarnings("MustBeClosedChecker") // closed with the segment
  public static SegmentEncoder open(Encoding encoding, Codecs codecs) {
    return new SegmentEncoder(encoding, new H264Encoder(encoding, codecs));
  }

  /**
   * Adds a frame.
   *
   * @param picture of the encoding's size
   * @param ticks when it is shown, later than the frame before
   * @throws IllegalArgumentException if size or time are wrong
   */
  public void write(Picture picture, long ticks) {
    if (!picture.size().equals(encoding.size())) {
      throw new IllegalArgumentException(
          "a frame must be %s, found %s".formatted(encoding.size(), picture.size()));
    }
    if (frames > 0 && ticks <= lastTick) {
      throw new IllegalArgumentException(
          "a frame must come after tick %d, found %d".formatted(lastTick, ticks));
    }
    firstTick = frames == 0 ? ticks : firstTick;
    lastTick = ticks;
    frames++;
    encoder.send(evenSided(picture), ticks - firstTick);
    takePackets();
  }

  /**
   * Ends the segment. Times inside it count from its first frame, and segments are joined end to
   * end; the last frame lasts until {@code endTicks}.
   *
   * @param endTicks when the last frame ends: the next segment's first tick
   * @return an MP4 file
   * @throws IllegalStateException if no frame was written
   * @throws IllegalArgumentException if the end is not after the last frame
   */
  public byte[] finish(long endTicks) {
    if (frames == 0) {
      throw new IllegalStateException("a segment needs at least one frame");
    }
    if (endTicks <= lastTick) {
      throw new IllegalArgumentException(
          "a segment must end after tick %d, found %d".formatted(lastTick, endTicks));
    }
    encoder.finish();
    takePackets();
    try {
      writeHeld(endTicks - firstTick);
      muxer.finish();
    } catch (IOException e) {
      throw new IllegalStateException("Cannot end a segment: " + e.getMessage(), e);
    }
    avio_flush(io.context());
    return file.toBytes();
  }

  @Override
  public void close() {
    av_packet_free(encoded);
    av_packet_free(held);
    muxer.close();
    io.close();
    encoder.close();
  }

  /** Writes each packet when the next one tells how long its frame lasts. */
  private void takePackets() {
    try {
      while (encoder.receive(encoded)) {
        writeHeld(encoded.pts());
        av_packet_move_ref(held, encoded);
      }
    } catch (IOException e) {
      throw new IllegalStateException("Cannot write a segment: " + e.getMessage(), e);
    }
  }

  private void writeHeld(long nextTick) throws IOException {
    if (held.size() == 0) {
      return;
    }
    held.duration(nextTick - held.pts());
    held.dts(held.pts());
    held.stream_index(0);
    av_packet_rescale_ts(held, encoder.context().time_base(), stream.time_base());
    muxer.write(held);
  }

  /** H.264 in 4:2:0 has even sides: the last column and row are repeated. */
  private byte[] evenSided(Picture picture) {
    FrameSize coded = encoding.codedSize();
    if (coded.equals(picture.size())) {
      return picture.bgr();
    }
    byte[] bgr = new byte[coded.width() * coded.height() * 3];
    for (int y = 0; y < coded.height(); y++) {
      int from = Math.min(y, picture.height() - 1) * picture.width() * 3;
      int to = y * coded.width() * 3;
      int length = picture.width() * 3;
      System.arraycopy(picture.bgr(), from, bgr, to, length);
      if (coded.width() > picture.width()) {
        System.arraycopy(bgr, to + length - 3, bgr, to + length, 3);
      }
    }
    return bgr;
  }
}
