package dev.troupe.jobs.plan;

import dev.troupe.jobs.batch.InspectedItem;
import dev.troupe.jobs.batch.Inspection;
import dev.troupe.media.FrameSize;

/**
 * Adds up what a batch will read and write: inputs exactly, videos by what they usually come to.
 */
final class ByteEstimate {
  /** Bytes of video a pixel, as Troupe's encoder settings give on moving faces. */
  private static final double VIDEO_BYTES_PER_PIXEL = 0.03;

  /** Bytes of a lossless picture a pixel. */
  private static final double PICTURE_BYTES_PER_PIXEL = 1.2;

  /** The JSON file beside a video. */
  private static final long SIDECAR_BYTES = 1800;

  private double read;
  private double written;

  /** Motion that is computed: the whole clip is read. */
  void addCapture(Inspection.Missing missing) {
    read += missing.clip().bytes();
  }

  /** An item that is rendered: its segments are read again, and its outputs written. */
  void addItem(InspectedItem item, long frames, FrameSize network) {
    var options = item.item().options();
    double result = frames * pixels(options.resize().orElse(network)) * VIDEO_BYTES_PER_PIXEL;
    double extras = frames * pixels(network) * VIDEO_BYTES_PER_PIXEL;
    double videos =
        result + (options.compare() ? 3 * extras : 0) + (options.visualize() ? 6 * extras : 0);
    read += item.source().bytes() + videos;
    written += videos + SIDECAR_BYTES;
    if (options.frames()) {
      written += frames * pixels(options.resize().orElse(network)) * PICTURE_BYTES_PER_PIXEL;
    }
    if (options.sound() || options.compare() || options.visualize()) {
      read += item.clip().bytes();
    }
  }

  long read() {
    return Math.round(read);
  }

  long written() {
    return Math.round(written);
  }

  private static double pixels(FrameSize size) {
    return (double) size.width() * size.height();
  }
}
