package dev.troupe.media;

import static org.bytedeco.ffmpeg.global.avutil.AV_FRAME_CROP_UNALIGNED;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_apply_cropping;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_copy_props;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_image_copy_plane;
import static org.bytedeco.ffmpeg.global.avutil.av_image_get_linesize;
import static org.bytedeco.ffmpeg.global.avutil.av_pix_fmt_count_planes;
import static org.bytedeco.ffmpeg.global.avutil.av_pix_fmt_desc_get;

import com.google.errorprone.annotations.MustBeClosed;
import org.bytedeco.ffmpeg.avformat.AVStreamGroupTileGrid;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVPixFmtDescriptor;
import org.bytedeco.javacpp.BytePointer;

/** Tiles side by side in one frame, before any conversion: no seams. */
final class TileCanvas implements AutoCloseable {
  private final MediaInput input;
  private final AVStreamGroupTileGrid tiles;
  private final AVFrame whole = Ffmpeg.allocated(av_frame_alloc(), "a frame");
  private long covered;

  @MustBeClosed
  TileCanvas(MediaInput input, AVStreamGroupTileGrid tiles) {
    this.input = input;
    this.tiles = tiles;
  }

  /** The whole picture, valid until this is closed. */
  AVFrame frame() {
    return whole;
  }

  /** Copies a tile. The first one says what the whole is made of. */
  void put(AVFrame tile, int left, int top) {
    if (covered == 0) {
      av_frame_copy_props(whole, tile);
      whole.format(tile.format()).width(tiles.coded_width()).height(tiles.coded_height());
      Ffmpeg.check(av_frame_get_buffer(whole, 0), "allocate a frame");
    }
    AVPixFmtDescriptor format = av_pix_fmt_desc_get(tile.format());
    int width = Math.min(tile.width(), whole.width() - left);
    int height = Math.min(tile.height(), whole.height() - top);
    boolean isBetweenSamples =
        left % (1 << format.log2_chroma_w()) != 0 || top % (1 << format.log2_chroma_h()) != 0;
    if (tile.format() != whole.format() || left < 0 || top < 0 || isBetweenSamples) {
      throw Faults.cannotRead(input, "expected tiles of one kind beside each other");
    }
    if (width <= 0 || height <= 0) {
      return;
    }
    covered += (long) width * height;
    for (int plane = 0; plane < av_pix_fmt_count_planes(tile.format()); plane++) {
      boolean isChroma = plane == 1 || plane == 2;
      int shift = isChroma ? format.log2_chroma_h() : 0;
      long at =
          (long) (top >> shift) * whole.linesize(plane)
              + av_image_get_linesize(tile.format(), left, plane);
      av_image_copy_plane(
          new BytePointer(whole.data(plane)).position(at),
          whole.linesize(plane),
          tile.data(plane),
          tile.linesize(plane),
          av_image_get_linesize(tile.format(), width, plane),
          (height + (1 << shift) - 1) >> shift);
    }
  }

  /**
   * Cuts away what the tiles have too much.
   *
   * @throws dev.troupe.problems.BadDataException if there are gaps, or tiles over each other
   */
  void finish() {
    if (covered != (long) tiles.coded_width() * tiles.coded_height()) {
      throw Faults.cannotRead(
          input, "expected a grid of tiles, found gaps or tiles laid over each other");
    }
    int right = tiles.coded_width() - tiles.width() - tiles.horizontal_offset();
    int bottom = tiles.coded_height() - tiles.height() - tiles.vertical_offset();
    whole.crop_left(tiles.horizontal_offset()).crop_top(tiles.vertical_offset());
    whole.crop_right(right).crop_bottom(bottom);
    if (right < 0 || bottom < 0 || av_frame_apply_cropping(whole, AV_FRAME_CROP_UNALIGNED) < 0) {
      throw Faults.cannotRead(input, "its tiles do not cover the picture");
    }
  }

  @Override
  public void close() {
    av_frame_free(whole);
  }
}
