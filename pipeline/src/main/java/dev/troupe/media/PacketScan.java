package dev.troupe.media;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_AV1;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_H264;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_HEVC;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MJPEG;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MPEG4;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_PNG;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_PRORES;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_VP9;
import static org.bytedeco.ffmpeg.global.avcodec.AV_FIELD_PROGRESSIVE;
import static org.bytedeco.ffmpeg.global.avcodec.AV_FIELD_UNKNOWN;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_CORRUPT;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_DISCARD;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import java.util.Optional;
import java.util.Set;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.javacpp.BytePointer;

/**
 * Finds every frame's time from packets alone, without decoding, where packets and frames
 * correspond one to one.
 */
final class PacketScan {
  private static final Set<Integer> ONE_FRAME_PER_PACKET =
      Set.of(
          AV_CODEC_ID_H264,
          AV_CODEC_ID_HEVC,
          AV_CODEC_ID_VP9,
          AV_CODEC_ID_AV1,
          AV_CODEC_ID_MPEG4,
          AV_CODEC_ID_PRORES,
          AV_CODEC_ID_MJPEG,
          AV_CODEC_ID_PNG);

  private final MediaFile file;
  private final int stream;
  private final Scan scan = new Scan();
  private boolean isSure = true;
  private long firstTick;

  private PacketScan(MediaFile file, int stream) {
    this.file = file;
    this.stream = stream;
  }

  /**
   * Reads a file from its beginning to its end.
   *
   * @return empty where only decoding can tell
   */
  static Optional<Scan> of(MediaFile file, int stream) {
    AVCodecParameters codec = file.stream(stream).codecpar();
    boolean progressive =
        codec.field_order() == AV_FIELD_UNKNOWN || codec.field_order() == AV_FIELD_PROGRESSIVE;
    if (!file.statesTimes() || !progressive || !ONE_FRAME_PER_PACKET.contains(codec.codec_id())) {
      return Optional.empty();
    }
    return new PacketScan(file, stream).run();
  }

  private Optional<Scan> run() {
    AVPacket packet = Ffmpeg.allocated(av_packet_alloc(), "a packet");
    try {
      while (isSure && !scan.isCut() && file.read(packet)) {
        if (packet.stream_index() == stream) {
          take(packet);
        }
        av_packet_unref(packet);
      }
    } finally {
      av_packet_free(packet);
    }
    if (!isSure || scan.count() == 0 || !scan.sort() || scan.tick(0) != firstTick) {
      return Optional.empty(); // frames shown before the first key frame are never decoded
    }
    return Optional.of(scan);
  }

  private void take(AVPacket packet) {
    boolean key = (packet.flags() & AV_PKT_FLAG_KEY) != 0;
    if ((packet.flags() & AV_PKT_FLAG_CORRUPT) != 0
        || (packet.pos() >= 0 && packet.pos() + packet.size() > file.size())) {
      scan.cut();
      return;
    }
    if (scan.count() == 0) {
      firstTick = packet.pts();
      isSure = key;
    }
    isSure &=
        packet.pts() != AV_NOPTS_VALUE
            && (packet.flags() & AV_PKT_FLAG_DISCARD) == 0
            && !isHidden(packet);
    scan.add(packet.pts(), packet.duration(), key);
    scan.decoded(packet.dts() == AV_NOPTS_VALUE ? Long.MIN_VALUE : packet.dts());
  }

  /** Whether a VP9 packet on its own shows nothing: its header's bit show_frame is 0. */
  private boolean isHidden(AVPacket packet) {
    if (file.stream(stream).codecpar().codec_id() != AV_CODEC_ID_VP9) {
      return false;
    }
    BytePointer data = packet.data();
    int last = data.get(packet.size() - 1L) & 0xFF;
    if (packet.size() < 2 || (last & 0b1110_0000) == 0b1100_0000) {
      return false; // several frames in one packet, one of them shown
    }
    int header = (data.get(0) & 0xFF) << 8 | (data.get(1) & 0xFF);
    int profile = (header >> 13 & 1) | (header >> 12 & 1) << 1;
    int next = profile == 3 ? 10 : 11; // profile 3 has a reserved bit
    boolean showsOld = (header >> next & 1) == 1;
    boolean isShown = (header >> (next - 2) & 1) == 1;
    return !showsOld && !isShown;
  }
}
