package dev.troupe.media;

import static org.bytedeco.ffmpeg.global.avcodec.av_bsf_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_bsf_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_bsf_get_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.av_bsf_init;
import static org.bytedeco.ffmpeg.global.avcodec.av_bsf_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.av_bsf_send_packet;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_move_ref;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_ref;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_copy;
import static org.bytedeco.ffmpeg.global.avutil.av_opt_set;

import org.bytedeco.ffmpeg.avcodec.AVBSFContext;
import org.bytedeco.ffmpeg.avcodec.AVBitStreamFilter;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.jspecify.annotations.Nullable;

/**
 * Takes the notes (SEI) out of an HEVC stream: a camera's odd note is no damage of the picture, but
 * a strict decoder takes it for some.
 */
final class UnitFilter implements AutoCloseable {
  private static final String NOTES = "39-40";

  private final AVBSFContext context;
  private final AVPacket filtered = Ffmpeg.allocated(av_packet_alloc(), "a packet");

  private UnitFilter(AVBSFContext context) {
    this.context = context;
  }

  /** A filter for a stream; null where this build of FFmpeg has none or the header is too odd. */
  static @Nullable UnitFilter withoutNotes(AVStream stream) {
    AVBitStreamFilter kind = av_bsf_get_by_name("filter_units");
    AVBSFContext context = new AVBSFContext(null);
    if (kind == null || av_bsf_alloc(kind, context) < 0) {
      return null;
    }
    if (avcodec_parameters_copy(context.par_in(), stream.codecpar()) < 0
        || av_opt_set(context.priv_data(), "remove_types", NOTES, 0) < 0
        || av_bsf_init(context.time_base_in(stream.time_base())) < 0) {
      av_bsf_free(context);
      return null;
    }
    return new UnitFilter(context);
  }

  /** What the filtered stream's decoder is opened with. */
  AVCodecParameters parameters() {
    return context.par_out();
  }

  /** Changes a packet in place; one that cannot be taken apart stays as it is. */
  void run(AVPacket packet) {
    AVPacket copy = Ffmpeg.allocated(av_packet_alloc(), "a packet");
    try {
      if (av_packet_ref(copy, packet) >= 0
          && av_bsf_send_packet(context, copy) >= 0
          && av_bsf_receive_packet(context, filtered) >= 0) {
        av_packet_unref(packet);
        av_packet_move_ref(packet, filtered);
      }
    } finally {
      av_packet_free(copy);
    }
  }

  @Override
  public void close() {
    av_packet_free(filtered);
    av_bsf_free(context);
  }
}
