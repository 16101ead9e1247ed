package dev.troupe.media;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/** Makes files whose clocks step, which no muxer writes, by changing bytes of whole ones. */
public final class BrokenClocks {
  private static final int FLV_HEADER = 13;
  private static final int SOUND_TAG = 8;

  private BrokenClocks() {}

  /** A time stamp of an FLV file, in milliseconds, and what becomes of it. */
  interface Stamp {
    long of(boolean sound, long milliseconds);
  }

  /** A clip of two seconds whose sound begins billions of years after its pictures. */
  public static Path soundAtTheEndOfTime(Path target) {
    return fragmentsAt(fragmented(target), 2, 1L << 62);
  }

  /** A fragmented MP4 of two seconds, track 1 pictures, track 2 sound. */
  static Path fragmented(Path target) {
    return TestVideos.of("mp4")
        .video("mpeg4", AV_PIX_FMT_YUV420P)
        .frames(50, 25)
        .sound(TestSound.of("aac", 2))
        .formatOptions(Map.of("movflags", "frag_keyframe+empty_moov+default_base_moof"))
        .write(target);
  }

  /** The bytes of files one behind the other, as recordings of a broadcast are joined. */
  static Path joined(Path target, Path... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (Path part : parts) {
      all.writeBytes(bytes(part));
    }
    return write(target, all.toByteArray());
  }

  /** FLV files one behind the other, with one header. */
  static Path reconnected(Path target, Path first, Path second) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(bytes(first));
    byte[] rest = bytes(second);
    all.write(rest, FLV_HEADER, rest.length - FLV_HEADER);
    return write(target, all.toByteArray());
  }

  /** An FLV file with other time stamps. */
  static Path restamped(Path flv, Stamp stamp) {
    byte[] bytes = bytes(flv);
    int at = FLV_HEADER;
    while (at + 11 < bytes.length) {
      int size = number(bytes, at + 1, 3);
      long time = number(bytes, at + 4, 3) | (bytes[at + 7] & 0xFFL) << 24;
      boolean isHeader = size > 1 && bytes[at + 12] == 0 && time == 0;
      if (bytes[at] != 18 && !isHeader) {
        long changed = stamp.of(bytes[at] == SOUND_TAG, time);
        bytes[at + 4] = (byte) (changed >> 16);
        bytes[at + 5] = (byte) (changed >> 8);
        bytes[at + 6] = (byte) changed;
        bytes[at + 7] = (byte) (changed >> 24);
      }
      at += 11 + size + 4;
    }
    return write(flv, bytes);
  }

  /** A fragmented MP4 whose fragments of one track, counted from 1, all begin at one time. */
  static Path fragmentsAt(Path mp4, int track, long time) {
    byte[] bytes = bytes(mp4);
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    int current = 0;
    for (int at = 4; at + 16 < bytes.length; at++) {
      String type = new String(bytes, at, 4, StandardCharsets.ISO_8859_1);
      if (type.equals("tfhd")) {
        current = buffer.getInt(at + 8);
      } else if (type.equals("tfdt") && current == track) {
        buffer.putLong(at + 8, time);
      }
    }
    return write(mp4, bytes);
  }

  private static int number(byte[] bytes, int at, int length) {
    int number = 0;
    for (byte part : Arrays.copyOfRange(bytes, at, at + length)) {
      number = number << 8 | (part & 0xFF);
    }
    return number;
  }

  private static byte[] bytes(Path path) {
    try {
      return Files.readAllBytes(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path write(Path path, byte[] bytes) {
    try {
      return Files.write(path, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
