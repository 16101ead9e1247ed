package dev.troupe.media;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_BITEXACT;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_GLOBAL_HEADER;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avutil.AVCHROMA_LOC_LEFT;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_PRI_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_MPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_TRC_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_BGR24;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_make_writable;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BICUBIC;

import com.google.errorprone.annotations.MustBeClosed;
import dev.troupe.media.Rescaler.Pixels;
import dev.troupe.media.Rescaler.Plane;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * Pictures to H.264 packets: constant quality, no frame dropped, none reordered, BT.709 in limited
 * range, on one thread.
 */
final class H264Encoder implements AutoCloseable {
  private static final int AGAIN = -11;
  private static final int KEY_FRAME_EVERY = 250;
  private static final Rational SLOWEST = new Rational(1, 1);
  private static final Rational FASTEST = new Rational(60, 1);

  /** So high that only the quality limits the size. */
  private static final long UNLIMITED_BIT_RATE = 200_000_000;

  private final AVCodecContext context;
  private final AVFrame frame;
  private final Plane plane;
  private final Rescaler toYuv;

  @MustBeClosed
  @SuppressWarnings("MustBeClosedChecker") // closed in close()
  H264Encoder(Encoding encoding, Codecs codecs) {
    FrameSize size = encoding.codedSize();
    context = open(encoding, size, codecs);
    frame = Ffmpeg.allocated(av_frame_alloc(), "a frame");
    describe(frame.format(AV_PIX_FMT_YUV420P).width(size.width()).height(size.height()));
    Ffmpeg.check(av_frame_get_buffer(frame, 0), "allocate a frame");
    plane = new Plane(size, 3);
    toYuv =
        new Rescaler(
            Pixels.rgb(size, AV_PIX_FMT_BGR24),
            new Pixels(size, AV_PIX_FMT_YUV420P, AVCOL_SPC_BT709, false, AVCHROMA_LOC_LEFT),
            SWS_BICUBIC);
  }

  AVCodecContext context() {
    return context;
  }

  /** Takes the next picture, of the coded size. */
  void send(byte[] bgr, long tick) {
    Ffmpeg.check(av_frame_make_writable(frame), "allocate a frame");
    plane.set(bgr);
    toYuv.run(plane.pointers, plane.rows, frame.data(), frame.linesize());
    frame.pts(tick);
    Ffmpeg.check(avcodec_send_frame(context, frame), "encode a frame");
  }

  /** Takes the end of the pictures. */
  void finish() {
    Ffmpeg.check(avcodec_send_frame(context, (AVFrame) null), "end the video");
  }

  /** Fills a packet if one is ready. */
  boolean receive(AVPacket packet) {
    int code = avcodec_receive_packet(context, packet);
    if (code == AGAIN || code == AVERROR_EOF) {
      return false;
    }
    Ffmpeg.check(code, "encode a frame");
    return true;
  }

  @Override
  public void close() {
    toYuv.close();
    plane.close();
    av_frame_free(frame);
    avcodec_free_context(context);
  }

  private static AVCodecContext open(Encoding encoding, FrameSize size, Codecs codecs) {
    String name = codecs.encoderName();
    AVCodec codec = avcodec_find_encoder_by_name(name);
    if (codec == null) {
      throw new IllegalStateException("this build of FFmpeg has no encoder " + name);
    }
    AVCodecContext context = Ffmpeg.allocated(avcodec_alloc_context3(codec), "an encoder");
    context
        .width(size.width())
        .height(size.height())
        .pix_fmt(AV_PIX_FMT_YUV420P)
        .time_base(Ffmpeg.rational(encoding.timeBase()))
        .framerate(Ffmpeg.rational(clamp(encoding.frameRate())))
        .gop_size(KEY_FRAME_EVERY)
        .max_b_frames(0)
        .thread_count(1)
        .colorspace(AVCOL_SPC_BT709)
        .color_primaries(AVCOL_PRI_BT709)
        .color_trc(AVCOL_TRC_BT709)
        .color_range(AVCOL_RANGE_MPEG)
        .chroma_sample_location(AVCHROMA_LOC_LEFT)
        .flags(AV_CODEC_FLAG_GLOBAL_HEADER | AV_CODEC_FLAG_BITEXACT);
    AVDictionary options =
        name.equals(Encoders.NVENC)
            ? hardwareOptions(encoding, codecs)
            : options(name, encoding, context);
    int code = avcodec_open2(context, codec, options);
    av_dict_free(options);
    if (code < 0) {
      avcodec_free_context(context);
      Ffmpeg.check(code, "encode %s as H.264 with %s".formatted(size, name));
    }
    return context;
  }

  private static AVDictionary options(String name, Encoding encoding, AVCodecContext context) {
    AVDictionary options = new AVDictionary(null);
    if (name.equals(Encoders.X264)) {
      av_dict_set(options, "crf", Integer.toString(encoding.quality()), 0);
      av_dict_set(options, "preset", "medium", 0);
    } else {
      context.bit_rate(UNLIMITED_BIT_RATE).qmin(encoding.quality()).qmax(encoding.quality());
      av_dict_set(options, "rc_mode", "quality", 0);
      av_dict_set(options, "allow_skip_frames", "0", 0);
      av_dict_set(options, "coder", "cabac", 0);
    }
    return options;
  }

  private static AVDictionary hardwareOptions(Encoding encoding, Codecs codecs) {
    AVDictionary options = new AVDictionary(null);
    av_dict_set(options, "gpu", Integer.toString(codecs.device()), 0);
    av_dict_set(options, "preset", "p5", 0);
    av_dict_set(options, "rc", "constqp", 0);
    av_dict_set(options, "qp", Integer.toString(encoding.quality()), 0);
    return options;
  }

  private static void describe(AVFrame frame) {
    frame
        .colorspace(AVCOL_SPC_BT709)
        .color_primaries(AVCOL_PRI_BT709)
        .color_trc(AVCOL_TRC_BT709)
        .color_range(AVCOL_RANGE_MPEG)
        .chroma_location(AVCHROMA_LOC_LEFT);
  }

  private static Rational clamp(Rational rate) {
    return rate.compareTo(SLOWEST) < 0 ? SLOWEST : rate.compareTo(FASTEST) > 0 ? FASTEST : rate;
  }
}
