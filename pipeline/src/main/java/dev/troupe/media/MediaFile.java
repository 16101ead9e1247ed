package dev.troupe.media;

import static org.bytedeco.ffmpeg.global.avformat.AVFMT_TS_DISCONT;
import static org.bytedeco.ffmpeg.global.avformat.av_find_best_stream;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_find_stream_info;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_seek_file;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_AUDIO;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;

import com.google.errorprone.annotations.MustBeClosed;
import dev.troupe.problems.BadDataException;
import java.io.IOException;
import java.time.Duration;
import java.util.OptionalInt;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.javacpp.PointerPointer;

/**
 * An open media file: its streams and their packets. Opens nothing but the bytes it is given, and
 * only formats that are {@link Allowed}: a play list that names other files or addresses is
 * refused.
 */
final class MediaFile implements AutoCloseable {
  /** FFmpeg's answer for a format that is not allowed. */
  private static final int INVALID = -22;

  /** Without storage's part: no file that is any good comes near it. */
  static final Duration MOST_TIME = Duration.ofMinutes(2);

  private static final double LEAST_SECONDS_FORWARD = 60;

  private final MediaInput input;
  private final ChannelIo io;
  private final AVFormatContext context;
  private final long size;

  private MediaFile(MediaInput input, ChannelIo io, AVFormatContext context, long size) {
    this.input = input;
    this.io = io;
    this.context = context;
    this.size = size;
  }

  /**
   * Opens a file and reads its header.
   *
   * @throws BadDataException if it is missing, empty or in no format that FFmpeg knows
   */
  @MustBeClosed
  static MediaFile open(MediaInput input) {
    return open(input, MOST_TIME);
  }

  /** The same with another limit of the time that one step may take. */
  @MustBeClosed
  @SuppressWarnings("MustBeClosedChecker") // handed to the MediaFile, or closed on failure
  static MediaFile open(MediaInput input, Duration mostTime) {
    ChannelIo io = ChannelIo.reading(Faults.open(input), mostTime);
    AVFormatContext context = Ffmpeg.allocated(avformat_alloc_context(), "a demuxer");
    context.pb(io.context());
    AVDictionary options = new AVDictionary(null);
    try {
      av_dict_set(options, "protocol_whitelist", "none", 0);
      av_dict_set(options, "format_whitelist", Allowed.FORMATS, 0);
      av_dict_set(options, "codec_whitelist", Allowed.CODECS, 0);
      int code = avformat_open_input(context, lastPart(input.name()), null, options);
      if (code < 0) {
        throw refusal(input, io, code);
      }
      return new MediaFile(input, io, context, io.size());
    } catch (IOException e) {
      io.close();
      throw Faults.translate(input, e);
    } catch (RuntimeException e) {
      io.close();
      throw e;
    } finally {
      av_dict_free(options);
    }
  }

  MediaInput input() {
    return input;
  }

  AVFormatContext context() {
    return context;
  }

  /** The file's length in bytes. */
  long size() {
    return size;
  }

  /**
   * The first of FFmpeg's short names for the format: {@code mov}, {@code matroska}, {@code gif}.
   */
  String format() {
    String names = context.iformat().name().getString();
    int comma = names.indexOf(',');
    return comma < 0 ? names : names.substring(0, comma);
  }

  /** Whether every packet of the format carries its own presentation time. */
  boolean statesTimes() {
    return format().equals("mov") || format().equals("matroska");
  }

  /**
   * From how many ticks on a step forward is a clock that starts anew and no pause: a minute in
   * formats for streams, whose parts may have any clock.
   */
  long leastStepForward(int stream) {
    boolean isStream = (context.iformat().flags() & AVFMT_TS_DISCONT) != 0;
    double timeBase = Ffmpeg.rational(stream(stream).time_base()).toDouble();
    return isStream ? (long) (LEAST_SECONDS_FORWARD / timeBase) : Long.MAX_VALUE;
  }

  /** Reads on until all streams are known; slow, as it decodes. */
  void findStreams() {
    io.beginStep();
    int code = findStreamsWithinLimits();
    throwChannelFailure();
    if (code < 0) {
      throw Faults.cannotRead(
          input, "its streams cannot be told apart (" + Ffmpeg.text(code) + ")");
    }
  }

  /** Decoders that look at the first frames refuse sizes that are out of range, too. */
  private int findStreamsWithinLimits() {
    int count = streamCount();
    try (PointerPointer<AVDictionary> options = new PointerPointer<>(Math.max(1, count))) {
      for (int i = 0; i < count; i++) {
        AVDictionary limits = new AVDictionary(null);
        int most = VideoSize.mostBeforeHeader(stream(i).codecpar());
        av_dict_set(limits, "max_pixels", Integer.toString(most), 0);
        options.put(i, limits);
      }
      int code = avformat_find_stream_info(context, options);
      for (int i = 0; i < count; i++) {
        AVDictionary unused = options.get(AVDictionary.class, i);
        if (unused != null) {
          av_dict_free(unused);
        }
      }
      return code;
    }
  }

  AVStream stream(int index) {
    return context.streams(index);
  }

  int streamCount() {
    return context.nb_streams();
  }

  /** The moving picture; cover pictures are none. */
  OptionalInt videoStream() {
    int best =
        av_find_best_stream(context, AVMEDIA_TYPE_VIDEO, -1, -1, (PointerPointer<AVCodec>) null, 0);
    return best < 0 || isCover(best) ? OptionalInt.empty() : OptionalInt.of(best);
  }

  /** The sound that belongs to the moving picture. */
  OptionalInt audioStream() {
    int best =
        av_find_best_stream(
            context,
            AVMEDIA_TYPE_AUDIO,
            -1,
            videoStream().orElse(-1),
            (PointerPointer<AVCodec>) null,
            0);
    return best < 0 ? OptionalInt.empty() : OptionalInt.of(best);
  }

  /**
   * Reads the next packet of any stream.
   *
   * @return false at the end of what can be read
   * @throws java.io.UncheckedIOException if the storage fails
   */
  boolean read(AVPacket packet) {
    io.beginStep();
    int code = av_read_frame(context, packet);
    throwChannelFailure();
    return code >= 0; // a file that is damaged beyond here ends: whoever counts frames notices
  }

  /**
   * Moves to a key frame at or before a time.
   *
   * @return false if the format cannot
   */
  boolean seek(int stream, long ticks) {
    io.beginStep();
    int code = avformat_seek_file(context, stream, Long.MIN_VALUE, ticks, ticks, 0);
    throwChannelFailure();
    return code >= 0;
  }

  @Override
  public void close() {
    avformat_close_input(context);
    io.close();
  }

  private boolean isCover(int stream) {
    return (stream(stream).disposition()
            & org.bytedeco.ffmpeg.global.avformat.AV_DISPOSITION_ATTACHED_PIC)
        != 0;
  }

  private void throwChannelFailure() {
    IOException failure = io.failure();
    if (failure != null) {
      throw Faults.translate(input, failure);
    }
  }

  private static RuntimeException refusal(MediaInput input, ChannelIo io, int code) {
    IOException failure = io.failure();
    if (failure != null) {
      return Faults.translate(input, failure);
    }
    if (code == INVALID) {
      return Faults.cannotRead(
          input,
          "expected a video or a picture, found text, a play list or another format that is not read");
    }
    return Faults.cannotRead(
        input,
        Truncation.lacksIndex(input)
            ? "it is cut off before its index (no moov box)"
            : "expected a video or a picture, found something that FFmpeg cannot read (%s)"
                .formatted(Ffmpeg.text(code)));
  }

  private static String lastPart(String name) {
    return name.substring(name.lastIndexOf('/') + 1);
  }
}
