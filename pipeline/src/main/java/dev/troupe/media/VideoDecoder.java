package dev.troupe.media;

import static org.bytedeco.ffmpeg.avutil.AVFrame.AV_FRAME_FLAG_CORRUPT;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_AV1;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_FLV1;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_H263;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_H263P;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_H264;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_HEVC;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MPEG1VIDEO;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MPEG2VIDEO;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MPEG4;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MSMPEG4V1;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MSMPEG4V2;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MSMPEG4V3;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_RV30;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_RV40;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_VC1;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_VP9;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_WMV1;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_WMV2;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_WMV3;
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
import java.util.Optional;
import java.util.Set;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVDictionaryEntry;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.jspecify.annotations.Nullable;

/**
 * Packets to raw frames, on one thread. Where FFmpeg conceals damage it marks the frame, and those
 * marks decide; its strictness would refuse what every player shows. Where it does not mark, a
 * strict decoder judges. A device that decodes may notice less.
 */
final class VideoDecoder implements AutoCloseable {
  private static final int AGAIN = -11;
  private static final int STRICT = AV_EF_CRCCHECK | AV_EF_BITSTREAM | AV_EF_BUFFER | AV_EF_EXPLODE;

  /** Codecs whose decoders mark frames that they had to mend. */
  private static final Set<Integer> MARKED =
      Set.of(
          AV_CODEC_ID_H264,
          AV_CODEC_ID_MPEG1VIDEO,
          AV_CODEC_ID_MPEG2VIDEO,
          AV_CODEC_ID_MPEG4,
          AV_CODEC_ID_H263,
          AV_CODEC_ID_H263P,
          AV_CODEC_ID_FLV1,
          AV_CODEC_ID_MSMPEG4V1,
          AV_CODEC_ID_MSMPEG4V2,
          AV_CODEC_ID_MSMPEG4V3,
          AV_CODEC_ID_WMV1,
          AV_CODEC_ID_WMV2,
          AV_CODEC_ID_WMV3,
          AV_CODEC_ID_VC1,
          AV_CODEC_ID_RV30,
          AV_CODEC_ID_RV40);

  private final AVCodecContext context;
  private final AVFrame frame = Ffmpeg.allocated(av_frame_alloc(), "a frame");
  private final @Nullable HardwareDevice hardware;
  private final @Nullable UnitFilter filter;
  private AVFrame shown = frame;

  private VideoDecoder(
      AVCodecContext context, @Nullable HardwareDevice hardware, @Nullable UnitFilter filter) {
    this.context = context;
    this.hardware = hardware;
    this.filter = filter;
  }

  /** What decoding is for. */
  enum Care {
    /** Every picture that a player would show. */
    SHOWING,
    /** To find out what is damaged. */
    JUDGING
  }

  /** Whether a codec's damaged frames come marked, rather than not at all when judging. */
  static boolean marksDamage(int codec) {
    return MARKED.contains(codec);
  }

  /**
   * Opens the decoder of a stream: in software, unless the job decodes in hardware, the device can
   * be opened and gives the same pictures.
   *
   * @throws dev.troupe.problems.BadDataException if FFmpeg has none or it refuses the header
   */
  @MustBeClosed
  @SuppressWarnings("MustBeClosedChecker") // handed over, or freed on failure
  static VideoDecoder open(MediaFile file, int stream, Codecs codecs, Care care) {
    AVStream source = file.stream(stream);
    AVCodec codec = decoderOf(source);
    if (codec == null || codec.isNull()) {
      throw Faults.cannotRead(
          file.input(),
          "this build of FFmpeg has no decoder for its codec, "
              + avcodec_get_name(source.codecpar().codec_id()).getString());
    }
    if (!Allowed.isCodec(codec.name().getString())) {
      throw Faults.cannotRead(
          file.input(),
          "its codec, %s, is not among those that are read".formatted(codec.name().getString()));
    }
    AVCodecContext context = Ffmpeg.allocated(avcodec_alloc_context3(codec), "a decoder");
    HardwareDevice hardware =
        HardwareDevice.isExact(codec.id()) && !isSpecial(codec)
            ? HardwareDevice.open(codecs).orElse(null)
            : null;
    if (hardware != null) {
      hardware.attach(context);
    }
    boolean strict = care == Care.JUDGING && !marksDamage(codec.id());
    UnitFilter filter =
        strict && codec.id() == AV_CODEC_ID_HEVC ? UnitFilter.withoutNotes(source) : null;
    int code =
        avcodec_parameters_to_context(
            context, filter == null ? source.codecpar() : filter.parameters());
    context
        .thread_count(1)
        .pkt_timebase(source.time_base())
        .max_pixels(VideoSize.MOST_PIXELS)
        .err_recognition(strict ? STRICT : AV_EF_CRCCHECK);
    code = code < 0 ? code : avcodec_open2(context, codec, (AVDictionary) null);
    if (code < 0) {
      close(context, hardware, filter);
      throw Faults.cannotRead(
          file.input(), "its decoder refuses the header (" + Ffmpeg.text(code) + ")");
    }
    return new VideoDecoder(context, hardware, filter);
  }

  /**
   * Takes a packet, or null for the end.
   *
   * @return false if the packet is damaged
   */
  boolean send(@Nullable AVPacket packet) {
    if (filter != null && packet != null) {
      filter.run(packet);
    }
    int code = avcodec_send_packet(context, packet);
    return code >= 0 || code == AVERROR_EOF;
  }

  /** What {@link #receive} found. */
  enum Received {
    FRAME,
    /** A frame that the decoder had to mend. */
    DAMAGED,
    /** Data that give no frame. */
    LOST,
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
    if (code < 0) {
      return Received.LOST;
    }
    Optional<AVFrame> fetched = hardware == null ? Optional.of(frame) : hardware.fetch(frame);
    if (fetched.isEmpty()) {
      return Received.LOST;
    }
    shown = fetched.get();
    boolean isMended =
        frame.decode_error_flags() != 0 || (frame.flags() & AV_FRAME_FLAG_CORRUPT) != 0;
    return isMended ? Received.DAMAGED : Received.FRAME;
  }

  AVFrame frame() {
    return shown;
  }

  /** Whether a device may have a part in decoding. */
  boolean isInHardware() {
    return hardware != null;
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
    close(context, hardware, filter);
  }

  private static void close(
      AVCodecContext context, @Nullable HardwareDevice hardware, @Nullable UnitFilter filter) {
    if (filter != null) {
      filter.close();
    }
    avcodec_free_context(context);
    if (hardware != null) {
      hardware.close();
    }
  }

  /** A library of its own, which knows no devices. */
  private static boolean isSpecial(AVCodec codec) {
    return codec.name().getString().startsWith("lib");
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
