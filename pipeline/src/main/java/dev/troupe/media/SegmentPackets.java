package dev.troupe.media;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_copy;

import com.google.errorprone.annotations.MustBeClosed;
import dev.troupe.problems.BadDataException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.javacpp.BytePointer;
import org.jspecify.annotations.Nullable;

/** The packets of all segments, one segment open at a time, on one running clock from zero. */
final class SegmentPackets implements PacketSource {
  private static final int VIDEO = 0;

  private final Iterator<MediaInput> rest;
  private final byte[] header;
  private MediaFile file;
  private boolean isOpen = true;
  private long offset;
  private long end;

  @MustBeClosed
  @SuppressWarnings("MustBeClosedChecker") // closed in close()
  SegmentPackets(List<MediaInput> segments) {
    rest = segments.iterator();
    file = MediaFile.open(rest.next());
    header = header(file);
  }

  @Override
  public void describe(AVStream target) {
    AVStream source = file.stream(VIDEO);
    Ffmpeg.check(avcodec_parameters_copy(target.codecpar(), source.codecpar()), "copy a header");
    target.codecpar().codec_tag(0);
    target.time_base(source.time_base());
    target.avg_frame_rate(source.avg_frame_rate());
  }

  @Override
  public Rational timeBase() {
    return Ffmpeg.rational(file.stream(VIDEO).time_base());
  }

  /**
   * Reads the next packet of this or the next segment.
   *
   * @throws BadDataException if a segment is damaged or was encoded with other settings
   */
  @Override
  public boolean next(AVPacket packet) {
    while (true) {
      if (isOpen && file.read(packet)) {
        packet.pts(packet.pts() + offset);
        packet.dts(packet.dts() + offset);
        end = packet.pts() + packet.duration();
        return true;
      }
      av_packet_unref(packet);
      if (!rest.hasNext()) {
        return false;
      }
      open(rest.next());
    }
  }

  /** Ticks from the first frame's time to the end of the last one read. */
  long end() {
    return end;
  }

  @Override
  public void close() {
    if (isOpen) {
      isOpen = false;
      file.close();
    }
  }

  @SuppressWarnings("MustBeClosedChecker") // closed in close()
  private void open(MediaInput segment) {
    final Rational timeBase = timeBase();
    close();
    file = MediaFile.open(segment);
    isOpen = true;
    offset = end;
    if (!Arrays.equals(header, header(file)) || !timeBase.equals(timeBase())) {
      throw new BadDataException(
          "Cannot join %s: it was encoded with other settings than the segments before"
              .formatted(segment.name()));
    }
  }

  private static byte[] header(MediaFile file) {
    if (file.streamCount() != 1) {
      throw Faults.cannotRead(
          file.input(), "expected a video segment, found %d streams".formatted(file.streamCount()));
    }
    AVCodecParameters codec = file.stream(VIDEO).codecpar();
    @Nullable BytePointer data = codec.extradata();
    byte[] header = new byte[data == null ? 0 : codec.extradata_size()];
    if (data != null) {
      data.get(header);
    }
    return header;
  }
}
