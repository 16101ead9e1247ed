package dev.troupe.media;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avformat.AV_STREAM_GROUP_PARAMS_TILE_GRID;

import com.google.errorprone.annotations.MustBeClosed;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStreamGroup;
import org.bytedeco.ffmpeg.avformat.AVStreamGroupTileGrid;
import org.jspecify.annotations.Nullable;

/** A HEIF picture in tiles, each a stream of its own, put together. */
final class TileGrid {
  /** A hundred megapixels in tiles of 160x160. */
  private static final int MOST_TILES = 4096;

  private final MediaFile file;
  private final AVStreamGroup group;
  private final AVStreamGroupTileGrid tiles;

  private TileGrid(MediaFile file, AVStreamGroup group) {
    this.file = file;
    this.group = group;
    tiles = group.params_tile_grid();
  }

  /**
   * The grid that is an item of the file, if it is one.
   *
   * @throws dev.troupe.problems.BadDataException if it is out of limits
   */
  static Optional<TileGrid> of(MediaFile file, long item) {
    for (int i = 0; i < file.context().nb_stream_groups(); i++) {
      AVStreamGroup group = file.context().stream_groups(i);
      if (group.type() == AV_STREAM_GROUP_PARAMS_TILE_GRID && group.id() == item) {
        TileGrid grid = new TileGrid(file, group);
        grid.checkLimits();
        return Optional.of(grid);
      }
    }
    return Optional.empty();
  }

  private void checkLimits() {
    VideoSize.check(file.input(), tiles.coded_width(), tiles.coded_height());
    VideoSize.check(file.input(), tiles.width(), tiles.height());
    if (tiles.nb_tiles() < 1 || tiles.nb_tiles() > MOST_TILES) {
      throw Faults.cannotRead(
          file.input(), "expected 1 to %d tiles, found %d".formatted(MOST_TILES, tiles.nb_tiles()));
    }
  }

  /** The size of the picture, as stored. */
  FrameSize size() {
    return new FrameSize(tiles.width(), tiles.height());
  }

  /** How the whole is turned. */
  Orientation orientation() {
    return FirstLook.of(tiles.coded_side_data(), tiles.nb_coded_side_data());
  }

  /** The whole's ICC profile; without one, the tiles' own counts. */
  byte @Nullable [] profile() {
    return FfmpegImage.profile(tiles.coded_side_data(), tiles.nb_coded_side_data());
  }

  /** Whether the data of any tile are missing. */
  boolean isCut() {
    for (int i = 0; i < group.nb_streams(); i++) {
      if (Truncation.isCut(file, group.streams(i).index())) {
        return true;
      }
    }
    return false;
  }

  /**
   * Decodes all tiles.
   *
   * @throws dev.troupe.problems.BadDataException if one is damaged or they leave gaps
   */
  @MustBeClosed
  @SuppressWarnings("MustBeClosedChecker") // handed over, or closed on failure
  TileCanvas decode() {
    TileCanvas canvas = new TileCanvas(file.input(), tiles);
    AVPacket packet = Ffmpeg.allocated(av_packet_alloc(), "a packet");
    try {
      while (file.read(packet)) {
        paint(packet, canvas);
        av_packet_unref(packet);
      }
      canvas.finish();
      return canvas;
    } catch (RuntimeException e) {
      canvas.close();
      throw e;
    } finally {
      av_packet_free(packet);
    }
  }

  /** One stream may stand at several places. */
  private void paint(AVPacket packet, TileCanvas canvas) {
    for (int i = 0; i < tiles.nb_tiles(); i++) {
      int number = tiles.offsets_idx(i);
      if (number < group.nb_streams() && group.streams(number).index() == packet.stream_index()) {
        paint(packet, canvas, i);
      }
    }
  }

  private void paint(AVPacket packet, TileCanvas canvas, int tile) {
    try (VideoDecoder decoder =
        VideoDecoder.open(
            file, packet.stream_index(), Codecs.IN_SOFTWARE, VideoDecoder.Care.JUDGING)) {
      boolean isSound = decoder.send(packet) && decoder.send(null);
      if (!isSound || decoder.receive() != VideoDecoder.Received.FRAME) {
        throw Faults.cannotRead(file.input(), "its tile %d is damaged".formatted(tile + 1));
      }
      canvas.put(decoder.frame(), tiles.offsets_horizontal(tile), tiles.offsets_vertical(tile));
    }
  }
}
