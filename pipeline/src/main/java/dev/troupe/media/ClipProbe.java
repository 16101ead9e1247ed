package dev.troupe.media;

import static org.bytedeco.ffmpeg.global.avcodec.avcodec_get_name;

import com.google.errorprone.annotations.MustBeClosed;
import dev.troupe.media.VideoTrack.Traits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.ffmpeg.avformat.AVStream;

/**
 * Looks through a video file: every frame's time, the size as shown, whether the file's end is
 * there, and whether every frame can be decoded.
 */
final class ClipProbe {
  private static final Rational USUAL_FRAME = new Rational(1, 25);

  private static final String OUT_OF_RANGE = "the times of its frames are out of range";

  private final MediaInput input;
  private final Optional<Traits> known;

  /**
   * A probe.
   *
   * @param known what decoding every frame told before; empty to find it out
   */
  ClipProbe(MediaInput input, Optional<Traits> known) {
    this.input = input;
    this.known = known;
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
    FirstLook look = firstLook(file, stream);
    if (known.isPresent() && !known.get().isBroken()) {
      return clip(file, stream, new Found(scan, new Damage(), known.get(), true), look);
    }
    Inspection inspection = Inspection.of(file, stream, scan);
    Damage damage = inspection.damage(scan.count());
    Traits traits = new Traits(inspection.isBroken(scan.count()), inspection.isInterlaced());
    Found found = trimmed(new Found(scan, damage, traits, true));
    int first = Math.min(scan.count(), damage.firstWhole());
    scan.drop(first); // what comes before the first whole frame is not shown
    return clip(
        file, stream, new Found(scan, damage.of(first, scan.count()), found.traits(), true), look);
  }

  /** What was found before it is made a clip. */
  private record Found(Scan scan, Damage damage, Traits traits, boolean exact) {}

  private VideoClip fromFrames() {
    try (MediaFile file = open(input);
        MediaFile again = open(input)) {
      int stream = stream(file);
      FirstLook look = firstLook(file, stream);
      FrameScan.Result found = FrameScan.judged(again, stream, usualDuration(again.stream(stream)));
      if (Truncation.isCut(again, stream)) {
        found.scan().cut();
      }
      if (found.exact()) {
        found.scan().dropBehindGap();
      }
      dropIncompleteLast(again, found.scan());
      Traits traits = new Traits(!found.damage().isEmpty(), found.isInterlaced());
      return clip(
          again,
          stream,
          trimmed(new Found(found.scan(), found.damage(), traits, found.exact())),
          look);
    }
  }

  /** Without damaged frames at the end. */
  private static Found trimmed(Found found) {
    Scan scan = found.scan();
    int until = found.damage().lastWhole(scan.count()) + 1;
    boolean endsTooEarly = found.damage().has(scan.count());
    scan.truncate(until);
    if (endsTooEarly) {
      scan.cut();
    }
    return new Found(scan, found.damage().of(0, until), found.traits(), found.exact());
  }

  private FirstLook firstLook(MediaFile file, int stream) {
    try (FrameFeed feed = new FrameFeed(file, stream, VideoDecoder.Care.SHOWING)) {
      if (feed.next() != FrameFeed.Found.FRAME) {
        throw noFrames();
      }
      return FirstLook.at(file, stream, feed.frame());
    }
  }

  /** A cut GIF's last frame decodes without complaint although its lower part is missing. */
  private void dropIncompleteLast(MediaFile file, Scan scan) {
    if (scan.isCut() && file.format().equals("gif")) {
      scan.truncate(Math.min(scan.count(), Truncation.completeGifFrames(input)));
    }
  }

  private VideoClip clip(MediaFile file, int stream, Found found, FirstLook look) {
    Scan scan = found.scan();
    if (scan.count() == 0) {
      throw noFrames();
    }
    AVStream source = file.stream(stream);
    Rational timeBase = Ffmpeg.rational(source.time_base());
    String codec = avcodec_get_name(source.codecpar().codec_id()).getString();
    VideoClip clip =
        new VideoClip(
            input,
            new VideoTrack(stream, found.exact(), codec, look.orientation(), found.traits()),
            timeline(scan, timeBase, usualDuration(source)),
            look.shown(),
            file.audioStream().isPresent());
    List<String> damage = new ArrayList<>();
    if (scan.isCut()) {
      damage.add(damage(file, stream, clip.timeline()));
    }
    if (!found.damage().isEmpty()) {
      damage.add(found.damage().sentence(input.name(), clip.timeline()));
    }
    return damage.isEmpty() ? clip : clip.damaged(String.join("; ", damage));
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
      VideoSize.check(file.input(), file.stream(i));
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
