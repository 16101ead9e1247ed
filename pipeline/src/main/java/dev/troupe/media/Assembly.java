package dev.troupe.media;

import static org.bytedeco.ffmpeg.global.avformat.AVIO_FLAG_WRITE;
import static org.bytedeco.ffmpeg.global.avformat.avio_closep;
import static org.bytedeco.ffmpeg.global.avformat.avio_open;

import dev.troupe.media.AssemblyResult.AudioAction;
import dev.troupe.problems.BadDataException;
import java.io.IOException;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.jspecify.annotations.Nullable;

/** One run of {@link VideoAssembler}: merges video and sound packets in order of time. */
final class Assembly {
  private final AssemblyPlan plan;
  private final boolean mayCopySound;
  private boolean copiesSound;

  Assembly(AssemblyPlan plan) {
    this(plan, true);
  }

  /** With sound that is encoded anew in any case, if it may not be copied. */
  Assembly(AssemblyPlan plan, boolean mayCopySound) {
    this.plan = plan;
    this.mayCopySound = mayCopySound;
  }

  /** Whether the sound was copied, or was to be: known once writing has begun. */
  boolean copiesSound() {
    return copiesSound;
  }

  /**
   * Writes a file, which is left incomplete on failure.
   *
   * @throws IOException if writing fails
   * @throws BadDataException if a segment or the sound cannot be read
   */
  AssemblyResult write(Path path) throws IOException {
    String url = "file:" + path;
    AVIOContext io = new AVIOContext(null);
    Mp4Muxer.checkWritten(avio_open(io, url, AVIO_FLAG_WRITE));
    Expected expected;
    try (Mp4Muxer muxer = new Mp4Muxer(io)) {
      muxer.url(url);
      muxer.metadata(plan.metadata());
      expected = merge(muxer);
    } catch (IOException | RuntimeException e) {
      avio_closep(io);
      throw e;
    }
    Mp4Muxer.checkWritten(avio_closep(io));
    return Measured.of(path).compare(expected);
  }

  /**
   * What the finished file should show.
   *
   * @param audio what became of the sound
   * @param firstPacket when the first sound packet begins, in seconds after the first frame
   * @param heard when sound is first heard
   */
  record Expected(AudioAction audio, Rational firstPacket, Rational heard) {}

  private Expected merge(Mp4Muxer muxer) throws IOException {
    try (SegmentPackets segments = new SegmentPackets(plan.segments());
        OutputTrack video = new OutputTrack(segments)) {
      video.addTo(muxer);
      if (plan.sound().isEmpty()) {
        return merge(muxer, segments, video, null, null);
      }
      try (AudioPackets packets = AudioPackets.open(plan.sound().get(), mayCopySound)) {
        copiesSound = packets.action() == AudioAction.COPIED;
        return mergeSound(muxer, segments, video, packets);
      }
    }
  }

  private Expected mergeSound(
      Mp4Muxer muxer, SegmentPackets segments, OutputTrack video, AudioPackets packets)
      throws IOException {
    try (OutputTrack sound = new OutputTrack(packets)) {
      return sound.hasPacket()
          ? merge(muxer, segments, video, packets, sound)
          : merge(muxer, segments, video, null, null);
    }
  }

  private Expected merge(
      Mp4Muxer muxer,
      SegmentPackets segments,
      OutputTrack video,
      @Nullable AudioPackets packets,
      @Nullable OutputTrack sound)
      throws IOException {
    Expected expected = new Expected(AudioAction.NONE, Rational.ZERO, Rational.ZERO);
    if (packets != null && sound != null) {
      expected = new Expected(packets.action(), sound.first(), packets.start());
      sound.addTo(muxer);
      Rational delay = delay(packets.start(), segments.timeBase());
      video.delay(delay);
      sound.delay(delay);
    }
    muxer.writeHeader(segments.timeBase(), true);
    while (video.hasPacket() || (sound != null && sound.hasPacket())) {
      (sound != null && sound.isBefore(video) ? sound : video).write(muxer);
    }
    checkDuration(segments);
    muxer.finish();
    return expected;
  }

  /** Sound that begins before the first frame delays the video, by whole ticks. */
  private static Rational delay(Rational start, Rational timeBase) {
    if (start.numerator() >= 0) {
      return Rational.ZERO;
    }
    double ticks = -start.toDouble() / timeBase.toDouble();
    return timeBase.times((long) Math.ceil(ticks - 1e-6));
  }

  private void checkDuration(SegmentPackets segments) {
    Rational found = segments.timeBase().times(segments.end());
    Rational promised = plan.timeBase().times(plan.durationTicks());
    if (!found.equals(promised)) {
      throw new BadDataException(
          "Cannot join %d segments of %s: expected %s s of video, found %s s"
              .formatted(plan.segments().size(), plan.segments().get(0).name(), promised, found));
    }
  }
}
