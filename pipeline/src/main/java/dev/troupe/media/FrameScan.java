package dev.troupe.media;

import static org.bytedeco.ffmpeg.avutil.AVFrame.AV_FRAME_FLAG_INTERLACED;
import static org.bytedeco.ffmpeg.avutil.AVFrame.AV_FRAME_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

/** Finds every frame's time by decoding the whole file: slow, and right for any format. */
final class FrameScan {
  private FrameScan() {}

  /**
   * What decoding found.
   *
   * @param scan the frames
   * @param damage which of them are damaged
   * @param isInterlaced whether any consists of two fields
   * @param exact whether every frame stated its own time, so that frames can be told by it
   */
  record Result(Scan scan, Damage damage, boolean isInterlaced, boolean exact) {}

  /**
   * Finds the frames of a freshly opened file as players show them, and which are damaged.
   *
   * @param fallbackDuration ticks from a frame to the next where nothing says so
   */
  static Result judged(MediaFile file, int stream, long fallbackDuration) {
    Result judged = of(file, stream, fallbackDuration, VideoDecoder.Care.JUDGING);
    boolean marks = VideoDecoder.marksDamage(file.stream(stream).codecpar().codec_id());
    if (judged.damage().isEmpty() || marks) {
      return judged;
    }
    try (MediaFile again = ClipProbe.open(file.input())) {
      Result shown = of(again, stream, fallbackDuration, VideoDecoder.Care.SHOWING);
      for (int i = 0; i < shown.scan().count(); i++) {
        if (judged.scan().indexOf(shown.scan().tick(i)) < 0) {
          shown.damage().at(i);
        }
      }
      return shown;
    }
  }

  private static Result of(
      MediaFile file, int stream, long fallbackDuration, VideoDecoder.Care care) {
    Scan scan = new Scan();
    Damage damage = new Damage();
    PictureClock clock = new PictureClock(file, stream);
    boolean isInterlaced = false;
    boolean exact = file.statesTimes();
    try (FrameFeed feed = new FrameFeed(file, stream, care)) {
      FrameFeed.Found found = feed.next();
      while (found != FrameFeed.Found.END) {
        if (found != FrameFeed.Found.FRAME) {
          damage.at(scan.count());
        }
        if (found == FrameFeed.Found.LOST) {
          found = feed.next();
          continue;
        }
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
        isInterlaced |= (feed.frame().flags() & AV_FRAME_FLAG_INTERLACED) != 0;
        found = feed.next();
      }
      exact &= !clock.hasStepped();
      if (feed.hasSkippedKey()) {
        damage.beforeStart(1);
      }
    }
    return new Result(scan, damage, isInterlaced, exact);
  }
}
