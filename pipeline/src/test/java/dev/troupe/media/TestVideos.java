package dev.troupe.media;

import static org.bytedeco.ffmpeg.global.avcodec.*;
import static org.bytedeco.ffmpeg.global.avformat.*;
import static org.bytedeco.ffmpeg.global.avutil.*;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BICUBIC;

import dev.troupe.media.Rescaler.Pixels;
import dev.troupe.media.Rescaler.Plane;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.function.IntFunction;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avcodec.AVPacketSideData;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;

/** Makes the real files that tests read, in any container and codec of the FFmpeg at hand. */
final class TestVideos {
  private final String format;
  private String codec = "";
  private int pixelFormat = AV_PIX_FMT_YUV420P;
  private FrameSize size = new FrameSize(96, 64);
  private Rational timeBase = new Rational(1, 25);
  private long[] ticks = count(20, 1);
  private long endTicks = 20;
  private int gop = 6;
  private int bFrames;
  private Rational pixelShape = new Rational(1, 1);
  private int[] matrix = {};
  private int colorRange = AVCOL_RANGE_MPEG;
  private int colorSpace = AVCOL_SPC_SMPTE170M;
  private int transfer = AVCOL_TRC_UNSPECIFIED;
  private int primaries = AVCOL_PRI_UNSPECIFIED;
  private int fieldFlags;
  private IntFunction<byte[]> bgra = i -> TestPictures.quadrants(size, i);
  private Map<String, String> codecOptions = Map.of();
  private Map<String, String> formatOptions = Map.of();
  private TestSound sound;
  private boolean isCover;

  private TestVideos(String format) {
    this.format = format;
  }

  /** A file of a container format, such as "mp4"; no stream yet. */
  static TestVideos of(String format) {
    return new TestVideos(format);
  }

  TestVideos video(String newCodec, int newPixelFormat) {
    codec = newCodec;
    pixelFormat = newPixelFormat;
    return this;
  }

  TestVideos size(int width, int height) {
    size = new FrameSize(width, height);
    return this;
  }

  TestVideos times(Rational newTimeBase, long newEndTicks, long... newTicks) {
    timeBase = newTimeBase;
    ticks = newTicks;
    endTicks = newEndTicks;
    return this;
  }

  /** Frames at a constant rate. */
  TestVideos frames(int count, int rate) {
    return times(new Rational(1, rate), count, count(count, 1));
  }

  TestVideos groups(int newGop, int newBFrames) {
    gop = newGop;
    bFrames = newBFrames;
    return this;
  }

  TestVideos pixelShape(int width, int height) {
    pixelShape = new Rational(width, height);
    return this;
  }

  TestVideos turned(Orientation orientation) {
    matrix = orientation.matrix();
    return this;
  }

  TestVideos color(int range, int space) {
    colorRange = range;
    colorSpace = space;
    return this;
  }

  TestVideos light(int newTransfer, int newPrimaries) {
    transfer = newTransfer;
    primaries = newPrimaries;
    return this;
  }

  /** Marks every frame as two fields, the upper or the lower one first. */
  TestVideos fields(boolean isTopFirst) {
    fieldFlags =
        AVFrame.AV_FRAME_FLAG_INTERLACED | (isTopFirst ? AVFrame.AV_FRAME_FLAG_TOP_FIELD_FIRST : 0);
    return this;
  }

  TestVideos pictures(IntFunction<byte[]> newBgra) {
    bgra = newBgra;
    return this;
  }

  TestVideos codecOptions(Map<String, String> options) {
    codecOptions = options;
    return this;
  }

  TestVideos formatOptions(Map<String, String> options) {
    formatOptions = options;
    return this;
  }

  TestVideos sound(TestSound newSound) {
    sound = newSound;
    return this;
  }

  /** Marks the video stream as a cover picture. */
  TestVideos asCover() {
    isCover = true;
    return this;
  }

  static long[] count(int frames, long step) {
    long[] ticks = new long[frames];
    Arrays.setAll(ticks, i -> i * step);
    return ticks;
  }

  Path write(Path path) {
    Ffmpeg.load();
    AVFormatContext file = new AVFormatContext(null);
    Ffmpeg.check(avformat_alloc_output_context2(file, null, format, (String) null), "format");
    AVIOContext io = new AVIOContext(null);
    Ffmpeg.check(avio_open(io, "file:" + path, AVIO_FLAG_WRITE), "open");
    file.pb(io);
    file.flags(file.flags() | AVFormatContext.AVFMT_FLAG_BITEXACT);
    AVCodecContext encoder =
        codec.isEmpty() ? null : encoder(file.oformat().flags() & AVFMT_GLOBALHEADER);
    if (encoder != null) {
      describe(avformat_new_stream(file, null), encoder);
    }
    if (sound != null) {
      sound.addTo(file);
    }
    AVDictionary options = new AVDictionary(null);
    formatOptions.forEach((key, value) -> av_dict_set(options, key, value, 0));
    file.url(av_strdup(new BytePointer("file:" + path)));
    Ffmpeg.check(avformat_write_header(file, options), "write a header");
    if (sound != null) {
      sound.write(file);
    }
    if (encoder != null) {
      encode(file, encoder);
      avcodec_free_context(encoder);
    }
    Ffmpeg.check(av_write_trailer(file), "end a file");
    avio_closep(io);
    avformat_free_context(file);
    return path;
  }

  private AVCodecContext encoder(int needsGlobalHeader) {
    AVCodec found = avcodec_find_encoder_by_name(codec);
    AVCodecContext encoder = Ffmpeg.allocated(avcodec_alloc_context3(found), codec);
    encoder
        .width(size.width())
        .height(size.height())
        .pix_fmt(pixelFormat)
        .time_base(Ffmpeg.rational(timeBase))
        .framerate(Ffmpeg.rational(new Rational(25, 1)))
        .sample_aspect_ratio(Ffmpeg.rational(pixelShape))
        .gop_size(gop)
        .max_b_frames(bFrames)
        .bit_rate(2_000_000)
        .thread_count(1)
        .color_range(colorRange)
        .colorspace(colorSpace)
        .color_trc(transfer)
        .color_primaries(primaries)
        .strict_std_compliance(-2)
        .flags(AV_CODEC_FLAG_BITEXACT | (needsGlobalHeader == 0 ? 0 : AV_CODEC_FLAG_GLOBAL_HEADER));
    AVDictionary options = new AVDictionary(null);
    codecOptions.forEach((key, value) -> av_dict_set(options, key, value, 0));
    Ffmpeg.check(avcodec_open2(encoder, found, options), "open " + codec);
    return encoder;
  }

  private void describe(AVStream stream, AVCodecContext encoder) {
    avcodec_parameters_from_context(stream.codecpar(), encoder);
    stream.time_base(Ffmpeg.rational(timeBase));
    stream.sample_aspect_ratio(Ffmpeg.rational(pixelShape));
    stream.avg_frame_rate(Ffmpeg.rational(new Rational(25, 1)));
    if (isCover) {
      stream.disposition(AV_DISPOSITION_ATTACHED_PIC);
    }
    if (matrix.length > 0) {
      AVPacketSideData all = new AVPacketSideData(null);
      int[] length = {0};
      AVPacketSideData data =
          av_packet_side_data_new(all, length, AV_PKT_DATA_DISPLAYMATRIX, 36, 0);
      stream.codecpar().coded_side_data(all).nb_coded_side_data(length[0]);
      new IntPointer(data.data()).put(matrix);
    }
  }

  private void encode(AVFormatContext file, AVCodecContext encoder) {
    AVPacket packet = av_packet_alloc();
    AVFrame frame = av_frame_alloc();
    frame.format(pixelFormat).width(size.width()).height(size.height());
    frame.color_range(colorRange).colorspace(colorSpace);
    frame.color_trc(transfer).color_primaries(primaries);
    frame.flags(frame.flags() | fieldFlags);
    frame.sample_aspect_ratio(Ffmpeg.rational(pixelShape));
    Ffmpeg.check(av_frame_get_buffer(frame, 0), "allocate");
    for (int i = 0; i <= ticks.length; i++) {
      if (i < ticks.length) {
        av_frame_make_writable(frame);
        fill(frame, bgra.apply(i));
        frame.pts(ticks[i]);
        frame.duration((i + 1 < ticks.length ? ticks[i + 1] : endTicks) - ticks[i]);
      }
      int code = avcodec_send_frame(encoder, i < ticks.length ? frame : null);
      Ffmpeg.check(code, "send");
      while (avcodec_receive_packet(encoder, packet) >= 0) {
        int index = Arrays.binarySearch(ticks, packet.pts());
        if (index >= 0) {
          packet.duration((index + 1 < ticks.length ? ticks[index + 1] : endTicks) - ticks[index]);
        }
        packet.stream_index(0);
        av_packet_rescale_ts(packet, encoder.time_base(), file.streams(0).time_base());
        Ffmpeg.check(av_interleaved_write_frame(file, packet), "write");
      }
    }
    av_frame_free(frame);
    av_packet_free(packet);
  }

  private void fill(AVFrame frame, byte[] pixels) {
    if (pixelFormat == AV_PIX_FMT_PAL8) {
      TestPictures.fillPalette(frame, pixels);
      return;
    }
    Pixels target =
        new Pixels(
            size,
            pixelFormat,
            colorSpace == AVCOL_SPC_BT709 || colorSpace == AVCOL_SPC_BT2020_NCL ? colorSpace : 5,
            colorRange == AVCOL_RANGE_JPEG,
            AVCHROMA_LOC_LEFT);
    try (Plane plane = new Plane(size, 4);
        Rescaler rescaler = new Rescaler(Pixels.rgb(size, AV_PIX_FMT_BGRA), target, SWS_BICUBIC)) {
      plane.set(pixels);
      rescaler.run(plane.pointers, plane.rows, frame.data(), frame.linesize());
    }
  }
}
