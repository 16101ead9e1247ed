package dev.troupe.media;

import static org.bytedeco.ffmpeg.global.avcodec.*;
import static org.bytedeco.ffmpeg.global.avformat.*;
import static org.bytedeco.ffmpeg.global.avutil.*;
import static org.bytedeco.ffmpeg.global.swresample.*;

import java.util.Set;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swresample.SwrContext;
import org.bytedeco.javacpp.FloatPointer;

/**
 * The sound of a test file: silence, then a tone from {@code toneAt} on.
 *
 * @param codec FFmpeg's name of the encoder
 * @param rate samples per second
 * @param channels 1 or 2
 * @param startTick when it starts, in samples on the file's clock
 * @param samples how long it is
 * @param toneAt the sample from which on it can be heard
 */
record TestSound(String codec, int rate, int channels, long startTick, int samples, int toneAt) {

  private static final Set<String> PACKED = Set.of("pcm_s16le", "flac", "libopus", "mp2");

  static TestSound of(String codec, double seconds) {
    return new TestSound(codec, 48000, 2, 0, (int) (48000 * seconds), 24000);
  }

  TestSound startingAt(double seconds) {
    return new TestSound(codec, rate, channels, Math.round(seconds * rate), samples, toneAt);
  }

  void addTo(AVFormatContext file) {
    AVStream stream = avformat_new_stream(file, null);
    AVCodecContext encoder = encoder();
    avcodec_parameters_from_context(stream.codecpar(), encoder);
    stream.time_base(encoder.time_base());
    avcodec_free_context(encoder);
  }

  void write(AVFormatContext file) {
    AVCodecContext encoder = encoder();
    AVStream stream = file.streams(file.nb_streams() - 1);
    SwrContext converter = swr_alloc();
    AVFrame source = av_frame_alloc();
    AVFrame frame = av_frame_alloc();
    AVPacket packet = av_packet_alloc();
    int block = encoder.frame_size() > 0 ? encoder.frame_size() : 1024;
    for (int at = 0; at <= samples; at += block) {
      int length = Math.min(block, samples - at);
      if (length > 0) {
        fill(source, at, length);
        av_frame_unref(frame);
        frame.sample_rate(rate).format(encoder.sample_fmt());
        av_channel_layout_copy(frame.ch_layout(), encoder.ch_layout());
        Ffmpeg.check(swr_convert_frame(converter, frame, source), "convert");
        frame.pts(startTick + at);
      }
      Ffmpeg.check(avcodec_send_frame(encoder, length > 0 ? frame : null), "send sound");
      drain(encoder, packet, file, stream);
      if (length <= 0) {
        break;
      }
    }
    if (samples % block != 0) {
      avcodec_send_frame(encoder, null);
      drain(encoder, packet, file, stream);
    }
    av_packet_free(packet);
    av_frame_free(frame);
    av_frame_free(source);
    swr_free(converter);
    avcodec_free_context(encoder);
  }

  private static void drain(
      AVCodecContext encoder, AVPacket packet, AVFormatContext file, AVStream stream) {
    while (avcodec_receive_packet(encoder, packet) >= 0) {
      packet.stream_index(stream.index());
      av_packet_rescale_ts(packet, encoder.time_base(), stream.time_base());
      Ffmpeg.check(av_interleaved_write_frame(file, packet), "write sound");
    }
  }

  private void fill(AVFrame frame, int at, int length) {
    av_frame_unref(frame);
    frame.sample_rate(rate).format(AV_SAMPLE_FMT_FLTP).nb_samples(length);
    av_channel_layout_default(frame.ch_layout(), channels);
    Ffmpeg.check(av_frame_get_buffer(frame, 0), "allocate");
    float[] tone = new float[length];
    for (int i = 0; i < length; i++) {
      tone[i] = at + i < toneAt ? 0 : (float) (0.5 * Math.sin((at + i) * 880 * Math.PI * 2 / rate));
    }
    for (int channel = 0; channel < channels; channel++) {
      new FloatPointer(frame.extended_data().get(channel)).put(tone);
    }
  }

  private AVCodecContext encoder() {
    AVCodec found = avcodec_find_encoder_by_name(codec);
    AVCodecContext encoder = Ffmpeg.allocated(avcodec_alloc_context3(found), codec);
    av_channel_layout_default(encoder.ch_layout(), channels);
    encoder
        .sample_rate(rate)
        .sample_fmt(PACKED.contains(codec) ? AV_SAMPLE_FMT_S16 : AV_SAMPLE_FMT_FLTP)
        .bit_rate(64_000L * channels)
        .time_base(Ffmpeg.rational(new Rational(1, rate)))
        .strict_std_compliance(-2)
        .thread_count(1)
        .flags(AV_CODEC_FLAG_GLOBAL_HEADER | AV_CODEC_FLAG_BITEXACT);
    Ffmpeg.check(avcodec_open2(encoder, found, (AVDictionary) null), "open " + codec);
    return encoder;
  }
}
