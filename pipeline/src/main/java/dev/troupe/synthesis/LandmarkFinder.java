package dev.troupe.synthesis;

import dev.troupe.media.FrameSize;
import java.util.ArrayList;
import java.util.List;

/** Finds the landmarks from the same geometry that the parts draw. */
final class LandmarkFinder {
  private static final String[] SIDES = {"left", "right"};

  private final Identity identity;
  private final Pose pose;
  private final FrameSize size;
  private final HeadView head;
  private final List<Landmark> found = new ArrayList<>();

  LandmarkFinder(Identity identity, Pose pose, FrameSize size) {
    this.identity = identity;
    this.pose = pose;
    this.size = size;
    this.head =
        new HeadView(new HeadSurface(identity.head(), pose.mouth().open()), pose.head(), size);
  }

  Landmarks find() {
    jaw();
    brow(-1);
    brow(1);
    nose();
    eye(-1);
    eye(1);
    mouth();
    pupil(-1);
    pupil(1);
    ear(-1);
    ear(1);
    Point3 crown = head.surface().around(0, -Math.PI / 2, 1);
    add("crown", head.place(crown), head.facing(crown) > -0.5);
    return new Landmarks(size, found);
  }

  private void jaw() {
    for (int i = 0; i < 17; i++) {
      double away = Math.abs(i - 8) / 8.0;
      double latitude = 1.5 - 1.42 * away;
      double longitude = i < 8 ? -1.42 : 1.42;
      Point3 point = head.surface().around(i == 8 ? 0 : longitude, latitude, 1);
      add("jaw-" + i, head.place(point), head.facing(point) > -0.12);
    }
  }

  private void brow(int side) {
    Outline line = Brows.line(identity, pose, side);
    for (int i = 0; i < 5; i++) {
      int along = side < 0 ? i : 4 - i;
      int at = along * (line.count() - 1) / 4;
      onFace(name(side) + "-brow-" + i, line.x(at), line.y(at), 0);
    }
  }

  private void nose() {
    NoseLook look = identity.face().nose();
    for (int i = 0; i < 4; i++) {
      double share = i / 3.0;
      double y = look.y() * (0.12 + 0.88 * share) - 0.01 * share;
      onFace("nose-bridge-" + i, 0, y, look.reach() * share);
    }
    for (int i = 0; i < 5; i++) {
      double x = look.width() * (i - 2) / 2.0;
      onFace("nose-base-" + i, x, look.y() + 0.02, look.reach() * 0.4);
    }
  }

  private void eye(int side) {
    EyeContour shape = new EyeContour(identity.face().eyes(), side, Eyes.lid(pose, side));
    Outline upper = shape.upper();
    Outline lower = shape.lower();
    int last = EyeContour.POINTS - 1;
    int third = EyeContour.POINTS * 3 / 8;
    int[] upperAt =
        side < 0 ? new int[] {0, third, last - third} : new int[] {last, last - third, third};
    int[] lowerAt =
        side < 0 ? new int[] {last, last - third, third} : new int[] {0, third, last - third};
    for (int i = 0; i < 3; i++) {
      onFace(name(side) + "-eye-" + i, upper.x(upperAt[i]), upper.y(upperAt[i]), 0);
    }
    for (int i = 0; i < 3; i++) {
      onFace(name(side) + "-eye-" + (i + 3), lower.x(lowerAt[i]), lower.y(lowerAt[i]), 0);
    }
  }

  private void mouth() {
    MouthContour lips = new MouthContour(identity.face().mouth(), pose.mouth());
    int last = MouthContour.POINTS - 1;
    ring(
        "mouth-outer-",
        lips.outerUpper(),
        lips.outerLower(),
        new int[] {0, 5, 8, 10, 12, 15, last});
    ring("mouth-inner-", lips.innerUpper(), lips.innerLower(), new int[] {0, 6, 10, 14, last});
  }

  private void ring(String name, Outline upper, Outline lower, int[] along) {
    int number = 0;
    for (int at : along) {
      onFace(name + number++, upper.x(at), upper.y(at), 0.018);
    }
    for (int i = along.length - 2; i > 0; i--) {
      onFace(name + number++, lower.x(along[i]), lower.y(along[i]), 0.018);
    }
  }

  private void pupil(int side) {
    Spot iris = Eyes.iris(identity.face().eyes(), pose, side);
    Point3 point = head.surface().front(iris.x(), iris.y(), 0);
    boolean open = Eyes.lid(pose, side) < 0.6;
    add(name(side) + "-pupil", head.place(point), open && head.facing(point) > 0.08);
  }

  private void ear(int side) {
    boolean covered = identity.face().hair().style().hangs();
    Spot middle = Ears.place(head, identity, side, 0.45, -0.1);
    add(name(side) + "-ear", middle, !covered && Ears.isNear(head, side));
  }

  private void onFace(String name, double x, double y, double lift) {
    Point3 point = head.surface().front(x, y, lift);
    add(name, head.place(point), head.facing(head.surface().front(x, y, 0)) > 0.02);
  }

  private void add(String name, Spot spot, boolean turned) {
    double x = spot.x() - 0.5;
    double y = spot.y() - 0.5;
    boolean inside = x >= -0.5 && y >= -0.5 && x < size.width() - 0.5 && y < size.height() - 0.5;
    found.add(new Landmark(name, x, y, turned && inside));
  }

  private static String name(int side) {
    return SIDES[side < 0 ? 0 : 1];
  }
}
