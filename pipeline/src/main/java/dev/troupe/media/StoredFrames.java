package dev.troupe.media;

import static org.bytedeco.ffmpeg.global.avcodec.avcodec_get_name;
import static org.bytedeco.ffmpeg.global.avformat.av_guess_sample_aspect_ratio;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_make_writable;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_move_ref;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_ref;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;

import com.google.errorprone.annotations.MustBeClosed;
import dev.troupe.problems.BadDataException;
import java.util.Objects;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.jspecify.annotations.Nullable;

/**
 * The frames of a video file as they are stored, one after the other from any on. Decoding starts
 * at the last key frame before it; if what comes out there is not what the timeline promises, it
 * starts over at the file's beginning and in software, which is always right. A broken file is
 * always read from its beginning, and the frame before stands in for one that is missing.
 */
final class StoredFrames implements AutoCloseable {
  private static final int NONE = -1;

  private final VideoClip clip;
  private final Timeline timeline;
  private final AVFrame given = Ffmpeg.allocated(av_frame_alloc(), "a frame");
  private final AVFrame current = Ffmpeg.allocated(av_frame_alloc(), "a frame");
  private final AVFrame upcoming = Ffmpeg.allocated(av_frame_alloc(), "a frame");
  private Codecs codecs;
  private @Nullable MediaFile file;
  private @Nullable FrameFeed feed;
  private boolean isFromBeginning;
  private int nextIndex;
  private int lastIndex = NONE;
  private int currentIndex = NONE;
  private int upcomingIndex = NONE;

  @MustBeClosed
  StoredFrames(VideoClip clip, int first, Codecs codecs) {
    this.clip = clip;
    this.codecs = clip.track().traits().isBroken() ? Codecs.IN_SOFTWARE : codecs;
    timeline = clip.timeline();
    nextIndex = first;
    try {
      start(!clip.track().exact() || clip.track().traits().isBroken() || first == 0);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /**
   * The next frame, valid until the next call; the caller may change it.
   *
   * @throws BadDataException if it does not come
   */
  AVFrame next() {
    av_frame_unref(given);
    boolean isFound =
        clip.track().traits().isBroken() ? advanceOverGaps() : advance() || advanceFromBeginning();
    if (!isFound) {
      throw new BadDataException(
          "Cannot decode %s: frame %d of %d (at %.3f s) is damaged or missing"
              .formatted(
                  clip.name(),
                  nextIndex,
                  timeline.count(),
                  timeline.time(nextIndex).minus(timeline.time(0)).toDouble()));
    }
    nextIndex++;
    if (!clip.track().traits().isBroken()) {
      return Objects.requireNonNull(feed).frame();
    }
    Ffmpeg.check(av_frame_ref(given, current), "keep a frame");
    // A copy: what the decoder makes of damage may depend on when its memory comes back to it.
    Ffmpeg.check(av_frame_make_writable(given), "copy a frame");
    return given;
  }

  /** Width by height of a pixel of a frame. */
  AVRational pixelShape(AVFrame frame) {
    MediaFile opened = Objects.requireNonNull(file);
    return av_guess_sample_aspect_ratio(
        opened.context(), opened.stream(clip.track().stream()), frame);
  }

  @Override
  public void close() {
    closeFile();
    av_frame_free(given);
    av_frame_free(current);
    av_frame_free(upcoming);
  }

  /** Decodes up to the next promised frame; false if it does not come. */
  private boolean advance() {
    FrameFeed source = Objects.requireNonNull(feed);
    while (source.next() == FrameFeed.Found.FRAME) {
      int index = index(source);
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

  private int index(FrameFeed source) {
    return clip.track().exact() ? timeline.indexOf(source.ticks()) : lastIndex + 1;
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

  /** Finds the last frame that is shown no later than the next one, mended ones included. */
  private boolean advanceOverGaps() {
    while (upcomingIndex <= nextIndex) {
      if (upcomingIndex != NONE) {
        av_frame_unref(current);
        av_frame_move_ref(current, upcoming);
        currentIndex = upcomingIndex;
      }
      upcomingIndex = decodeUpcoming();
    }
    return currentIndex != NONE;
  }

  private int decodeUpcoming() {
    FrameFeed source = Objects.requireNonNull(feed);
    while (true) {
      FrameFeed.Found found = source.next();
      if (found == FrameFeed.Found.END) {
        return Integer.MAX_VALUE;
      }
      int index = found == FrameFeed.Found.LOST ? NONE : index(source);
      if (index > lastIndex) {
        lastIndex = index;
        av_frame_unref(upcoming);
        Ffmpeg.check(av_frame_ref(upcoming, source.frame()), "keep a frame");
        return index;
      }
    }
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
    FrameFeed started =
        new FrameFeed(opened, clip.track().stream(), codecs, VideoDecoder.Care.SHOWING);
    feed = started;
    lastIndex = NONE;
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
