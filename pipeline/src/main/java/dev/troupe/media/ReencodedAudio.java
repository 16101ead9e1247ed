package dev.troupe.media;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_BITEXACT;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_GLOBAL_HEADER;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_AAC;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_from_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_FLTP;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_copy;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_default;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;

import com.google.errorprone.annotations.MustBeClosed;
import dev.troupe.media.AssemblyResult.AudioAction;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.FloatPointer;

/** Sound that MP4 cannot hold, decoded and encoded as AAC. */
final class ReencodedAudio implements AudioPackets {
  private static final int AGAIN = -11;
  private static final long BITS_PER_CHANNEL = 96_000;

  private final SoundFile file;
  private final SampleFeed samples;
  private final AVCodecContext encoder;
  private final AVFrame frame = Ffmpeg.allocated(av_frame_alloc(), "a frame");
  private long position;

  /** Takes over the file. */
  @MustBeClosed
  @SuppressWarnings("MustBeClosedChecker") // closed in close()
  ReencodedAudio(SoundFile file) {
    this.file = file;
    samples = new SampleFeed(file);
    try {
      encoder = open(file, samples);
    } catch (RuntimeException e) {
      samples.close();
      throw e;
    }
    position = samples.firstSample();
  }

  @Override
  public void describe(AVStream target) {
    Ffmpeg.check(avcodec_parameters_from_context(target.codecpar(), encoder), "copy a header");
    target.time_base(Ffmpeg.rational(timeBase()));
  }

  @Override
  public Rational timeBase() {
    return new Rational(1, samples.rate());
  }

  @Override
  public Rational start() {
    return new Rational(samples.firstSample(), samples.rate());
  }

  @Override
  public AudioAction action() {
    return AudioAction.REENCODED;
  }

  @Override
  public boolean next(AVPacket packet) {
    while (true) {
      int code = avcodec_receive_packet(encoder, packet);
      if (code >= 0) {
        return true;
      }
      if (code == AVERROR_EOF) {
        return false;
      }
      if (code != AGAIN) {
        checkEncoded(code);
      }
      feed();
    }
  }

  private void feed() {
    float[][] block = samples.take(encoder.frame_size());
    if (block[0].length == 0) {
      checkEncoded(avcodec_send_frame(encoder, (AVFrame) null));
      return;
    }
    av_frame_unref(frame);
    frame.format(AV_SAMPLE_FMT_FLTP).sample_rate(samples.rate()).nb_samples(block[0].length);
    av_channel_layout_copy(frame.ch_layout(), encoder.ch_layout());
    Ffmpeg.check(av_frame_get_buffer(frame, 0), "allocate samples");
    for (int channel = 0; channel < block.length; channel++) {
      new FloatPointer(frame.extended_data().get(channel)).put(block[channel]);
    }
    frame.pts(position);
    position += block[0].length;
    checkEncoded(avcodec_send_frame(encoder, frame));
  }

  @Override
  public void close() {
    av_frame_free(frame);
    avcodec_free_context(encoder);
    samples.close();
  }

  private void checkEncoded(int code) {
    if (code < 0) {
      throw refusal(file, code);
    }
  }

  private static RuntimeException refusal(SoundFile file, int code) {
    return Faults.cannotRead(
        file.sound().input(),
        "its sound cannot be encoded as AAC (%s)".formatted(Ffmpeg.text(code)));
  }

  private static AVCodecContext open(SoundFile file, SampleFeed samples) {
    AVCodec codec = avcodec_find_encoder(AV_CODEC_ID_AAC);
    AVCodecContext encoder = Ffmpeg.allocated(avcodec_alloc_context3(codec), "an encoder");
    av_channel_layout_default(encoder.ch_layout(), samples.channels());
    encoder
        .sample_fmt(AV_SAMPLE_FMT_FLTP)
        .sample_rate(samples.rate())
        .bit_rate(BITS_PER_CHANNEL * samples.channels())
        .time_base(Ffmpeg.rational(new Rational(1, samples.rate())))
        .thread_count(1)
        .flags(AV_CODEC_FLAG_GLOBAL_HEADER | AV_CODEC_FLAG_BITEXACT);
    int code = avcodec_open2(encoder, codec, (AVDictionary) null);
    if (code < 0) {
      avcodec_free_context(encoder);
      throw refusal(file, code);
    }
    return encoder;
  }
}
