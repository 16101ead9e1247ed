package dev.troupe.media;

import com.google.errorprone.annotations.MustBeClosed;
import java.util.Optional;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.jspecify.annotations.Nullable;

/** Reads a range of a video file: decodes, deinterlaces where fields are, and paints. */
final class VideoReader implements FrameReader {
  private final VideoClip clip;
  private final FrameRange range;
  private final FramePainter painter;
  private @Nullable StoredFrames stored;
  private @Nullable Deinterlacer deinterlacer;
  private int nextIndex;
  private @Nullable FrameSize lastSize;

  @MustBeClosed
  @SuppressWarnings("MustBeClosedChecker") // closed in close()
  VideoReader(VideoClip clip, FrameRange range, Scaling scaling, Codecs codecs) {
    this.clip = clip;
    this.range = range;
    nextIndex = range.from();
    painter = new FramePainter(clip.size(), clip.track().orientation(), scaling);
    if (range.count() > 0) {
      try {
        boolean hasFields = clip.isDeinterlaced();
        int first = hasFields ? Math.max(0, range.from() - 1) : range.from();
        StoredFrames opened = new StoredFrames(clip, first, codecs);
        stored = opened;
        deinterlacer = hasFields ? new Deinterlacer(opened, first, clip.timeline().count()) : null;
      } catch (RuntimeException e) {
        close();
        throw e;
      }
    }
  }

  @Override
  public Optional<Frame> next() {
    if (nextIndex == range.until() || stored == null) {
      return Optional.empty();
    }
    AVFrame frame = deinterlacer == null ? stored.next() : deinterlacer.frame(nextIndex);
    FrameSize size = new FrameSize(frame.width(), frame.height());
    AVRational pixel = stored.pixelShape(frame);
    lastSize = VideoSize.shown(clip.input(), size, pixel, clip.track().orientation());
    Picture picture = painter.paint(frame);
    int index = nextIndex++;
    Timeline timeline = clip.timeline();
    return Optional.of(new Frame(index, timeline.ticks(index), timeline.isKey(index), picture));
  }

  @Override
  public FrameSize ownSize() {
    if (lastSize == null) {
      throw new IllegalStateException("no frame was read yet");
    }
    return lastSize;
  }

  @Override
  public void close() {
    painter.close();
    if (deinterlacer != null) {
      deinterlacer.close();
    }
    if (stored != null) {
      stored.close();
    }
  }
}
