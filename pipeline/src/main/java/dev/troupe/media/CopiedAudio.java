package dev.troupe.media;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_AAC;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_AC3;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_ALAC;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_EAC3;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_FLAC;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MP3;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_OPUS;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_DISCARD;
import static org.bytedeco.ffmpeg.global.avcodec.av_get_audio_frame_duration2;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_move_ref;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_copy;

import com.google.errorprone.annotations.MustBeClosed;
import dev.troupe.media.AssemblyResult.AudioAction;
import java.util.Set;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;

/**
 * Sound whose packets are copied. Where the beginning is trimmed, the packets around the cut and
 * one before it stay, with times before the first frame: the finished file's edit list makes
 * players decode but not play them, so that sound begins exactly at the cut.
 */
final class CopiedAudio implements AudioPackets {
  private static final Set<Integer> HELD_BY_MP4 =
      Set.of(
          AV_CODEC_ID_AAC,
          AV_CODEC_ID_MP3,
          AV_CODEC_ID_AC3,
          AV_CODEC_ID_EAC3,
          AV_CODEC_ID_ALAC,
          AV_CODEC_ID_OPUS,
          AV_CODEC_ID_FLAC);
  private static final Set<Integer> NEEDS_HEADER =
      Set.of(AV_CODEC_ID_ALAC, AV_CODEC_ID_OPUS, AV_CODEC_ID_FLAC);
  private static final int LOWEST_MP3_RATE = 16000;
  private static final long NONE = Long.MIN_VALUE;

  private final SoundFile file;
  private final int sampleRate;
  private final long limit;
  private final SoundSignature signature;
  private final AVPacket warmUp = Ffmpeg.allocated(av_packet_alloc(), "a packet");
  private final AVPacket first = Ffmpeg.allocated(av_packet_alloc(), "a packet");
  private Rational start = Rational.ZERO;
  private boolean hasBegun;
  private boolean isAtEnd;
  private boolean isOverlapping;
  private long last = NONE;
  private long expected;

  /** Takes over the file. */
  @MustBeClosed
  CopiedAudio(SoundFile file) {
    this.file = file;
    sampleRate = file.stream().codecpar().sample_rate();
    limit = file.sound().until().map(this::toSamples).orElse(Long.MAX_VALUE / 4);
    signature = new SoundSignature(file);
  }

  /** Whether MP4 can hold a stream as it is. */
  static boolean canHold(AVStream stream) {
    AVCodecParameters codec = stream.codecpar();
    int id = codec.codec_id();
    return HELD_BY_MP4.contains(id)
        && codec.sample_rate() > 0
        && (id != AV_CODEC_ID_MP3 || codec.sample_rate() >= LOWEST_MP3_RATE)
        && (codec.extradata_size() > 0 || !NEEDS_HEADER.contains(id));
  }

  @Override
  public void describe(AVStream target) {
    Ffmpeg.check(
        avcodec_parameters_copy(target.codecpar(), file.stream().codecpar()), "copy a header");
    target.codecpar().codec_tag(0);
    target.time_base(Ffmpeg.rational(timeBase()));
  }

  @Override
  public Rational timeBase() {
    return new Rational(1, sampleRate);
  }

  @Override
  public Rational start() {
    return start;
  }

  @Override
  public AudioAction action() {
    return AudioAction.COPIED;
  }

  @Override
  public boolean next(AVPacket packet) {
    if (!hasBegun && !begin(packet)) {
      return false;
    }
    while (!isAtEnd) {
      if (packet.size() == 0 && !read(packet)) {
        return false;
      }
      signature.check(packet);
      if (take(packet)) {
        return true;
      }
      av_packet_unref(packet);
    }
    return false;
  }

  private boolean read(AVPacket packet) {
    if (first.size() > 0) {
      av_packet_move_ref(packet, first);
      return true;
    }
    return file.next(packet);
  }

  /** Finds the first packet that is heard, and the one before it, which comes first. */
  private boolean begin(AVPacket packet) {
    hasBegun = true;
    while (file.next(packet)) {
      if (!isBeforeWindow(packet)) {
        setStart(packet);
        if (warmUp.size() > 0 && toSamples(packet) < limit) {
          av_packet_move_ref(first, packet);
          av_packet_move_ref(packet, warmUp);
        }
        return true;
      }
      av_packet_unref(warmUp);
      av_packet_move_ref(warmUp, packet);
    }
    return false;
  }

  private void setStart(AVPacket packet) {
    Rational heard =
        file.afterFirstFrame(packet.pts())
            .plus(new Rational(SoundFile.skipped(packet), sampleRate));
    start =
        file.sound()
            .from()
            .map(from -> from.minus(file.sound().firstFrame()))
            .filter(cut -> cut.compareTo(heard) > 0)
            .orElse(heard);
  }

  private boolean isBeforeWindow(AVPacket packet) {
    Rational end = file.timeBase().times(packet.pts() + packet.duration());
    return file.sound().from().filter(from -> end.compareTo(from) <= 0).isPresent();
  }

  /**
   * Moves a packet to the video's clock; false for one that is left out: behind the window, far
   * behind the pictures, or heard already where the sound's clock stepped back.
   */
  private boolean take(AVPacket packet) {
    long tick = toSamples(packet);
    long tolerance = 1 + Math.round(file.timeBase().toDouble() * sampleRate);
    if (expected != 0 && Math.abs(tick - expected) < tolerance) {
      tick = expected; // a coarse time base rounds: packets follow each other without gaps
    }
    long pause = last == NONE ? Long.MAX_VALUE : tick - expected;
    isAtEnd = tick >= limit || !file.goesOn(tick, pause, sampleRate);
    if (isAtEnd) {
      return false;
    }
    int samples = av_get_audio_frame_duration2(file.stream().codecpar(), packet.size());
    long duration =
        samples > 0 && tolerance > 2
            ? samples
            : Math.round(packet.duration() * file.timeBase().toDouble() * sampleRate);
    isOverlapping = last != NONE && (tick <= last || (isOverlapping && tick < expected));
    if (isOverlapping) {
      if (expected - tick > duration / 2) {
        return false;
      }
      tick = Math.max(expected, last + 1);
    }
    last = tick;
    expected = tick + duration;
    packet.pts(tick).dts(tick).duration(Math.min(duration, limit - tick)).pos(-1);
    packet.flags(packet.flags() & ~AV_PKT_FLAG_DISCARD);
    return true;
  }

  private long toSamples(AVPacket packet) {
    return toSamples(file.timeBase().times(packet.pts()));
  }

  /** A time on the file's clock in samples after the first frame. */
  private long toSamples(Rational time) {
    Rational samples = time.minus(file.sound().firstFrame()).times(sampleRate);
    return Math.floorDiv(samples.numerator() + samples.denominator() / 2, samples.denominator());
  }

  @Override
  public void close() {
    av_packet_free(warmUp);
    av_packet_free(first);
    file.close();
  }
}
