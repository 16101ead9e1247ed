package dev.troupe.jobs.synthesis;

import dev.troupe.synthesis.Landmark;
import dev.troupe.synthesis.Landmarks;
import dev.troupe.synthesis.Pose;
import java.nio.charset.StandardCharsets;

/**
 * A clip's true landmarks as JSON lines, one frame each: {@code frame}, {@code pose} and {@code
 * points}, a list of [x, y, visible] in the order of {@link Landmarks}, in pixels.
 */
final class LandmarkLines {
  private final StringBuilder lines = new StringBuilder();

  /** Adds the next frame. */
  void add(int frame, Pose pose, Landmarks landmarks) {
    lines.append("{\"frame\":").append(frame).append(",\"pose\":");
    pose(pose);
    lines.append(",\"points\":[");
    String comma = "";
    for (Landmark point : landmarks.points()) {
      lines.append(comma).append('[');
      number(point.x(), 100).append(',');
      number(point.y(), 100).append(',').append(point.visible() ? 1 : 0).append(']');
      comma = ",";
    }
    lines.append("]}\n");
  }

  byte[] toBytes() {
    return lines.toString().getBytes(StandardCharsets.UTF_8);
  }

  private void pose(Pose pose) {
    field("{", "yaw", pose.head().yaw());
    field(",", "pitch", pose.head().pitch());
    field(",", "roll", pose.head().roll());
    field(",", "x", pose.head().x());
    field(",", "y", pose.head().y());
    field(",", "scale", pose.head().scale());
    field(",", "gazeX", pose.eyes().gazeX());
    field(",", "gazeY", pose.eyes().gazeY());
    field(",", "leftLid", pose.eyes().leftLid());
    field(",", "rightLid", pose.eyes().rightLid());
    field(",", "leftBrow", pose.brows().left());
    field(",", "rightBrow", pose.brows().right());
    field(",", "frown", pose.brows().frown());
    field(",", "mouthOpen", pose.mouth().open());
    field(",", "mouthWidth", pose.mouth().width());
    field(",", "smile", pose.mouth().smile());
    lines.append('}');
  }

  private void field(String before, String name, double value) {
    lines.append(before).append('"').append(name).append("\":");
    number(value, 10_000);
  }

  private StringBuilder number(double value, int steps) {
    return lines.append(Math.round(value * steps) / (double) steps);
  }
}
