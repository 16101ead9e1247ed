package dev.troupe.media;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_DATA_ICC_PROFILE;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_side_data_get;
import static org.bytedeco.ffmpeg.global.avutil.AV_FRAME_DATA_ICC_PROFILE;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_BGRA;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_side_data;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BICUBIC;

import com.google.errorprone.annotations.MustBeClosed;
import dev.troupe.media.Rescaler.Pixels;
import dev.troupe.media.Rescaler.Plane;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.OptionalLong;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacketSideData;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVFrameSideData;
import org.bytedeco.javacpp.BytePointer;
import org.jspecify.annotations.Nullable;

/** The first frame of a file that FFmpeg reads, or the tiles of a HEIF grid, as a still image. */
final class FfmpegImage implements StoredImage {
  private final MediaInput input;
  private final MediaFile file;
  private final int stream;
  private final @Nullable TileGrid grid;
  private final FrameSize size;

  private FfmpegImage(MediaInput input, MediaFile file) {
    this.input = input;
    this.file = file;
    OptionalLong item = HeifBoxes.primaryItem(input);
    grid = item.isPresent() ? TileGrid.of(file, item.getAsLong()).orElse(null) : null;
    stream = grid != null ? -1 : item.isPresent() ? item(item.getAsLong()) : ClipProbe.stream(file);
    if (grid != null) {
      size = grid.size();
    } else {
      AVCodecParameters codec = file.stream(stream).codecpar();
      size = VideoSize.check(input, codec.width(), codec.height());
    }
  }

  private int item(long number) {
    for (int i = 0; i < file.streamCount(); i++) {
      if (file.stream(i).id() == number) {
        return i;
      }
    }
    throw Faults.cannotRead(
        input, "its picture is derived from others; expected one picture or a grid of tiles");
  }

  /**
   * Reads the header.
   *
   * @throws dev.troupe.problems.BadDataException if there is no picture, or not the whole
   */
  @MustBeClosed
  @SuppressWarnings("MustBeClosedChecker") // handed over, or closed on failure
  static FfmpegImage open(MediaInput input) {
    MediaFile file = ClipProbe.open(input);
    try {
      FfmpegImage image = new FfmpegImage(input, file);
      if (image.isCut()) {
        throw Faults.cannotRead(input, "the image is cut off");
      }
      return image;
    } catch (RuntimeException e) {
      file.close();
      throw e;
    }
  }

  @Override
  public FrameSize size() {
    return size;
  }

  @Override
  public Orientation orientation() {
    return grid == null
        ? FirstLook.ofStream(file.stream(stream).codecpar())
        : grid.orientation();
  }

  /** Four of the frame, four of its copy. */
  @Override
  public int bytesPerPixel() {
    return 8;
  }

  @Override
  public BufferedImage decode(int step) {
    if (grid != null) {
      try (TileCanvas canvas = grid.decode()) {
        return convert(canvas.frame(), step, grid.profile());
      }
    }
    try (FrameFeed feed = new FrameFeed(file, stream, VideoDecoder.Care.JUDGING)) {
      if (feed.next() != FrameFeed.Found.FRAME) {
        throw Faults.cannotRead(input, "the image is damaged or cut off");
      }
      return convert(feed.frame(), step, ofStream());
    }
  }

  private BufferedImage convert(AVFrame frame, int step, byte @Nullable [] profile) {
    FrameSize stored = VideoSize.check(input, frame.width(), frame.height());
    FrameSize target =
        new FrameSize(
            Math.max(1, stored.width() / step), Math.max(1, stored.height() / step));
    BufferedImage image =
        new BufferedImage(target.width(), target.height(), BufferedImage.TYPE_INT_ARGB);
    try (Rescaler rescaler =
            new Rescaler(
                FramePainter.pixelsOf(frame), Pixels.rgb(target, AV_PIX_FMT_BGRA), SWS_BICUBIC);
        Plane plane = new Plane(target, 4)) {
      rescaler.run(frame.data(), frame.linesize(), plane);
      // BGRA bytes are ARGB numbers, the lowest byte first
      var pixels = ByteBuffer.wrap(plane.toBytes()).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer();
      int[] row = new int[target.width()];
      for (int y = 0; y < target.height(); y++) {
        pixels.get(row);
        image.getRaster().setDataElements(0, y, row.length, 1, row);
      }
    }
    AVFrameSideData ofFrame = av_frame_get_side_data(frame, AV_FRAME_DATA_ICC_PROFILE);
    return ColorProfiles.apply(
        image, ofFrame == null ? profile : bytes(ofFrame.data(), ofFrame.size()));
  }

  private byte @Nullable [] ofStream() {
    AVCodecParameters codec = file.stream(stream).codecpar();
    return profile(codec.coded_side_data(), codec.nb_coded_side_data());
  }

  static byte @Nullable [] profile(@Nullable AVPacketSideData all, int count) {
    AVPacketSideData found =
        all == null ? null : av_packet_side_data_get(all, count, AV_PKT_DATA_ICC_PROFILE);
    return found == null ? null : bytes(found.data(), found.size());
  }

  private static byte[] bytes(BytePointer data, long size) {
    byte[] bytes = new byte[Math.toIntExact(size)];
    data.get(bytes);
    return bytes;
  }

  /** A GIF needs only the images' data: every viewer shows one without its last byte. */
  private boolean isCut() {
    if (file.format().equals("gif")) {
      return Truncation.endsWithinGifBlock(input);
    }
    return grid == null ? Truncation.isCut(file, stream) : grid.isCut();
  }

  @Override
  public void close() {
    file.close();
  }
}
