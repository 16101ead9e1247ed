package dev.troupe.media;

import static org.bytedeco.ffmpeg.avutil.AVFrame.AV_FRAME_FLAG_CORRUPT;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_AV1;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_VP9;
import static org.bytedeco.ffmpeg.global.avcodec.AV_EF_BITSTREAM;
import static org.bytedeco.ffmpeg.global.avcodec.AV_EF_BUFFER;
import static org.bytedeco.ffmpeg.global.avcodec.AV_EF_CRCCHECK;
import static org.bytedeco.ffmpeg.global.avcodec.AV_EF_EXPLODE;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_flush_buffers;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_get_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_to_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_get;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;

import com.google.errorprone.annotations.MustBeClosed;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVDictionaryEntry;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.jspecify.annotations.Nullable;

/**
 * Packets to raw frames, on one thread, without concealment: a frame whose data is damaged is an
 * error and never a guess.
 */
final class VideoDecoder implements AutoCloseable {
  private static final int AGAIN = -11;

  private final AVCodecContext context;
  private final AVFrame frame = Ffmpeg.allocated(av_frame_alloc(), "a frame");

  private VideoDecoder(AVCodecContext context) {
    this.context = context;
  }

  /**
   * Opens the decoder of a stream.
   *
   * @throws dev.troupe.problems.BadDataException if FFmpeg has none or it refuses the header
   */
  @MustBeClosed
  @SuppressWarnings("MustBeClosedChecker") // handed over, or freed on failure
  static VideoDecoder open(MediaFile file, int stream) {
    AVStream source = file.stream(stream);
    AVCodec codec = decoderOf(source);
    if (codec == null || codec.isNull()) {
      throw Faults.cannotRead(
          file.input(),
          "this build of FFmpeg has no decoder for its codec, "
              + avcodec_get_name(source.codecpar().codec_id()).getString());
    }
    AVCodecContext context = Ffmpeg.allocated(avcodec_alloc_context3(codec), "a decoder");
    int code = avcodec_parameters_to_context(context, source.codecpar());
    context
        .thread_count(1)
        .pkt_timebase(source.time_base())
        .max_pixels(VideoSize.MOST_PIXELS)
        .error_concealment(0)
        .err_recognition(AV_EF_CRCCHECK | AV_EF_BITSTREAM | AV_EF_BUFFER | AV_EF_EXPLODE);
    code = code < 0 ? code : avcodec_open2(context, codec, (AVDictionary) null);
    if (code < 0) {
      avcodec_free_context(context);
      throw Faults.cannotRead(
          file.input(), "its decoder refuses the header (" + Ffmpeg.text(code) + ")");
    }
    return new VideoDecoder(context);
  }

  /**
   * Takes a packet, or null for the end.
   *
   * @return false if the packet is damaged
   */
  boolean send(@Nullable AVPacket packet) {
    int code = avcodec_send_packet(context, packet);
    return code >= 0 || code == AVERROR_EOF;
  }

  /** What {@link #receive} found. */
  enum Received {
    FRAME,
    DAMAGED,
    HUNGRY,
    END
  }

  /** Takes a decoded frame, if there is one: {@link #frame} until the next call. */
  Received receive() {
    int code = avcodec_receive_frame(context, frame);
    if (code == AGAIN) {
      return Received.HUNGRY;
    }
    if (code == AVERROR_EOF) {
      return Received.END;
    }
    boolean damaged =
        code < 0 || frame.decode_error_flags() != 0 || (frame.flags() & AV_FRAME_FLAG_CORRUPT) != 0;
    return damaged ? Received.DAMAGED : Received.FRAME;
  }

  AVFrame frame() {
    return frame;
  }

  /** When the frame is shown, or {@link Long#MIN_VALUE} where nothing says so. */
  long ticks() {
    return frame.pts() != AV_NOPTS_VALUE ? frame.pts() : frame.best_effort_timestamp();
  }

  /** Forgets everything, after a seek. */
  void flush() {
    avcodec_flush_buffers(context);
  }

  @Override
  public void close() {
    av_frame_free(frame);
    avcodec_free_context(context);
  }

  private static @Nullable AVCodec decoderOf(AVStream stream) {
    int id = stream.codecpar().codec_id();
    AVCodec special = null;
    if (id == AV_CODEC_ID_AV1) {
      special = avcodec_find_decoder_by_name("libdav1d");
      special = special == null ? avcodec_find_decoder_by_name("libaom-av1") : special;
    } else if (id == AV_CODEC_ID_VP9 && hasAlpha(stream)) {
      special = avcodec_find_decoder_by_name("libvpx-vp9"); // FFmpeg's own drops transparency
    }
    return special == null ? avcodec_find_decoder(id) : special;
  }

  private static boolean hasAlpha(AVStream stream) {
    AVDictionaryEntry mode = av_dict_get(stream.metadata(), "alpha_mode", null, 0);
    return mode != null && mode.value().getString().equals("1");
  }
}
