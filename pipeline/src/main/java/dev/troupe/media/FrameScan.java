package dev.troupe.media;

import static org.bytedeco.ffmpeg.avutil.AVFrame.AV_FRAME_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

/** Finds every frame's time by decoding the whole file: slow, and right for any format. */
final class FrameScan {
  private FrameScan() {}

  /**
   * What decoding found.
   *
   * @param scan the frames, up to the first damage
   * @param exact whether every frame stated its own time, so that frames can be told by it
   */
  record Result(Scan scan, boolean exact) {}

  /**
   * Decodes a freshly opened file from its beginning.
   *
   * @param fallbackDuration ticks from a frame to the next where nothing says so
   */
  static Result of(MediaFile file, int stream, long fallbackDuration) {
    Scan scan = new Scan();
    PictureClock clock = new PictureClock(file, stream);
    boolean exact = file.statesTimes();
    try (FrameFeed feed = new FrameFeed(file, stream)) {
      FrameFeed.Found found = feed.next();
      while (found == FrameFeed.Found.FRAME) {
        boolean isFirst = scan.count() == 0;
        long previous = isFirst ? Long.MIN_VALUE : scan.tick(scan.count() - 1);
        long expected = isFirst ? 0 : previous + scan.meanDuration(fallbackDuration);
        long tick = clock.time(feed.ticks(), expected);
        if (tick == AV_NOPTS_VALUE || tick <= previous) {
          exact = false;
          tick = expected;
        }
        boolean key = (feed.frame().flags() & AV_FRAME_FLAG_KEY) != 0;
        scan.add(tick, feed.frame().duration(), key);
        scan.decoded(feed.decodingTick());
        found = feed.next();
      }
      exact &= !clock.hasStepped();
      if (found == FrameFeed.Found.DAMAGE) {
        scan.cut();
      }
    }
    return new Result(scan, exact);
  }
}
