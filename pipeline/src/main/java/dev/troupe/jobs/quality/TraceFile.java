package dev.troupe.jobs.quality;

import dev.troupe.motion.Keypoints;
import dev.troupe.problems.BadDataException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/** A segment's trace as bytes: deflated, big-endian, every length checked before it is believed. */
final class TraceFile {
  private static final int VERSION = 0x54520001;
  private static final int MOST_FRAMES = 1 << 16;
  private static final int MOST_KEYPOINTS = 1 << 10;
  private static final int MOST_PREVIEW_BYTES = 1 << 20;

  private TraceFile() {}

  static byte[] write(SegmentTrace trace) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(new DeflaterOutputStream(bytes))) {
      out.writeInt(VERSION);
      out.writeInt(trace.frames().size());
      for (FrameTrace frame : trace.frames()) {
        write(frame, out);
      }
      out.writeInt(trace.previews().size());
      for (Map.Entry<Integer, byte[]> preview : trace.previews().entrySet()) {
        out.writeInt(preview.getKey());
        out.writeInt(preview.getValue().length);
        out.write(preview.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot fail", e);
    }
    return bytes.toByteArray();
  }

  private static void write(FrameTrace frame, DataOutputStream out) throws IOException {
    out.writeInt(frame.index());
    out.writeDouble(frame.time());
    out.writeFloat(frame.occluded());
    out.writeInt(frame.moved().count());
    for (float coordinate : frame.moved().values()) {
      out.writeFloat(coordinate);
    }
    out.write(frame.thumbnail());
  }

  static SegmentTrace read(String name, byte[] bytes) {
    try (DataInputStream in =
        new DataInputStream(new InflaterInputStream(new ByteArrayInputStream(bytes)))) {
      if (in.readInt() != VERSION) {
        throw new IOException("another format");
      }
      int count = length(in, MOST_FRAMES);
      List<FrameTrace> frames = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        frames.add(frame(in));
      }
      return new SegmentTrace(frames, previews(in, count));
    } catch (IOException | IllegalArgumentException e) {
      throw new BadDataException(
          "Cannot read %s: it is no trace of a segment, or damaged (%s)"
              .formatted(name, e.getMessage()),
          e);
    }
  }

  private static FrameTrace frame(DataInputStream in) throws IOException {
    int index = in.readInt();
    double time = in.readDouble();
    float occluded = in.readFloat();
    float[] values = new float[2 * length(in, MOST_KEYPOINTS)];
    for (int i = 0; i < values.length; i++) {
      values[i] = in.readFloat();
    }
    byte[] thumbnail = exactly(in, FrameTrace.SIDE * FrameTrace.SIDE);
    return new FrameTrace(index, time, new Keypoints(values, new float[0]), thumbnail, occluded);
  }

  private static Map<Integer, byte[]> previews(DataInputStream in, int frames) throws IOException {
    Map<Integer, byte[]> previews = new TreeMap<>();
    int count = length(in, frames);
    for (int i = 0; i < count; i++) {
      int index = in.readInt();
      previews.put(index, exactly(in, length(in, MOST_PREVIEW_BYTES)));
    }
    return previews;
  }

  private static byte[] exactly(DataInputStream in, int length) throws IOException {
    byte[] bytes = new byte[length];
    in.readFully(bytes);
    return bytes;
  }

  private static int length(DataInputStream in, int most) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > most) {
      throw new IOException("a length of " + length);
    }
    return length;
  }
}
