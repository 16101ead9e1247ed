package dev.troupe.media;

import static org.bytedeco.ffmpeg.avutil.AVFrame.AV_FRAME_FLAG_INTERLACED;

import java.util.BitSet;

/** Decodes a file whose frames are known from its packets, and tells how each of them comes. */
final class Inspection {
  private final BitSet whole = new BitSet();
  private final BitSet shown = new BitSet();
  private boolean hasFaults;
  private boolean isInterlaced;

  private Inspection() {}

  /** Decodes from the first frame to the last. */
  static Inspection of(MediaFile file, int stream, Scan scan) {
    Inspection found = new Inspection();
    found.decode(file, stream, scan, VideoDecoder.Care.JUDGING);
    boolean marks = VideoDecoder.marksDamage(file.stream(stream).codecpar().codec_id());
    if (found.whole.cardinality() < scan.count() && !marks) {
      found.decode(file, stream, scan, VideoDecoder.Care.SHOWING);
    }
    return found;
  }

  /** Whether frames do not come one after the other as they should. */
  boolean isBroken(int count) {
    return hasFaults || shown.cardinality() < count;
  }

  boolean isInterlaced() {
    return isInterlaced;
  }

  /** What is damaged. A frame that only repeats the one before is none and no damage. */
  Damage damage(int count) {
    Damage damage = new Damage();
    for (int i = whole.nextClearBit(0); i < count; i = whole.nextClearBit(i + 1)) {
      if (hasFaults || i < whole.nextSetBit(0) || i >= whole.length()) {
        damage.at(i);
      }
    }
    return damage;
  }

  private void decode(MediaFile file, int stream, Scan scan, VideoDecoder.Care care) {
    try (FrameFeed feed = new FrameFeed(file, stream, care)) {
      if (!feed.seek(scan.tick(0))) {
        return;
      }
      for (FrameFeed.Found found = feed.next(); found != FrameFeed.Found.END; found = feed.next()) {
        boolean isJudged = care == VideoDecoder.Care.JUDGING;
        hasFaults |= found != FrameFeed.Found.FRAME;
        int index = found == FrameFeed.Found.LOST ? -1 : scan.indexOf(feed.ticks());
        if (index >= 0) {
          shown.set(index);
          whole.set(index, whole.get(index) || (isJudged && found == FrameFeed.Found.FRAME));
          isInterlaced |= (feed.frame().flags() & AV_FRAME_FLAG_INTERLACED) != 0;
        }
      }
    }
  }
}
