package dev.troupe.media;

import static org.bytedeco.ffmpeg.avformat.AVFormatContext.AVFMT_FLAG_BITEXACT;
import static org.bytedeco.ffmpeg.global.avformat.av_interleaved_write_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_write_trailer;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_output_context2;
import static org.bytedeco.ffmpeg.global.avformat.avformat_free_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_new_stream;
import static org.bytedeco.ffmpeg.global.avformat.avformat_write_header;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_strdup;

import com.google.errorprone.annotations.MustBeClosed;
import dev.troupe.problems.StorageException;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.javacpp.BytePointer;

/** Writes one MP4 file: streams first, then the header, packets, the trailer. No clock in it. */
final class Mp4Muxer implements AutoCloseable {
  /**
   * EPERM, ENOENT, EIO, ENXIO, EACCES, ENFILE, EMFILE, EFBIG, ENOSPC, EROFS, ESTALE and EDQUOT of
   * Linux.
   */
  private static final Set<Integer> DISK = Set.of(1, 2, 5, 6, 13, 23, 24, 27, 28, 30, 116, 122);

  private final AVFormatContext context = new AVFormatContext(null);

  /** Writes to an I/O context that stays open and is not closed by this. */
  @MustBeClosed
  Mp4Muxer(AVIOContext io) {
    Ffmpeg.check(
        avformat_alloc_output_context2(context, null, "mp4", (String) null), "make an MP4 file");
    context.pb(io);
    context.flags(context.flags() | AVFMT_FLAG_BITEXACT);
    context.avoid_negative_ts(0); // an edit list keeps what begins before zero in place
  }

  /** Lets the file read itself again, to move its index to the front. */
  void url(String url) {
    context.url(av_strdup(new BytePointer(url)));
  }

  AVStream addStream() {
    AVStream stream = Ffmpeg.allocated(avformat_new_stream(context, null), "a stream");
    stream.codecpar().codec_tag(0);
    return stream;
  }

  /** Sets the file's tags. */
  void metadata(Map<String, String> tags) {
    AVDictionary metadata = new AVDictionary(null);
    new TreeMap<>(tags).forEach((key, value) -> av_dict_set(metadata, key, value, 0));
    context.metadata(metadata);
  }

  /**
   * Writes the header; streams then have the time base that packets must have.
   *
   * @param timeBase the video's, for exact edit lists
   * @param indexInFront whether the finished file is rewritten with its index first
   */
  void writeHeader(Rational timeBase, boolean indexInFront) throws IOException {
    AVDictionary options = new AVDictionary(null);
    try {
      av_dict_set(options, "movie_timescale", Long.toString(timeBase.denominator()), 0);
      av_dict_set(options, "movflags", indexInFront ? "+faststart+write_colr" : "+write_colr", 0);
      checkWritten(avformat_write_header(context, options));
    } finally {
      av_dict_free(options);
    }
  }

  /** Writes a packet with times in its stream's time base; leaves it empty. */
  void write(AVPacket packet) throws IOException {
    checkWritten(av_interleaved_write_frame(context, packet));
  }

  void finish() throws IOException {
    checkWritten(av_write_trailer(context));
  }

  @Override
  public void close() {
    context.pb(null);
    avformat_free_context(context);
  }

  /**
   * Checks what writing came to.
   *
   * @throws StorageException if the disk refuses
   * @throws IllegalStateException if the packets are such as no MP4 file can hold
   */
  static void checkWritten(int code) throws StorageException {
    if (code >= 0) {
      return;
    }
    if (DISK.contains(-code)) {
      throw new StorageException(Ffmpeg.text(code));
    }
    throw new IllegalStateException("FFmpeg cannot write the packets: " + Ffmpeg.text(code));
  }
}
