package dev.troupe.media;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_H264;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_HEVC;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_VP9;
import static org.bytedeco.ffmpeg.global.avutil.AV_HWDEVICE_TYPE_CUDA;
import static org.bytedeco.ffmpeg.global.avutil.AV_HWDEVICE_TYPE_NONE;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_NV12;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.av_buffer_ref;
import static org.bytedeco.ffmpeg.global.avutil.av_buffer_unref;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_copy_props;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;
import static org.bytedeco.ffmpeg.global.avutil.av_hwdevice_ctx_create;
import static org.bytedeco.ffmpeg.global.avutil.av_hwdevice_find_type_by_name;
import static org.bytedeco.ffmpeg.global.avutil.av_hwframe_transfer_data;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BICUBIC;

import com.google.errorprone.annotations.MustBeClosed;
import dev.troupe.media.Rescaler.Pixels;
import java.util.Optional;
import java.util.Set;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avutil.AVBufferRef;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.jspecify.annotations.Nullable;

/**
 * A device that decodes, and the way of its frames into this process's memory, where they are laid
 * out as the software decoder would have.
 */
final class HardwareDevice implements AutoCloseable {
  /** The networks' own CUDA context; one for each reader would take hundreds of megabytes. */
  private static final int PRIMARY_CUDA_CONTEXT = 1;

  /** Formats whose standards leave a decoder no choice in a single bit. */
  private static final Set<Integer> EXACT =
      Set.of(AV_CODEC_ID_H264, AV_CODEC_ID_HEVC, AV_CODEC_ID_VP9);

  private final AVBufferRef device;
  private final AVFrame downloaded = Ffmpeg.allocated(av_frame_alloc(), "a frame");
  private final Planes planes;

  @MustBeClosed
  @SuppressWarnings("MustBeClosedChecker") // planes are closed in close()
  private HardwareDevice(AVBufferRef device) {
    this.device = device;
    this.planes = new Planes();
  }

  /** Whether decoding a format in hardware gives the software decoder's pictures. */
  static boolean isExact(int codec) {
    return EXACT.contains(codec);
  }

  /** Opens the device of a job's decoder; empty for software, and where there is none. */
  @SuppressWarnings("MustBeClosedChecker") // handed over
  static Optional<HardwareDevice> open(Codecs codecs) {
    Ffmpeg.load();
    int type = av_hwdevice_find_type_by_name(codecs.decoder());
    if (codecs.decodesInSoftware() || type == AV_HWDEVICE_TYPE_NONE) {
      return Optional.empty();
    }
    boolean isCuda = type == AV_HWDEVICE_TYPE_CUDA;
    AVBufferRef opened = new AVBufferRef(null);
    int code =
        av_hwdevice_ctx_create(
            opened,
            type,
            isCuda ? Integer.toString(codecs.device()) : null,
            (AVDictionary) null,
            isCuda ? PRIMARY_CUDA_CONTEXT : 0);
    return code < 0 ? Optional.empty() : Optional.of(new HardwareDevice(opened));
  }

  /** Lets a decoder use the device, before it is opened; where it cannot, it does without. */
  void attach(AVCodecContext decoder) {
    decoder.hw_device_ctx(av_buffer_ref(device));
  }

  /**
   * Fetches a decoded frame.
   *
   * @param frame as it came from the decoder, perhaps not from the device
   * @return the frame in this process's memory, valid until the next call; empty where it cannot be
   *     fetched, or has more than 8 bits or another sampling than 4:2:0
   */
  Optional<AVFrame> fetch(AVFrame frame) {
    if (frame.hw_frames_ctx() == null || frame.hw_frames_ctx().isNull()) {
      return Optional.of(frame);
    }
    av_frame_unref(downloaded);
    if (av_hwframe_transfer_data(downloaded, frame, 0) < 0
        || downloaded.format() != AV_PIX_FMT_NV12) {
      return Optional.empty();
    }
    AVFrame fetched = planes.of(downloaded);
    return av_frame_copy_props(fetched, frame) < 0 ? Optional.empty() : Optional.of(fetched);
  }

  @Override
  public void close() {
    planes.close();
    av_frame_free(downloaded);
    av_buffer_unref(device);
  }

  /** Takes the two colours of NV12 apart; no sample changes. */
  static final class Planes implements AutoCloseable {
    private final AVFrame planar = Ffmpeg.allocated(av_frame_alloc(), "a frame");
    private @Nullable FrameSize size;
    private @Nullable Rescaler separating;

    @MustBeClosed
    Planes() {}

    /** The frame in three planes, valid until the next call. */
    @SuppressWarnings("MustBeClosedChecker") // closed by close()
    AVFrame of(AVFrame interleaved) {
      FrameSize found = new FrameSize(interleaved.width(), interleaved.height());
      if (separating == null || !found.equals(size)) {
        closeRescaler();
        separating = separating(found);
        size = found;
      }
      av_frame_unref(planar);
      planar.format(AV_PIX_FMT_YUV420P).width(found.width()).height(found.height());
      Ffmpeg.check(av_frame_get_buffer(planar, 0), "allocate a frame");
      separating.run(interleaved.data(), interleaved.linesize(), planar.data(), planar.linesize());
      return planar;
    }

    @MustBeClosed
    private static Rescaler separating(FrameSize size) {
      return new Rescaler(
          new Pixels(size, AV_PIX_FMT_NV12, 5, false, 0),
          new Pixels(size, AV_PIX_FMT_YUV420P, 5, false, 0),
          SWS_BICUBIC);
    }

    private void closeRescaler() {
      if (separating != null) {
        separating.close();
      }
    }

    @Override
    public void close() {
      closeRescaler();
      av_frame_free(planar);
    }
  }
}
