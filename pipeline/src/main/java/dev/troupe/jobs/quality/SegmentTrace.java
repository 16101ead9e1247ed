package dev.troupe.jobs.quality;

import dev.troupe.media.Picture;
import dev.troupe.motion.Keypoints;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a render task keeps of its segment's frames: a small file beside the committed segment, so
 * that a run which continues an interrupted item still knows them.
 *
 * @param frames the segment's frames, in order
 * @param previews JPEG images of those that are shown, by the frame's number in the video
 */
public record SegmentTrace(List<FrameTrace> frames, Map<Integer, byte[]> previews) {
  /** Copies both. */
  public SegmentTrace {
    frames = List.copyOf(frames);
    previews = new TreeMap<>(previews);
  }

  /**
   * The trace as a file.
   *
   * @return some 15 KB for 16 frames; the same bytes for the same trace
   */
  public byte[] toBytes() {
    return TraceFile.write(this);
  }

  /**
   * Reads what {@link #toBytes} wrote.
   *
   * @param name the file's name, for the message
   * @param bytes its content
   * @return the trace
   * @throws dev.troupe.problems.BadDataException if it is damaged
   */
  public static SegmentTrace read(String name, byte[] bytes) {
    return TraceFile.read(name, bytes);
  }

  /** Takes a segment's frames one by one as they are generated. */
  public static final class Recorder {
    private final int videoFrames;
    private final List<FrameTrace> frames = new ArrayList<>();
    private final Map<Integer, byte[]> previews = new TreeMap<>();

    /**
     * A recorder for one segment.
     *
     * @param videoFrames how many frames the finished video has
     */
    public Recorder(int videoFrames) {
      this.videoFrames = videoFrames;
    }

    /**
     * Takes the next frame.
     *
     * @param index its number in the finished video, from 0
     * @param time seconds after the video's first frame
     * @param moved the keypoints that it was generated from
     * @param generated its pixels, as they came from the network
     * @param occluded the share of the picture that the network made up; NaN where unknown
     */
    public void add(int index, double time, Keypoints moved, Picture generated, float occluded) {
      frames.add(FrameTrace.of(index, time, moved, generated, occluded));
      if (Previews.shows(index, videoFrames)) {
        previews.put(index, Previews.of(generated));
      }
    }

    /**
     * What was recorded.
     *
     * @return the segment's trace
     */
    public SegmentTrace trace() {
      return new SegmentTrace(frames, previews);
    }
  }
}
