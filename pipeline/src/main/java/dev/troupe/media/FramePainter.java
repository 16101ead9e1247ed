package dev.troupe.media;

import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT2020_CL;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT2020_NCL;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT470BG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_FCC;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_SMPTE170M;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_SMPTE240M;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_UNSPECIFIED;
import static org.bytedeco.ffmpeg.global.avutil.AV_FRAME_CROP_UNALIGNED;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_BGR24;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_BGR48LE;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_BGRA;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_ALPHA;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_BITSTREAM;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_apply_cropping;
import static org.bytedeco.ffmpeg.global.avutil.av_pix_fmt_desc_get;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BICUBIC;

import dev.troupe.media.Rescaler.Pixels;
import dev.troupe.media.Rescaler.Plane;
import java.util.Optional;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVPixFmtDescriptor;
import org.jspecify.annotations.Nullable;

/**
 * Decoded frames of any format to upright BGR pictures of one size, in one scaling step, with the
 * colours and the range of BT.709. What is transparent becomes black. The same frame gives the same
 * bytes whatever came before it.
 */
final class FramePainter implements AutoCloseable {
  private static final int HIGH_DEFINITION_WIDTH = 1280;
  private static final int STANDARD_DEFINITION_HEIGHT = 576;

  private final FrameSize shown;
  private final Orientation orientation;
  private final Scaling scaling;
  private @Nullable Step step;

  /**
   * A painter for a clip's frames.
   *
   * @param shown the clip's size, upright and with square pixels
   * @param orientation how its frames are turned
   * @param scaling what is delivered
   */
  FramePainter(FrameSize shown, Orientation orientation, Scaling scaling) {
    this.shown = shown;
    this.orientation = orientation;
    this.scaling = scaling;
  }

  /** Converts a frame; its cropping fields are consumed. */
  Picture paint(AVFrame frame) {
    Pixels pixels = pixelsOf(frame);
    Optional<WideColours> colours = WideColours.of(frame);
    if (step == null || !step.source.equals(pixels) || !step.colours.equals(colours)) {
      close();
      step = new Step(pixels, colours, placement(pixels));
    }
    byte[] stored = step.run(frame);
    Placement placement = step.placement;
    FrameSize target = placement.target();
    if (orientation.equals(Orientation.UPRIGHT) && placement.scaled().equals(target)) {
      return new Picture(target.width(), target.height(), stored);
    }
    byte[] bgr = new byte[target.width() * target.height() * 3];
    orientation.copy(
        stored, placement.scaled(), bgr, target.width(), placement.left(), placement.top());
    return new Picture(target.width(), target.height(), bgr);
  }

  private Placement placement(Pixels pixels) {
    AVPixFmtDescriptor format = av_pix_fmt_desc_get(pixels.format());
    return Placement.of(pixels.size(), shown, orientation, scaling)
        .aligned(1 << format.log2_chroma_w(), 1 << format.log2_chroma_h());
  }

  @Override
  public void close() {
    if (step != null) {
      step.close();
      step = null;
    }
  }

  /** What a frame's numbers mean; where it does not say, as players guess. */
  static Pixels pixelsOf(AVFrame frame) {
    FrameSize size = new FrameSize(frame.width(), frame.height());
    int matrix = frame.colorspace();
    if (matrix == AVCOL_SPC_BT2020_CL) {
      matrix = AVCOL_SPC_BT2020_NCL;
    } else if (matrix == AVCOL_SPC_UNSPECIFIED) {
      boolean high =
          size.width() >= HIGH_DEFINITION_WIDTH || size.height() > STANDARD_DEFINITION_HEIGHT;
      matrix = high ? AVCOL_SPC_BT709 : AVCOL_SPC_BT470BG;
    } else if (matrix != AVCOL_SPC_BT709
        && matrix != AVCOL_SPC_FCC
        && matrix != AVCOL_SPC_SMPTE170M
        && matrix != AVCOL_SPC_SMPTE240M
        && matrix != AVCOL_SPC_BT2020_NCL) {
      matrix = AVCOL_SPC_BT470BG;
    }
    return new Pixels(
        size,
        frame.format(),
        matrix,
        frame.color_range() == AVCOL_RANGE_JPEG,
        frame.chroma_location());
  }

  /** Everything that stays the same while frames keep their format. */
  private static final class Step implements AutoCloseable {
    final Pixels source;
    final Optional<WideColours> colours;
    final Placement placement;
    private final @Nullable Flattener flattener;
    private final Rescaler rescaler;
    private final Plane result;

    @SuppressWarnings("MustBeClosedChecker") // all three are closed in close()
    Step(Pixels source, Optional<WideColours> colours, Placement placement) {
      this.source = source;
      this.colours = colours;
      this.placement = placement;
      AVPixFmtDescriptor format = av_pix_fmt_desc_get(source.format());
      boolean opaque = (format.flags() & (AV_PIX_FMT_FLAG_ALPHA | AV_PIX_FMT_FLAG_BITSTREAM)) == 0;
      flattener = opaque ? null : new Flattener(source, placement);
      boolean isWide = colours.isPresent();
      rescaler =
          new Rescaler(
              opaque
                  ? new Pixels(
                      placement.crop(),
                      source.format(),
                      source.matrix(),
                      source.full(),
                      source.siting())
                  : Pixels.rgb(placement.crop(), AV_PIX_FMT_BGRA),
              Pixels.rgb(placement.scaled(), isWide ? AV_PIX_FMT_BGR48LE : AV_PIX_FMT_BGR24),
              SWS_BICUBIC);
      result = new Plane(placement.scaled(), isWide ? 6 : 3);
    }

    byte[] run(AVFrame frame) {
      if (flattener != null) {
        Plane flat = flattener.run(frame);
        rescaler.run(flat.pointers, flat.rows, result);
      } else {
        frame
            .crop_left(placement.cropX())
            .crop_top(placement.cropY())
            .crop_right(frame.width() - placement.cropX() - placement.crop().width())
            .crop_bottom(frame.height() - placement.cropY() - placement.crop().height());
        Ffmpeg.check(av_frame_apply_cropping(frame, AV_FRAME_CROP_UNALIGNED), "crop a frame");
        rescaler.run(frame.data(), frame.linesize(), result);
      }
      byte[] bgr = result.toBytes();
      return colours.map(wide -> wide.map(bgr)).orElse(bgr);
    }

    @Override
    public void close() {
      if (flattener != null) {
        flattener.close();
      }
      rescaler.close();
      result.close();
    }
  }
}
