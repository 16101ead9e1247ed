package dev.troupe.media;

import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;

/** Packets for one stream of a finished video. */
interface PacketSource extends AutoCloseable {

  /** Makes a muxer's stream fit the packets. */
  void describe(AVStream target);

  /** Seconds per tick of the packets' times, which count from the video's first frame. */
  Rational timeBase();

  /**
   * Reads on to the next packet.
   *
   * @return false behind the last one
   */
  boolean next(AVPacket packet);

  @Override
  void close();
}
