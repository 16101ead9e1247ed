package dev.troupe.jobs.quality;

import dev.troupe.motion.Keypoints;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** Finds in a clip's motion table what will probably spoil results, before anything is rendered. */
public final class Preflight {
  /** Of brightness: a cut changes far more of the picture than a head that turns. */
  static final double CUT = 0.1;

  /** And more than so many times what is usual around it, so that busy clips are no row of cuts. */
  static final double ABOVE_USUAL = 6;

  /** Mean brightness of a black frame; video black is a little above 0. */
  static final double BLACK = 0.04;

  /** Coordinates; of 256 pixels, one and a quarter. */
  static final double STILL = 0.01;

  /** Coordinates; of 256 pixels, five. */
  static final double NEAR_EDGE = 0.04;

  /** A few frames at the edge do no harm. */
  static final double MANY = 0.1;

  private static final int NAMED = 5;
  private static final int USUAL_FRAMES = 12;

  private Preflight() {}

  /**
   * The warnings about a clip.
   *
   * @param frames the frames used, in order
   * @return at most one of each kind, in the order of the kinds
   */
  public static List<Warning> of(List<ClipFrame> frames) {
    return of(frames, "try another --fit");
  }

  /**
   * The warnings about a clip.
   *
   * @param frames the frames used, in order
   * @param remedy what helps where keypoints lie at the edge, see {@link Cropping#remedy}
   * @return at most one of each kind, in the order of the kinds
   */
  public static List<Warning> of(List<ClipFrame> frames, String remedy) {
    List<Warning> warnings = new ArrayList<>();
    List<ClipFrame> cuts = cuts(frames);
    if (!cuts.isEmpty()) {
      warnings.add(
          new Warning(
              Warning.Kind.JUMP_CUT,
              "%s at %s: the motion after it belongs to another shot; take one shot with --start and --end."
                  .formatted(cuts.size() == 1 ? "Jump cut" : "Jump cuts", times(cuts))));
    }
    List<ClipFrame> black = where(frames, frame -> frame.quality().luma() < BLACK);
    if (!black.isEmpty()) {
      warnings.add(
          new Warning(
              Warning.Kind.BLACK_FRAMES,
              "%s black, the first at %s; leave them out with --start and --end."
                  .formatted(count(black.size(), frames.size(), "is", "are"), times(black, 1))));
    }
    if (frames.size() > 1 && isStill(frames)) {
      warnings.add(
          new Warning(
              Warning.Kind.NO_MOTION,
              "Nothing moves from first to last frame; take another clip, or another part of it."));
    }
    List<ClipFrame> edge = where(frames, frame -> frame.quality().edge() < NEAR_EDGE);
    if (edge.size() > MANY * frames.size()) {
      warnings.add(
          new Warning(
              Warning.Kind.EDGE,
              "%s a keypoint at the picture's edge, the first at %s; %s."
                  .formatted(
                      count(edge.size(), frames.size(), "has", "have"), times(edge, 1), remedy)));
    }
    return warnings;
  }

  /** A change of its own, not one of many: faces that move fast change as much in every frame. */
  private static List<ClipFrame> cuts(List<ClipFrame> frames) {
    List<ClipFrame> cuts = new ArrayList<>();
    for (int i = 1; i < frames.size(); i++) {
      float change = frames.get(i).quality().change();
      if (change > CUT && change > ABOVE_USUAL * usual(frames, i)) {
        cuts.add(frames.get(i));
      }
    }
    return cuts;
  }

  /** The median change of the frames around one, without it. */
  private static double usual(List<ClipFrame> frames, int index) {
    int from = Math.max(1, index - USUAL_FRAMES);
    int until = Math.min(frames.size(), index + USUAL_FRAMES + 1);
    List<Float> changes = new ArrayList<>();
    for (int i = from; i < until; i++) {
      if (i != index) {
        changes.add(frames.get(i).quality().change());
      }
    }
    changes.sort(null);
    return changes.isEmpty() ? 0 : changes.get(changes.size() / 2);
  }

  private static boolean isStill(List<ClipFrame> frames) {
    Keypoints first = frames.get(0).keypoints();
    for (int k = 0; k < first.count(); k++) {
      int keypoint = k;
      if (spread(frames, frame -> frame.x(keypoint)) > STILL
          || spread(frames, frame -> frame.y(keypoint)) > STILL) {
        return false;
      }
    }
    return true;
  }

  private static double spread(List<ClipFrame> frames, Coordinate coordinate) {
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (ClipFrame frame : frames) {
      double value = coordinate.of(frame.keypoints());
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
    return most - least;
  }

  private interface Coordinate {
    float of(Keypoints keypoints);
  }

  private static List<ClipFrame> where(List<ClipFrame> frames, Predicate<ClipFrame> condition) {
    return frames.stream().filter(condition).toList();
  }

  private static String count(int some, int all, String one, String many) {
    return some == 1
        ? "1 of %d frames %s".formatted(all, one)
        : "%d of %d frames %s".formatted(some, all, many);
  }

  private static String times(List<ClipFrame> frames) {
    int more = frames.size() - NAMED;
    return times(frames, NAMED) + (more > 0 ? " and %d more".formatted(more) : "");
  }

  private static String times(List<ClipFrame> frames, int most) {
    return String.join(
        ", ",
        frames.stream()
            .limit(most)
            .map(
                frame ->
                    String.format(Locale.ROOT, "%.2f s (frame %d)", frame.time(), frame.index()))
            .toList());
  }
}
