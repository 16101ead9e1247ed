package dev.troupe.media;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_AAC;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_AC3;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MP3;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_DATA_NEW_EXTRADATA;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_get_side_data;

import java.util.Arrays;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.SizeTPointer;

/**
 * What all packets of a sound must have in common to be copied under one header: rate and channels,
 * as far as packets state them. A joined file may change them midway.
 */
final class SoundSignature {
  private final AVCodecParameters codec;
  private final MediaInput input;
  private int first = -1;

  SoundSignature(SoundFile file) {
    codec = file.stream().codecpar();
    input = file.sound().input();
  }

  /**
   * Compares a packet with those before it.
   *
   * @throws dev.troupe.problems.BadDataException if it needs another header
   */
  void check(AVPacket packet) {
    int found = signature(packet);
    if (first >= 0 && found >= 0 && found != first) {
      throw change();
    }
    first = first >= 0 ? first : found;
    try (SizeTPointer size = new SizeTPointer(1)) {
      BytePointer header = av_packet_get_side_data(packet, AV_PKT_DATA_NEW_EXTRADATA, size);
      if (header != null
          && codec.extradata() != null
          && !Arrays.equals(
              bytes(header, (int) size.get()), bytes(codec.extradata(), codec.extradata_size()))) {
        throw change();
      }
    }
  }

  private RuntimeException change() {
    return Faults.cannotRead(input, "its sound changes its rate or channels");
  }

  /** Rate and channels from the packet's own header, or -1. */
  private int signature(AVPacket packet) {
    if (packet.size() < 8) {
      return -1;
    }
    byte[] head = bytes(packet.data(), 8);
    int sync = (head[0] & 0xFF) << 8 | (head[1] & 0xFF);
    int id = codec.codec_id();
    if (id == AV_CODEC_ID_AAC && codec.extradata_size() == 0 && (sync & 0xFFF6) == 0xFFF0) {
      return (head[2] & 0xFD) << 8 | (head[3] & 0xC0); // ADTS
    }
    if (id == AV_CODEC_ID_MP3 && (sync & 0xFFE0) == 0xFFE0) {
      return (head[1] & 0x1E) << 8 | (head[2] & 0x0C);
    }
    if (id == AV_CODEC_ID_AC3 && sync == 0x0B77) {
      return head[4] & 0xC0;
    }
    return -1;
  }

  private static byte[] bytes(BytePointer data, int count) {
    byte[] bytes = new byte[count];
    data.get(bytes);
    return bytes;
  }
}
