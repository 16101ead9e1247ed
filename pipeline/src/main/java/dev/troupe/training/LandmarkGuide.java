package dev.troupe.training;

import com.fasterxml.jackson.databind.JsonNode;
import dev.troupe.media.Clip;
import dev.troupe.media.FrameSize;
import dev.troupe.problems.BadDataException;
import dev.troupe.source.LandmarkLines;
import dev.troupe.source.LandmarkLines.Point;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Which landmarks guide keypoints: eyelids and lips are small and move alone, and unguided
 * keypoints rarely settle on them. The idea is that of the landmark term of LivePortrait (Guo et
 * al. 2024, section 3.2).
 *
 * @param groups for each guided keypoint the numbers of the landmarks, counted from 0, between
 *     which it is to lie
 * @param size of the pictures that training sees
 */
record LandmarkGuide(List<List<Integer>> groups, FrameSize size) {
  /** x, y and weight. */
  static final int NUMBERS = 3;

  static final LandmarkGuide NONE = new LandmarkGuide(List.of(), new FrameSize(1, 1));

  /** Reads {@code landmark_guide}. */
  static LandmarkGuide of(ConfigSection train) {
    List<List<Integer>> groups = new ArrayList<>();
    boolean good = true;
    JsonNode lists = train.node().path("landmark_guide");
    for (JsonNode list : lists) {
      List<Integer> group = new ArrayList<>();
      for (JsonNode number : list) {
        good &=
            number.isInt()
                && number.intValue() >= 0
                && number.intValue() < LandmarkLines.MOST_LANDMARKS;
        group.add(number.intValue());
      }
      good &= list.isArray() && !group.isEmpty();
      groups.add(List.copyOf(group));
    }
    if (!good || !(lists.isMissingNode() || lists.isArray())) {
      train
          .mistakes()
          .accept(
              "train_params.landmark_guide must be lists of landmark numbers from 0 to %d, found %s"
                  .formatted(LandmarkLines.MOST_LANDMARKS - 1, lists));
    }
    return new LandmarkGuide(List.copyOf(groups), NONE.size());
  }

  LandmarkGuide at(FrameSize frameSize) {
    return new LandmarkGuide(groups, frameSize);
  }

  boolean isGiven() {
    return !groups.isEmpty();
  }

  /** How many numbers a frame's aims are. */
  int numbers() {
    return NUMBERS * groups.size();
  }

  /**
   * Reads a clip's landmarks: a line of JSON per frame, whose {@code points} are [x, y, visible] in
   * pixels of the clip, 0 at the first pixel's centre; invisible ones do not count.
   *
   * @param file its URI
   * @return (frames, guided, 3): x and y with -1 and 1 at the centres of the corner pixels of
   *     training's pictures, and the weight, 0 or 1; empty where there is no such file
   * @throws BadDataException if a line is none, or fewer lines than frames
   * @throws IOException if the file cannot be read
   */
  float[] aims(String file, Clip clip) throws IOException {
    if (!isGiven()) {
      return new float[0];
    }
    float[] aims = new float[clip.timeline().count() * numbers()];
    int frames;
    try {
      frames =
          LandmarkLines.read(
              file,
              clip.timeline().count(),
              (frame, points) -> aim(points, clip.size(), aims, frame * numbers()));
    } catch (FileNotFoundException e) {
      return new float[0];
    }
    if (frames < clip.timeline().count()) {
      throw new BadDataException(
          "Cannot train on landmarks %s: expected %d frames, found %d"
              .formatted(file, clip.timeline().count(), frames));
    }
    return aims;
  }

  private void aim(List<Point> points, FrameSize drawn, float[] aims, int offset) {
    double factor =
        Math.max(size.width() / (double) drawn.width(), size.height() / (double) drawn.height());
    for (int i = 0; i < groups.size(); i++) {
      double x = 0;
      double y = 0;
      boolean visible = true;
      for (int landmark : groups.get(i)) {
        if (landmark >= points.size()) {
          throw new IllegalArgumentException("has no landmark " + landmark);
        }
        Point point = points.get(landmark);
        x += point.x() / groups.get(i).size();
        y += point.y() / groups.get(i).size();
        visible &= point.visible();
      }
      int at = offset + NUMBERS * i;
      aims[at] = place(x, factor, drawn.width(), size.width());
      aims[at + 1] = place(y, factor, drawn.height(), size.height());
      boolean inside = Math.abs(aims[at]) <= 1 && Math.abs(aims[at + 1]) <= 1;
      aims[at + 2] = visible && inside ? 1 : 0;
    }
  }

  /** As frames are scaled until they cover the training's size and cut in the middle. */
  private static float place(double pixel, double factor, int from, int to) {
    double scaled = (pixel + 0.5) * factor - (from * factor - to) / 2 - 0.5;
    return (float) (2 * scaled / Math.max(1, to - 1) - 1);
  }

  /** The aims of two frames; of weight 0 where the video has none. */
  float[] pair(float[] aims, int source, int driving) {
    float[] pair = new float[2 * numbers()];
    if (aims.length > 0) {
      System.arraycopy(aims, source * numbers(), pair, 0, numbers());
      System.arraycopy(aims, driving * numbers(), pair, numbers(), numbers());
    }
    return pair;
  }
}
