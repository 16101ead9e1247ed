package dev.troupe.jobs.batch;

import dev.troupe.jobs.quality.FrameMetrics;
import dev.troupe.jobs.quality.Previews;
import dev.troupe.jobs.quality.RenderedQuality;
import dev.troupe.media.FrameSize;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a task says of an item that it was to join and publish.
 *
 * @param work the item's number in its group
 * @param video what was published; null where nothing was
 * @param quality of its frames; null where nothing was published
 * @param seconds how long the task worked on it
 * @param failure why it cannot be published; null also where segments were gone
 */
record ItemOutcome(
    int work,
    @Nullable Video video,
    @Nullable Quality quality,
    double seconds,
    @Nullable String failure)
    implements Serializable {

  /** A published video: its own bytes, and those of all files written for it together. */
  record Video(
      int frames, double seconds, double audioDrift, FrameSize size, long bytes, long written)
      implements Serializable {}

  /** Segments were gone: another run has published the item, or removed its work. */
  boolean isLost() {
    return video == null && failure == null;
  }

  /** Frames' metrics and previews as arrays: rows of objects do not travel. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Quality(double[] times, float[][] metrics, byte[] @Nullable [] previews)
      implements Serializable {

    static Quality of(RenderedQuality quality) {
      List<FrameMetrics> frames = quality.frames();
      double[] times = new double[frames.size()];
      float[][] metrics = new float[frames.size()][];
      for (int i = 0; i < times.length; i++) {
        FrameMetrics frame = frames.get(i);
        times[i] = frame.time();
        metrics[i] = new float[] {frame.jitter(), frame.flicker(), frame.drift(), frame.occluded()};
      }
      Previews previews = quality.previews();
      return new Quality(
          times,
          metrics,
          new byte[][] {
            previews.first().orElse(null),
            previews.middle().orElse(null),
            previews.last().orElse(null)
          });
    }

    List<FrameMetrics> frames() {
      List<FrameMetrics> frames = new ArrayList<>(times.length);
      for (int i = 0; i < times.length; i++) {
        float[] each = metrics[i];
        frames.add(new FrameMetrics(i, times[i], each[0], each[1], each[2], each[3]));
      }
      return frames;
    }

    Previews shown() {
      return new Previews(
          Optional.ofNullable(previews[0]),
          Optional.ofNullable(previews[1]),
          Optional.ofNullable(previews[2]));
    }
  }
}
