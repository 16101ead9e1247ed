package dev.troupe.media;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_to_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_INPUT_CHANGED;
import static org.bytedeco.ffmpeg.global.avutil.AV_CHANNEL_ORDER_UNSPEC;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_FLTP;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_default;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;
import static org.bytedeco.ffmpeg.global.swresample.swr_alloc;
import static org.bytedeco.ffmpeg.global.swresample.swr_close;
import static org.bytedeco.ffmpeg.global.swresample.swr_convert_frame;
import static org.bytedeco.ffmpeg.global.swresample.swr_free;

import com.google.errorprone.annotations.MustBeClosed;
import java.util.Arrays;
import java.util.Set;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swresample.SwrContext;
import org.bytedeco.javacpp.FloatPointer;
import org.jspecify.annotations.Nullable;

/** Packets to float samples at a rate and with channels that AAC can hold. */
final class AudioDecoder implements AutoCloseable {
  private static final int AGAIN = -11;
  private static final int USUAL_RATE = 48_000;
  private static final float LOUDEST = 1e6f;
  private static final Set<Integer> AAC_RATES =
      Set.of(
          96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000, 7350);

  private final SoundFile file;
  private final AVCodecContext context;
  private final SwrContext converter = Ffmpeg.allocated(swr_alloc(), "a resampler");
  private final AVPacket packet = Ffmpeg.allocated(av_packet_alloc(), "a packet");
  private final AVFrame frame = Ffmpeg.allocated(av_frame_alloc(), "a frame");
  private final AVFrame converted = Ffmpeg.allocated(av_frame_alloc(), "a frame");
  private final int rate;
  private final int channels;
  private Rational time = Rational.ZERO;
  private long nextTick = AV_NOPTS_VALUE;
  private boolean isDraining;
  private boolean isAtEnd;

  /**
   * Takes over the file.
   *
   * @throws dev.troupe.problems.BadDataException if FFmpeg has no decoder for it
   */
  @MustBeClosed
  AudioDecoder(SoundFile file) {
    this.file = file;
    var parameters = file.stream().codecpar();
    rate = AAC_RATES.contains(parameters.sample_rate()) ? parameters.sample_rate() : USUAL_RATE;
    channels = parameters.ch_layout().nb_channels() == 1 ? 1 : 2;
    AVCodec codec = avcodec_find_decoder(parameters.codec_id());
    context = Ffmpeg.allocated(avcodec_alloc_context3(codec), "a decoder");
    avcodec_parameters_to_context(context, parameters);
    context.thread_count(1).pkt_timebase(file.stream().time_base());
    if (codec == null || avcodec_open2(context, codec, (AVDictionary) null) < 0) {
      close();
      throw Faults.cannotRead(
          file.sound().input(),
          "this build of FFmpeg cannot decode its sound; expected another codec");
    }
  }

  int rate() {
    return rate;
  }

  int channels() {
    return channels;
  }

  /** When the samples of the last {@link #next} begin, in seconds on the file's clock. */
  Rational time() {
    return time;
  }

  boolean isAtEnd() {
    return isAtEnd;
  }

  /** The next samples of every channel; none for a damaged packet and at the end. */
  float[][] next() {
    while (true) {
      int code = avcodec_receive_frame(context, frame);
      if (code >= 0) {
        long tick = frame.pts() != AV_NOPTS_VALUE ? frame.pts() : Math.max(0, nextTick);
        nextTick = tick + frame.duration();
        time = file.timeBase().times(tick);
        return convert(frame);
      }
      if (code == AVERROR_EOF || (code != AGAIN && isDraining)) {
        isAtEnd = true;
        time = file.timeBase().times(Math.max(0, nextTick));
        return convert(null); // what the resampler still holds
      }
      feed();
    }
  }

  private void feed() {
    if (!isDraining && file.next(packet)) {
      avcodec_send_packet(context, packet); // a damaged packet leaves a gap, filled with silence
      av_packet_unref(packet);
    } else {
      isDraining = true;
      avcodec_send_packet(context, null);
    }
  }

  private float[][] convert(@Nullable AVFrame source) {
    if (source != null && source.ch_layout().order() == AV_CHANNEL_ORDER_UNSPEC) {
      // without an order, every packet would look like a change of the format
      av_channel_layout_default(source.ch_layout(), source.ch_layout().nb_channels());
    }
    prepareConverted();
    int code = swr_convert_frame(converter, converted, source);
    if (code == AVERROR_INPUT_CHANGED) {
      float[][] rest = convert(null); // the stream changed its format: begin anew
      swr_close(converter);
      return joined(rest, convert(source));
    }
    if (code < 0) {
      return new float[channels][0]; // unusable, or nothing was ever converted: silence
    }
    float[][] samples = new float[channels][converted.nb_samples()];
    for (int channel = 0; channel < channels; channel++) {
      new FloatPointer(converted.extended_data().get(channel)).get(samples[channel]);
      dropImpossible(samples[channel]);
    }
    return samples;
  }

  /** Stored floats may be anything; the encoder takes no infinite ones. */
  private static void dropImpossible(float[] samples) {
    for (int i = 0; i < samples.length; i++) {
      if (!(Math.abs(samples[i]) < LOUDEST)) {
        samples[i] = 0;
      }
    }
  }

  private void prepareConverted() {
    av_frame_unref(converted);
    av_channel_layout_default(converted.ch_layout(), channels);
    converted.sample_rate(rate).format(AV_SAMPLE_FMT_FLTP);
  }

  private static float[][] joined(float[][] first, float[][] second) {
    float[][] all = new float[first.length][];
    for (int channel = 0; channel < all.length; channel++) {
      int length = first[channel].length;
      all[channel] = Arrays.copyOf(first[channel], length + second[channel].length);
      System.arraycopy(second[channel], 0, all[channel], length, second[channel].length);
    }
    return all;
  }

  @Override
  public void close() {
    av_packet_free(packet);
    av_frame_free(frame);
    av_frame_free(converted);
    swr_free(converter);
    avcodec_free_context(context);
    file.close();
  }
}
