package dev.troupe.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.troupe.evaluation.metrics.PatchLocator;
import dev.troupe.media.FrameSize;
import dev.troupe.media.Picture;
import dev.troupe.problems.BadDataException;
import dev.troupe.source.HadoopFiles;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
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
  private static final int[] BROWS_AND_NOSE = {17, 19, 21, 22, 24, 26, 30, 31, 35};
  private static final int[] EYES = {36, 39, 42, 45, 68, 69};
  private static final int[] MOUTH = {48, 51, 54, 57};
  private static final ObjectMapper JSON = new ObjectMapper();

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
   * @throws BadDataException if a line is none
   */
  static TrueLandmarks read(String file, FrameSize drawn, FrameSize measured) throws IOException {
    double scaleX = measured.width() / (double) drawn.width();
    double scaleY = measured.height() / (double) drawn.height();
    List<double[]> frames = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                Channels.newInputStream(HadoopFiles.input(file).open()), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonNode points = JSON.readTree(line).path("points");
        if (points.size() != POINTS) {
          throw new BadDataException(
              "Cannot read landmarks %s: line %d has %d points, expected %d"
                  .formatted(file, frames.size() + 1, points.size(), POINTS));
        }
        double[] values = new double[3 * POINTS];
        for (int i = 0; i < POINTS; i++) {
          values[3 * i] = (points.path(i).path(0).asDouble() + 0.5) * scaleX - 0.5;
          values[3 * i + 1] = (points.path(i).path(1).asDouble() + 0.5) * scaleY - 0.5;
          values[3 * i + 2] = points.path(i).path(2).asDouble();
        }
        frames.add(values);
      }
    }
    return new TrueLandmarks(frames);
  }

  /** Measures one frame of each contender against the truth. */
  void measure(int frame, Picture truth, List<Picture> generated, List<Scores> scores) {
    if (frame >= frames.size()) {
      return;
    }
    PatchLocator locator = new PatchLocator(truth);
    for (int i = 0; i < generated.size(); i++) {
      Picture picture = generated.get(i);
      Scores each = scores.get(i);
      measure(locator, frames.get(frame), BROWS_AND_NOSE, picture, each, List.of());
      measure(
          locator,
          frames.get(frame),
          EYES,
          picture,
          each,
          List.of(Metric.AKD_EYES, Metric.MKR_EYES));
      measure(
          locator,
          frames.get(frame),
          MOUTH,
          picture,
          each,
          List.of(Metric.AKD_MOUTH, Metric.MKR_MOUTH));
    }
  }

  private static void measure(
      PatchLocator locator,
      double[] points,
      int[] chosen,
      Picture picture,
      Scores scores,
      List<Metric> group) {
    for (int i : chosen) {
      double distance =
          points[3 * i + 2] == 0
              ? Double.NaN
              : locator.displacement(picture, points[3 * i], points[3 * i + 1]);
      if (!Double.isNaN(distance)) {
        boolean missing = Double.isInfinite(distance);
        scores.addPoint(Metric.AKD, Metric.MKR, distance, missing);
        if (!group.isEmpty()) {
          scores.addPoint(group.get(0), group.get(1), distance, missing);
        }
      }
    }
  }
}
