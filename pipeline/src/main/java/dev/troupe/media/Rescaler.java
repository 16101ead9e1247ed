package dev.troupe.media;

import static org.bytedeco.ffmpeg.global.avutil.AVCHROMA_LOC_BOTTOMLEFT;
import static org.bytedeco.ffmpeg.global.avutil.AVCHROMA_LOC_LEFT;
import static org.bytedeco.ffmpeg.global.avutil.AVCHROMA_LOC_TOP;
import static org.bytedeco.ffmpeg.global.avutil.AVCHROMA_LOC_TOPLEFT;
import static org.bytedeco.ffmpeg.global.avutil.AVCHROMA_LOC_UNSPECIFIED;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ411P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ420P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ422P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ440P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ444P;
import static org.bytedeco.ffmpeg.global.avutil.av_pix_fmt_desc_get;
import static org.bytedeco.ffmpeg.global.swscale.SWS_ACCURATE_RND;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BITEXACT;
import static org.bytedeco.ffmpeg.global.swscale.SWS_FULL_CHR_H_INP;
import static org.bytedeco.ffmpeg.global.swscale.SWS_FULL_CHR_H_INT;
import static org.bytedeco.ffmpeg.global.swscale.sws_alloc_context;
import static org.bytedeco.ffmpeg.global.swscale.sws_freeContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_getCoefficients;
import static org.bytedeco.ffmpeg.global.swscale.sws_init_context;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale;
import static org.bytedeco.ffmpeg.global.swscale.sws_setColorspaceDetails;

import com.google.errorprone.annotations.MustBeClosed;
import org.bytedeco.ffmpeg.avutil.AVPixFmtDescriptor;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerPointer;

/**
 * One swscale context: colour conversion and scaling in one step, always with the same exact
 * arithmetic on one thread.
 */
final class Rescaler implements AutoCloseable {
  private static final int EXACT =
      SWS_ACCURATE_RND | SWS_FULL_CHR_H_INT | SWS_FULL_CHR_H_INP | SWS_BITEXACT;
  private static final int UNITY = 1 << 16;
  private static final int UNSET = -513;
  private static final int HALF_PIXEL = 128;

  private final SwsContext context;
  private final int sourceHeight;

  /**
   * What pixels mean.
   *
   * @param size in pixels
   * @param format FFmpeg's pixel format
   * @param matrix FFmpeg's number of the YUV matrix: 1 for BT.709, 5 for BT.601; unused for RGB
   * @param full whether YUV uses all values, rather than 16 to 235
   * @param siting FFmpeg's number of where halved colour samples lie; 0 where unknown
   */
  record Pixels(FrameSize size, int format, int matrix, boolean full, int siting) {
    /** RGB, or any format whose matrix does not matter. */
    static Pixels rgb(FrameSize size, int format) {
      return new Pixels(size, format, 5, true, 0);
    }

    private boolean isFull() {
      return full
          || format == AV_PIX_FMT_YUVJ420P
          || format == AV_PIX_FMT_YUVJ422P
          || format == AV_PIX_FMT_YUVJ444P
          || format == AV_PIX_FMT_YUVJ440P
          || format == AV_PIX_FMT_YUVJ411P;
    }

    /** Where the first colour sample lies, in 256ths of a pixel; unknown means as in MPEG-2. */
    private int[] chromaPosition() {
      AVPixFmtDescriptor described = av_pix_fmt_desc_get(format);
      int[] position = {UNSET, UNSET};
      if (described.log2_chroma_w() == 1) {
        boolean isLeft =
            siting == AVCHROMA_LOC_UNSPECIFIED
                || siting == AVCHROMA_LOC_LEFT
                || siting == AVCHROMA_LOC_TOPLEFT
                || siting == AVCHROMA_LOC_BOTTOMLEFT;
        position[0] = isLeft ? 0 : HALF_PIXEL;
      }
      if (described.log2_chroma_h() == 1) {
        boolean isTop = siting == AVCHROMA_LOC_TOPLEFT || siting == AVCHROMA_LOC_TOP;
        position[1] = isTop ? 0 : HALF_PIXEL;
      }
      return position;
    }
  }

  /**
   * Prepares a conversion.
   *
   * @param filter {@code SWS_BICUBIC} or {@code SWS_LANCZOS}
   */
  @MustBeClosed
  Rescaler(Pixels source, Pixels target, int filter) {
    Ffmpeg.load();
    context = Ffmpeg.allocated(sws_alloc_context(), "a scaler");
    context
        .flags(filter | EXACT)
        .threads(1)
        .src_w(source.size().width())
        .src_h(source.size().height())
        .src_format(source.format())
        .dst_w(target.size().width())
        .dst_h(target.size().height())
        .dst_format(target.format());
    int[] from = source.chromaPosition();
    int[] to = target.chromaPosition();
    context.src_h_chr_pos(from[0]).src_v_chr_pos(from[1]);
    context.dst_h_chr_pos(to[0]).dst_v_chr_pos(to[1]);
    int code = sws_init_context(context, null, null);
    if (code < 0) {
      sws_freeContext(context);
      Ffmpeg.check(code, "convert %s to %s".formatted(source, target));
    }
    sws_setColorspaceDetails( // refuses, harmlessly, where neither side is YUV
        context,
        sws_getCoefficients(source.matrix()),
        source.isFull() ? 1 : 0,
        sws_getCoefficients(target.matrix()),
        target.isFull() ? 1 : 0,
        0,
        UNITY,
        UNITY);
    sourceHeight = source.size().height();
  }

  /** Converts planes to planes. */
  void run(
      PointerPointer<?> source, IntPointer sourceRows, PointerPointer<?> target, IntPointer rows) {
    Ffmpeg.check(
        sws_scale(context, source, sourceRows, 0, sourceHeight, target, rows), "scale a picture");
  }

  /** Converts planes to one packed plane. */
  void run(PointerPointer<?> source, IntPointer sourceRows, Plane target) {
    run(source, sourceRows, target.pointers, target.rows);
  }

  @Override
  public void close() {
    sws_freeContext(context);
  }

  /** Native memory for one picture of packed pixels; swscale may write behind the end of a row. */
  static final class Plane implements AutoCloseable {
    private static final int ALIGNMENT = 64;

    private final int rowBytes;
    private final int stride;
    private final int height;
    private final BytePointer memory;
    final PointerPointer<BytePointer> pointers = new PointerPointer<>(4);
    final IntPointer rows = new IntPointer(4);

    @MustBeClosed
    Plane(FrameSize size, int bytesPerPixel) {
      rowBytes = size.width() * bytesPerPixel;
      stride = (rowBytes + 2 * ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
      height = size.height();
      memory = new BytePointer((long) stride * (height + 1));
      for (int i = 0; i < 4; i++) {
        pointers.put(i, i == 0 ? memory : null);
        rows.put(i, i == 0 ? stride : 0);
      }
    }

    /** Copies rows without padding to Java. */
    byte[] toBytes() {
      byte[] bytes = new byte[Math.multiplyExact(rowBytes, height)];
      for (int y = 0; y < height; y++) {
        memory.position((long) y * stride).get(bytes, y * rowBytes, rowBytes);
      }
      memory.position(0);
      return bytes;
    }

    /** Copies rows without padding from Java. */
    void set(byte[] bytes) {
      for (int y = 0; y < height; y++) {
        memory.position((long) y * stride).put(bytes, y * rowBytes, rowBytes);
      }
      memory.position(0);
    }

    @Override
    public void close() {
      pointers.close();
      rows.close();
      memory.close();
    }
  }
}
