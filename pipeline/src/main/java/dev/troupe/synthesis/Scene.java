package dev.troupe.synthesis;

import dev.troupe.media.FrameSize;
import java.awt.Color;
import java.awt.Paint;
import java.awt.RadialGradientPaint;
import java.awt.geom.Point2D;

/** What the parts of a puppet draw on and from: one identity in one pose at one size. */
final class Scene {
  private final Canvas canvas;
  private final Identity identity;
  private final Pose pose;
  private final FrameSize size;
  private final HeadView head;
  private final BodyView body;
  private final Paint skin;

  Scene(Canvas canvas, Identity identity, Pose pose, FrameSize size) {
    this.canvas = canvas;
    this.identity = identity;
    this.pose = pose;
    this.size = size;
    this.head =
        new HeadView(new HeadSurface(identity.head(), pose.mouth().open()), pose.head(), size);
    this.body = new BodyView(pose.head(), size);
    SkinLook look = identity.face().skin();
    this.skin = lit(look.base(), head.pixels(0.72));
  }

  Canvas canvas() {
    return canvas;
  }

  Identity identity() {
    return identity;
  }

  Identity.Face face() {
    return identity.face();
  }

  ArtStyle style() {
    return identity.style();
  }

  Pose pose() {
    return pose;
  }

  FrameSize size() {
    return size;
  }

  HeadView head() {
    return head;
  }

  BodyView body() {
    return body;
  }

  /** The paint of the face: light on one side, shade on the other. */
  Paint skin() {
    return skin;
  }

  /** A colour on the head as the light falls on it. */
  Paint lit(Color base, double radius) {
    ArtStyle style = style();
    double x = head.centre().x() + head.pixels(0.22) * style.lightX();
    double y = head.centre().y() - head.pixels(0.12);
    Color light = Tones.lighter(base, 0.20 * style.shade());
    Color shade = Tones.darker(base, 0.33 * style.shade());
    float half = (float) (0.26 * style.softness());
    float middle = 0.70f;
    return new RadialGradientPaint(
        new Point2D.Double(x, y),
        (float) Math.max(1e-3, radius),
        new float[] {0, middle - half - 0.1f * (half + 0.1f), middle - half, middle + half, 1},
        new Color[] {light, Tones.mix(light, base, 0.8), base, shade, shade});
  }

  /** Draws a polygon's outline in the style's width; nothing where the style has none. */
  void outline(Outline polygon, Color colour) {
    canvas.edge(polygon, head.pixels(style().outline()), colour);
  }

  /** Fills what of a polygon lies on the face: the far side of a turned head hides the rest. */
  void fillOnFace(Outline polygon, Paint paint) {
    boolean turned = Math.abs(pose.head().yaw()) > 0.3;
    canvas.fill(turned ? Polygons.clip(polygon, head.silhouette()) : polygon, paint);
  }

  /** A width in pixels that stays visible in small pictures. */
  double pen(double width) {
    return Math.max(head.pixels(width), 0.6);
  }

  /** A place of hair that hangs: it leaves the head's movement for the shoulders' below. */
  Spot hang(Point3 point) {
    double share = Math.max(0, Math.min(1, (point.y() - 0.25) / 0.5));
    Spot below = body.place(point.x(), point.y() - 0.10);
    return head.place(point).toward(below, 0.85 * share * share * (3 - 2 * share));
  }
}
