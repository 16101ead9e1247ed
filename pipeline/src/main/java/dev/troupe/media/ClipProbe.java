package dev.troupe.media;

import static org.bytedeco.ffmpeg.global.avcodec.avcodec_get_name;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;

import com.google.errorprone.annotations.MustBeClosed;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avformat.AVStream;

/**
 * Looks through a video file once: every frame's time, the size as shown, and whether the file's
 * end is there and can be decoded.
 */
final class ClipProbe {
  private static final Rational USUAL_FRAME = new Rational(1, 25);

  private static final String OUT_OF_RANGE = "the times of its frames are out of range";

  private final MediaInput input;

  ClipProbe(MediaInput input) {
    this.input = input;
  }

  /**
   * The clip.
   *
   * @throws dev.troupe.problems.BadDataException if no frame can be read
   */
  VideoClip run() {
    try (MediaFile file = open(input)) {
      int stream = stream(file);
      Optional<Scan> packets = PacketScan.of(file, stream);
      if (packets.isPresent() && file.seek(stream, packets.get().tick(0))) {
        return fromPackets(file, stream, packets.get());
      }
    }
    return fromFrames();
  }

  /** Opens a file and finds its streams, their sizes checked before anything is decoded. */
  @MustBeClosed
  @SuppressWarnings("MustBeClosedChecker") // handed over, or closed on failure
  static MediaFile open(MediaInput input) {
    MediaFile file = MediaFile.open(input);
    try {
      checkSizes(file);
      file.findStreams();
      checkSizes(file);
      return file;
    } catch (RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private VideoClip fromPackets(MediaFile file, int stream, Scan scan) {
    if (Truncation.isCut(file, stream)) {
      scan.cut();
    }
    scan.dropBehindGap();
    try (FrameFeed feed = new FrameFeed(file, stream)) {
      if (feed.next() != FrameFeed.Found.FRAME) {
        throw noFrames();
      }
      FirstLook look = FirstLook.at(file, stream, feed.frame());
      int key = scan.lastKey();
      int good = feed.seek(scan.tick(key)) ? decodable(feed, scan, key) : key;
      if (good < scan.count() && key > 0 && feed.seek(scan.tick(0))) {
        good = decodable(feed, scan, 0); // the key frame was none: only the beginning is sure
      }
      scan.truncate(good);
      return clip(file, stream, scan, look, true);
    }
  }

  /** How many frames there are up to the first one, from a key frame on, that does not come. */
  private static int decodable(FrameFeed feed, Scan scan, int key) {
    int index = key;
    while (index < scan.count() && feed.next() == FrameFeed.Found.FRAME) {
      if (feed.ticks() == scan.tick(index)) {
        index++;
      } else if (feed.ticks() > scan.tick(index)) {
        break;
      }
    }
    return index;
  }

  private VideoClip fromFrames() {
    try (MediaFile file = open(input);
        MediaFile again = open(input)) {
      int stream = stream(file);
      FirstLook look;
      try (FrameFeed feed = new FrameFeed(file, stream)) {
        if (feed.next() != FrameFeed.Found.FRAME) {
          throw noFrames();
        }
        look = FirstLook.at(file, stream, feed.frame());
      }
      FrameScan.Result found = FrameScan.of(again, stream, usualDuration(again.stream(stream)));
      if (Truncation.isCut(again, stream)) {
        found.scan().cut();
      }
      if (found.exact()) {
        found.scan().dropBehindGap();
      }
      dropIncompleteLast(again, found.scan());
      return clip(again, stream, found.scan(), look, found.exact());
    }
  }

  /** A cut GIF's last frame decodes without complaint although its lower part is missing. */
  private void dropIncompleteLast(MediaFile file, Scan scan) {
    if (scan.isCut() && file.format().equals("gif")) {
      scan.truncate(Math.min(scan.count(), Truncation.completeGifFrames(input)));
    }
  }

  private VideoClip clip(MediaFile file, int stream, Scan scan, FirstLook look, boolean exact) {
    if (scan.count() == 0) {
      throw noFrames();
    }
    AVStream source = file.stream(stream);
    Rational timeBase = Ffmpeg.rational(source.time_base());
    String codec = avcodec_get_name(source.codecpar().codec_id()).getString();
    VideoClip clip =
        new VideoClip(
            input,
            new VideoTrack(stream, exact, codec, look.orientation()),
            timeline(scan, timeBase, usualDuration(source)),
            look.shown(),
            file.audioStream().isPresent());
    return scan.isCut() ? clip.damaged(damage(file, stream, clip.timeline())) : clip;
  }

  private Timeline timeline(Scan scan, Rational timeBase, long usualDuration) {
    try {
      if (scan.isInRange(timeBase)) {
        return scan.timeline(timeBase, usualDuration);
      }
    } catch (ArithmeticException | IllegalArgumentException e) {
      throw Faults.cannotRead(input, OUT_OF_RANGE, e);
    }
    throw Faults.cannotRead(input, OUT_OF_RANGE);
  }

  private String damage(MediaFile file, int stream, Timeline timeline) {
    int promised = Truncation.promisedFrames(file, stream, timeline);
    String total =
        promised > timeline.count() ? "" + promised : "at least " + (timeline.count() + 1);
    return "%s is cut off or damaged: frame %d of %s is the last that can be decoded"
        .formatted(input.name(), timeline.count(), total);
  }

  /** The video stream, or one sentence why there is none. */
  static int stream(MediaFile file) {
    return file.videoStream()
        .orElseThrow(
            () ->
                Faults.cannotRead(
                    file.input(),
                    file.audioStream().isPresent()
                        ? "it has no video stream; expected a video, found only sound"
                        : "it has no video stream"));
  }

  private RuntimeException noFrames() {
    return Faults.cannotRead(input, "it has no frame that can be decoded from its beginning on");
  }

  private static void checkSizes(MediaFile file) {
    for (int i = 0; i < file.streamCount(); i++) {
      AVCodecParameters codec = file.stream(i).codecpar();
      if (codec.codec_type() == AVMEDIA_TYPE_VIDEO && (codec.width() | codec.height()) != 0) {
        VideoSize.check(file.input(), codec.width(), codec.height());
      }
    }
  }

  /** Ticks from a frame to the next, as the header says. */
  static long usualDuration(AVStream stream) {
    Rational rate = Ffmpeg.rational(stream.avg_frame_rate());
    Rational duration = rate.numerator() > 0 ? rate.inverse() : USUAL_FRAME;
    return Math.max(
        1, Math.round(duration.toDouble() / Ffmpeg.rational(stream.time_base()).toDouble()));
  }
}
