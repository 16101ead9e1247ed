package dev.troupe.media;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_AV1;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_H264;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_HEVC;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_VP9;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_VVC;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_WEBP;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;

import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVRational;

/** The sizes that are accepted, checked before memory is taken for pixels. */
final class VideoSize {
  /** 100 megapixels: three times an 8K frame. */
  static final int MOST_PIXELS = 100_000_000;

  /** Of all pictures that a decoder keeps: ten 8K frames, half a gigabyte with 8 bits. */
  static final int MOST_KEPT_PIXELS = 350_000_000;

  /** So large a picture may have as many references as H.264 allows. */
  static final int SURE_PIXELS = MOST_KEPT_PIXELS / 17;

  /** Beyond this a stated pixel shape is nonsense and square pixels are assumed. */
  private static final int MOST_UNEVEN_PIXEL = 16;

  private VideoSize() {}

  /**
   * Checks a stored size.
   *
   * @throws dev.troupe.problems.BadDataException if a side or the area is too large, or zero
   */
  static FrameSize check(MediaInput input, long width, long height) {
    if (width < 1
        || height < 1
        || width > FrameSize.LONGEST_SIDE
        || height > FrameSize.LONGEST_SIDE
        || width * height > MOST_PIXELS) {
      throw Faults.cannotRead(
          input,
          "expected a picture of 1 to %d pixels a side and at most %d megapixels, found %dx%d"
              .formatted(FrameSize.LONGEST_SIDE, MOST_PIXELS / 1_000_000, width, height));
    }
    return new FrameSize((int) width, (int) height);
  }

  /**
   * Checks the size of a stream before its decoder takes memory for pictures that it refers to.
   *
   * @throws dev.troupe.problems.BadDataException if a side, the area or all kept pictures together
   *     are too large
   */
  static void check(MediaInput input, AVStream stream) {
    AVCodecParameters codec = stream.codecpar();
    if (codec.codec_type() != AVMEDIA_TYPE_VIDEO || (codec.width() | codec.height()) == 0) {
      return;
    }
    FrameSize size = check(input, codec.width(), codec.height());
    long pixels = (long) size.width() * size.height();
    int references = stream.nb_frames() == 1 ? 0 : references(codec);
    if (pixels * (references + 1) > MOST_KEPT_PIXELS) {
      throw Faults.cannotRead(
          input,
          "expected at most %d megapixels in all pictures that are kept for reference, found %d references of %s"
              .formatted(MOST_KEPT_PIXELS / 1_000_000, references, size));
    }
  }

  /** How many pictures a decoder keeps beside the one it works on: stated, or its format's most. */
  private static int references(AVCodecParameters codec) {
    int id = codec.codec_id();
    if (id == AV_CODEC_ID_H264) {
      byte[] header = new byte[codec.extradata() == null ? 0 : codec.extradata_size()];
      if (header.length > 0) {
        codec.extradata().get(header);
      }
      return H264Header.references(header).orElse(0); // found out later, within SURE_PIXELS
    }
    if (id == AV_CODEC_ID_WEBP) {
      return 0; // every picture stands for itself
    }
    if (id == AV_CODEC_ID_VP9 || id == AV_CODEC_ID_AV1) {
      return 8;
    }
    return id == AV_CODEC_ID_HEVC || id == AV_CODEC_ID_VVC ? 6 : 3;
  }

  /** The most pixels of a picture of a stream whose header is not known yet. */
  static int mostBeforeHeader(AVCodecParameters codec) {
    boolean isOpen = codec.codec_id() == AV_CODEC_ID_H264 && codec.extradata_size() == 0;
    return isOpen ? SURE_PIXELS : MOST_PIXELS;
  }

  /**
   * The size with square pixels, upright. The shorter side grows; nothing shrinks.
   *
   * @param pixel width and height of a stored pixel; 0 stands for square
   */
  static FrameSize shown(
      MediaInput input, FrameSize stored, AVRational pixel, Orientation orientation) {
    double shape = pixel.num() <= 0 || pixel.den() <= 0 ? 1 : (double) pixel.num() / pixel.den();
    if (shape > MOST_UNEVEN_PIXEL || shape < 1.0 / MOST_UNEVEN_PIXEL) {
      shape = 1;
    }
    FrameSize square =
        shape >= 1
            ? check(input, Math.round(stored.width() * shape), stored.height())
            : check(input, stored.width(), Math.round(stored.height() / shape));
    return orientation.turn(square);
  }
}
