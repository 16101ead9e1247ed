package dev.troupe.synthesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.troupe.media.FrameSize;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class GeometryTest {
  @Test
  void clip_squareByTriangle_leavesTheSharedArea() {
    Outline square = new Outline().add(0, 0).add(2, 0).add(2, 2).add(0, 2);
    Outline triangle = new Outline().add(0, 0).add(4, 0).add(0, 4);
    assertThat(area(Polygons.clip(square, triangle))).isCloseTo(4, within(1e-9));
    Outline corner = new Outline().add(0, 0).add(2, 0).add(0, 2);
    assertThat(area(Polygons.clip(square, corner))).isCloseTo(2, within(1e-9));
    Outline away = new Outline().add(5, 5).add(6, 5).add(5, 6);
    assertThat(Polygons.clip(square, away).count()).isZero();
  }

  @Test
  void clip_concaveSubject_staysInsideTheConvexOne() {
    Outline star = new Outline();
    for (int i = 0; i < 10; i++) {
      double radius = i % 2 == 0 ? 3 : 1;
      star.add(radius * Math.cos(i * Math.PI / 5), radius * Math.sin(i * Math.PI / 5));
    }
    Outline clipped = Polygons.clip(star, Curves.ellipse(0, 0, 2, 2, 40));
    for (int i = 0; i < clipped.count(); i++) {
      assertThat(Math.hypot(clipped.x(i), clipped.y(i))).isLessThan(2 + 1e-9);
    }
  }

  @Property
  void exit_anyDirection_liesOnTheEdge(@ForAll @DoubleRange(min = 0, max = 6.28) double angle) {
    Outline circle = Curves.ellipse(5, 5, 3, 3, 90);
    Spot exit = Polygons.exit(circle, 5, 5, 5 + 0.1 * Math.cos(angle), 5 + 0.1 * Math.sin(angle));
    assertThat(exit.distance(new Spot(5, 5))).isCloseTo(3, within(0.01));
    assertThat((exit.x() - 5) * Math.cos(angle) + (exit.y() - 5) * Math.sin(angle))
        .isCloseTo(3, within(0.01));
  }

  @Property
  void turn_anyPose_keepsLengths(
      @ForAll @DoubleRange(min = -1.2, max = 1.2) double yaw,
      @ForAll @DoubleRange(min = -0.8, max = 0.8) double pitch,
      @ForAll @DoubleRange(min = -1.2, max = 1.2) double roll) {
    HeadSurface surface = new HeadSurface(Identity.of(1).head(), 0);
    HeadPose pose = new HeadPose(yaw, pitch, roll, 0, 0, 1);
    Point3 turned = new HeadView(surface, pose, new FrameSize(64, 64)).turn(new Point3(1, 2, 3));
    assertThat(turned.x() * turned.x() + turned.y() * turned.y() + turned.z() * turned.z())
        .isCloseTo(14, within(1e-9));
  }

  @Test
  void silhouette_anyIdentity_holdsTheFace() {
    for (long seed = 0; seed < 30; seed++) {
      Identity identity = Identity.of(seed);
      HeadSurface surface = new HeadSurface(identity.head(), 0.5);
      HeadPose pose = new HeadPose(0.5, 0.2, 0.1, 0, 0, 1);
      HeadView view = new HeadView(surface, pose, new FrameSize(300, 300));
      Outline box = new Outline();
      for (int i = 0; i < 20; i++) {
        box.add(view.front(0.02 * (i - 10), 0.2 - 0.02 * i));
      }
      Outline square =
          new Outline().add(box.x(0), box.y(0)).add(box.x(10), box.y(10)).add(box.x(19), box.y(19));
      assertThat(area(Polygons.clip(square, view.silhouette())))
          .isCloseTo(area(square), within(1e-6));
    }
  }

  @Property
  void wander_anyTime_staysInRangeAndBelowItsSpeed(
      @ForAll long seed, @ForAll @DoubleRange(min = 0, max = 1000) double time) {
    Wander wander = new Wander(seed, -2, 3, 1.5, 0.5);
    assertThat(wander.at(time)).isBetween(-2.0, 3.0);
    double step = 1e-3;
    assertThat(Math.abs(wander.at(time + step) - wander.at(time)))
        .isLessThanOrEqualTo(wander.speed() * step + 1e-9);
  }

  private static double area(Outline polygon) {
    double twice = 0;
    for (int i = 0; i < polygon.count(); i++) {
      int j = (i + 1) % polygon.count();
      twice += polygon.x(i) * polygon.y(j) - polygon.x(j) * polygon.y(i);
    }
    return Math.abs(twice / 2);
  }
}
