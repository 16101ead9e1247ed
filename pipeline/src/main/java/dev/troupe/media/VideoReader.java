package dev.troupe.media;

import static org.bytedeco.ffmpeg.global.avcodec.avcodec_get_name;
import static org.bytedeco.ffmpeg.global.avformat.av_guess_sample_aspect_ratio;

import com.google.errorprone.annotations.MustBeClosed;
import dev.troupe.problems.BadDataException;
import java.util.Objects;
import java.util.Optional;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.jspecify.annotations.Nullable;

/**
 * Reads a range of a video file. Decoding starts at the last key frame before the range; if what
 * comes out there is not what the timeline promises, it starts over at the file's beginning and in
 * software, which is always right.
 */
final class VideoReader implements FrameReader {
  private final VideoClip clip;
  private final Timeline timeline;
  private final FrameRange range;
  private final FramePainter painter;
  private Codecs codecs;
  private @Nullable MediaFile file;
  private @Nullable FrameFeed feed;
  private boolean isFromBeginning;
  private int nextIndex;
  private int lastIndex;
  private @Nullable FrameSize lastStored;

  @MustBeClosed
  VideoReader(VideoClip clip, FrameRange range, Scaling scaling, Codecs codecs) {
    this.clip = clip;
    this.codecs = codecs;
    this.range = range;
    timeline = clip.timeline();
    nextIndex = range.from();
    painter = new FramePainter(clip.size(), clip.track().orientation(), scaling);
    if (range.count() > 0) {
      try {
        start(!clip.track().exact() || range.from() == 0);
      } catch (RuntimeException e) {
        close();
        throw e;
      }
    }
  }

  @Override
  public Optional<Frame> next() {
    if (nextIndex == range.until()) {
      return Optional.empty();
    }
    if (!advance() && !advanceFromBeginning()) {
      throw new BadDataException(
          "Cannot decode %s: frame %d of %d (at %.3f s) is damaged or missing"
              .formatted(
                  clip.name(),
                  nextIndex,
                  timeline.count(),
                  timeline.time(nextIndex).minus(timeline.time(0)).toDouble()));
    }
    FrameFeed current = Objects.requireNonNull(feed);
    lastStored = new FrameSize(current.frame().width(), current.frame().height());
    Picture picture = painter.paint(current.frame());
    int index = nextIndex++;
    return Optional.of(new Frame(index, timeline.ticks(index), timeline.isKey(index), picture));
  }

  @Override
  public FrameSize ownSize() {
    if (lastStored == null || file == null || feed == null) {
      throw new IllegalStateException("no frame was read yet");
    }
    AVRational pixel =
        av_guess_sample_aspect_ratio(
            file.context(), file.stream(clip.track().stream()), feed.frame());
    return VideoSize.shown(clip.input(), lastStored, pixel, clip.track().orientation());
  }

  @Override
  public void close() {
    painter.close();
    closeFile();
  }

  /** Decodes up to the next promised frame; false if it does not come. */
  private boolean advance() {
    FrameFeed current = Objects.requireNonNull(feed);
    while (current.next() == FrameFeed.Found.FRAME) {
      int index = clip.track().exact() ? timeline.indexOf(current.ticks()) : lastIndex + 1;
      if (!follows(index)) {
        return false;
      }
      lastIndex = index;
      if (index == nextIndex) {
        return true;
      }
    }
    return false;
  }

  /** No frame may be missing on the way to the range either: those behind it may refer to it. */
  private boolean follows(int index) {
    boolean begins = lastIndex < 0 && !isFromBeginning && index >= 0;
    return begins
        ? index <= nextIndex && timeline.isKey(index)
        : index == lastIndex + 1 && index <= nextIndex;
  }

  private boolean advanceFromBeginning() {
    if (isFromBeginning && !Objects.requireNonNull(feed).isInHardware()) {
      return false;
    }
    codecs = Codecs.IN_SOFTWARE;
    start(true);
    return advance();
  }

  @SuppressWarnings("MustBeClosedChecker") // closed in close()
  private void start(boolean fromBeginning) {
    closeFile();
    MediaFile opened = MediaFile.open(clip.input());
    file = opened;
    if (!opened.statesTimes() || !isKnown(opened)) {
      opened.findStreams();
    }
    if (!isKnown(opened)) {
      throw Faults.cannotRead(
          clip.input(), "the file has changed since it was opened: its video stream is gone");
    }
    FrameFeed started = new FrameFeed(opened, clip.track().stream(), codecs);
    feed = started;
    lastIndex = -1;
    isFromBeginning = fromBeginning;
    if (!fromBeginning && !started.seek(timeline.ticks(nextIndex))) {
      start(true);
    }
  }

  private boolean isKnown(MediaFile opened) {
    int stream = clip.track().stream();
    return stream < opened.streamCount()
        && avcodec_get_name(opened.stream(stream).codecpar().codec_id())
            .getString()
            .equals(clip.track().codec());
  }

  private void closeFile() {
    if (feed != null) {
      feed.close();
      feed = null;
    }
    if (file != null) {
      file.close();
      file = null;
    }
  }
}
