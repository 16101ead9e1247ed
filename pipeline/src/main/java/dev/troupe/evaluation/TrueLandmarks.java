package dev.troupe.evaluation;

import dev.troupe.evaluation.metrics.PatchLocator;
import dev.troupe.media.FrameSize;
import dev.troupe.media.Picture;
import dev.troupe.source.LandmarkLines;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A synthetic clip's true landmarks, and how far from them a generated picture shows the same
 * features. Of the 73 points those are used that a small patch can be recognised by: ends and
 * middles of the brows, eye corners and pupils, nose, mouth corners and middles of the lips; and of
 * those the visible ones.
 */
final class TrueLandmarks {
  private static final int POINTS = 73;
  private static final double HIDDEN = -1e6;

  /** Brows and nose, then eyes, then mouth. */
  private static final int[] CHOSEN = {
    17, 19, 21, 22, 24, 26, 30, 31, 35, 36, 39, 42, 45, 68, 69, 48, 51, 54, 57
  };

  /** A landmark is where it should be within this share of the picture's shorter side. */
  private static final double RIGHT_PLACE = 2 / 128.0;

  private static final int FIRST_OF_EYES = 9;
  private static final int FIRST_OF_MOUTH = 15;

  private final List<double[]> frames;

  private TrueLandmarks(List<double[]> frames) {
    this.frames = frames;
  }

  /**
   * Reads a file of JSON lines.
   *
   * @param file its URI or path
   * @param drawn the size that its pixels belong to
   * @param measured the size of the pictures that are measured
   * @throws IOException if it cannot be read
   * @throws dev.troupe.problems.BadDataException if a line is none
   */
  static TrueLandmarks read(String file, FrameSize drawn, FrameSize measured) throws IOException {
    double scaleX = measured.width() / (double) drawn.width();
    double scaleY = measured.height() / (double) drawn.height();
    List<double[]> frames = new ArrayList<>();
    LandmarkLines.read(
        file,
        Integer.MAX_VALUE,
        (frame, points) -> {
          if (points.size() != POINTS) {
            throw new IllegalArgumentException(
                "has %d points, expected %d".formatted(points.size(), POINTS));
          }
          double[] values = new double[3 * POINTS];
          for (int i = 0; i < POINTS; i++) {
            LandmarkLines.Point point = points.get(i);
            values[3 * i] = (point.x() + 0.5) * scaleX - 0.5;
            values[3 * i + 1] = (point.y() + 0.5) * scaleY - 0.5;
            values[3 * i + 2] = point.visible() ? 1 : 0;
          }
          frames.add(values);
        });
    return new TrueLandmarks(frames);
  }

  /** Measures one frame of each contender against the truth. */
  void measure(int frame, Picture truth, List<Picture> generated, List<Scores> scores) {
    if (frame >= frames.size()) {
      return;
    }
    PatchLocator locator = new PatchLocator(truth);
    double[] points = chosen(frames.get(frame));
    for (int i = 0; i < generated.size(); i++) {
      double[] distances = locator.displacements(generated.get(i), points);
      for (int point = 0; point < CHOSEN.length; point++) {
        if (!Double.isNaN(distances[point])) {
          add(scores.get(i), point, distances[point]);
          scores.get(i).add(Metric.PCK, distances[point] <= rightPlace(truth) ? 1 : 0);
        }
      }
    }
  }

  private static double rightPlace(Picture picture) {
    return RIGHT_PLACE * Math.min(picture.width(), picture.height());
  }

  private static void add(Scores scores, int point, double distance) {
    boolean missing = Double.isInfinite(distance);
    scores.addPoint(Metric.AKD, Metric.MKR, distance, missing);
    if (point >= FIRST_OF_MOUTH) {
      scores.addPoint(Metric.AKD_MOUTH, Metric.MKR_MOUTH, distance, missing);
    } else if (point >= FIRST_OF_EYES) {
      scores.addPoint(Metric.AKD_EYES, Metric.MKR_EYES, distance, missing);
    }
  }

  /** x and y of the chosen points; a place outside every picture where one is not visible. */
  private static double[] chosen(double[] all) {
    double[] points = new double[2 * CHOSEN.length];
    for (int i = 0; i < CHOSEN.length; i++) {
      boolean visible = all[3 * CHOSEN[i] + 2] != 0;
      points[2 * i] = visible ? all[3 * CHOSEN[i]] : HIDDEN;
      points[2 * i + 1] = visible ? all[3 * CHOSEN[i] + 1] : HIDDEN;
    }
    return points;
  }
}
