package dev.troupe.synthesis;

import dev.troupe.media.FrameSize;
import java.util.List;

/**
 * The true landmarks of one picture: 73 points, always the same in the same order. The first 68
 * follow the order customary for faces (jaw 17, brows 5 and 5, nose 4 and 5, eyes 6 and 6, outer
 * lips 12, inner lips 8), then come two pupils, two ears and the crown of the skull.
 *
 * @param size of the picture
 * @param points in the fixed order
 */
public record Landmarks(FrameSize size, List<Landmark> points) {
  /** Copies the list. */
  public Landmarks {
    points = List.copyOf(points);
  }

  /**
   * The landmarks of the picture that {@link Puppet#draw} makes of the same arguments.
   *
   * @param identity who
   * @param pose doing what
   * @param size of the picture
   * @return where every feature is
   */
  public static Landmarks of(Identity identity, Pose pose, FrameSize size) {
    return new LandmarkFinder(identity, pose, size).find();
  }

  /**
   * One landmark.
   *
   * @param name such as {@code left-pupil}
   * @return the landmark of that name
   * @throws IllegalArgumentException if there is none
   */
  public Landmark named(String name) {
    return points.stream()
        .filter(point -> point.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("there is no landmark named \"" + name + "\""));
  }

  /**
   * All positions as keypoints are given: x and y of each in turn, -1 and 1 at the centres of the
   * corner pixels.
   *
   * @return two numbers for each point; outside [-1, 1] where the point is outside the picture
   */
  public float[] normalised() {
    float[] values = new float[2 * points.size()];
    for (int i = 0; i < points.size(); i++) {
      values[2 * i] = normalised(points.get(i).x(), size.width());
      values[2 * i + 1] = normalised(points.get(i).y(), size.height());
    }
    return values;
  }

  private static float normalised(double pixel, int side) {
    return side == 1 ? 0 : (float) (2 * pixel / (side - 1) - 1);
  }
}
