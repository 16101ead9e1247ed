package dev.troupe.model;

import dev.troupe.media.FrameSize;
import dev.troupe.torchscript.ScriptModule;
import dev.troupe.torchscript.TensorData;
import java.util.List;

/**
 * Heat maps and sparse motions as TorchScript, between the variables {@code source_value}, {@code
 * source_jacobian}, {@code driving_value}, {@code driving_jacobian}, {@code n} and {@code heat},
 * {@code motion_x}, {@code motion_y} (each (N,K+1,h,w)).
 *
 * <p>Everything that is separable stays so until the last moment: coordinates are rows (1,w) and
 * columns (h,1), so that exponentials and products are taken of lines, not of pictures.
 */
final class MotionFormulas {
  private final NetworkConfig config;
  private final ScriptText text;
  private final int keypoints;
  private final int width;
  private final int height;

  MotionFormulas(NetworkConfig config, ScriptText text) {
    this.config = config;
    this.text = text;
    this.keypoints = config.keypointCount();
    FrameSize size = config.motionSize();
    this.width = size.width();
    this.height = size.height();
  }

  /** The coordinates that the formulas refer to, as buffers. */
  void appendGrids(ScriptModule.Builder module) {
    module.buffer("row", Grids.line(width, 1, 1, 1, width));
    module.buffer("column", Grids.line(height, 1, 1, height, 1));
    module.buffer(
        "nothing", TensorData.of(List.of(1, 1, height, width), new float[height * width]));
  }

  void append() {
    appendDistances("source");
    appendDistances("driving");
    appendHeatMaps();
    appendMotions();
  }

  /** How far every column and row is from each keypoint: (1 or N,K,1,w) and (1 or N,K,h,1). */
  private void appendDistances(String whose) {
    text.line("%s_at = torch.reshape(%s_value, [-1, %d, 2, 1, 1])", whose, whose, keypoints);
    text.line("%s_x = torch.select(%s_at, 2, 0)", whose, whose);
    text.line("%s_y = torch.select(%s_at, 2, 1)", whose, whose);
    text.line("%s_dx = torch.sub(self.row, %s_x)", whose, whose);
    text.line("%s_dy = torch.sub(self.column, %s_y)", whose, whose);
    String factor = Double.toString(-0.5 / config.denseMotion().keypointVariance());
    text.line(
        "%s_heat = torch.mul(torch.exp(torch.mul(torch.mul(%s_dx, %s_dx), %s)),"
            + " torch.exp(torch.mul(torch.mul(%s_dy, %s_dy), %s)))",
        whose, whose, whose, factor, whose, whose, factor);
  }

  private void appendHeatMaps() {
    text.line(
        "heat = torch.cat([torch.expand(self.nothing, [n, 1, %d, %d]),"
            + " torch.sub(driving_heat, source_heat)], 1)",
        height, width);
  }

  /** Where each motion fetches its pixels: S.jac * inverse(D.jac) * (g - D) + S. */
  private void appendMotions() {
    if (config.hasJacobians()) {
      appendProduct();
      for (String axis : List.of("x", "y")) {
        text.line(
            "moved_%s = torch.add(torch.add(torch.mul(%s_from_x, driving_dx), source_%s),"
                + " torch.mul(%s_from_y, driving_dy))",
            axis, axis, axis, axis);
      }
    } else {
      String shape = "[n, %d, %d, %d]".formatted(keypoints, height, width);
      text.line("moved_x = torch.expand(torch.add(driving_dx, source_x), %s)", shape);
      text.line("moved_y = torch.expand(torch.add(driving_dy, source_y), %s)", shape);
    }
    String still = "[n, 1, %d, %d]".formatted(height, width);
    text.line("motion_x = torch.cat([torch.expand(self.row, %s), moved_x], 1)", still);
    text.line("motion_y = torch.cat([torch.expand(self.column, %s), moved_y], 1)", still);
  }

  /** The matrix S.jac * inverse(D.jac), its four elements as (N,K,1,1). */
  private void appendProduct() {
    for (String whose : List.of("source", "driving")) {
      text.line("%s_flat = torch.reshape(%s_jacobian, [-1, %d, 4, 1, 1])", whose, whose, keypoints);
      for (int i = 0; i < 4; i++) {
        text.line("%s%d = torch.select(%s_flat, 2, %d)", whose.charAt(0), i, whose, i);
      }
    }
    text.line("det = torch.sub(torch.mul(d0, d3), torch.mul(d1, d2))");
    appendElement("x_from_x", "s0", "d3", "s1", "d2");
    appendElement("x_from_y", "s1", "d0", "s0", "d1");
    appendElement("y_from_x", "s2", "d3", "s3", "d2");
    appendElement("y_from_y", "s3", "d0", "s2", "d1");
  }

  private void appendElement(String name, String a, String b, String c, String d) {
    text.line(
        "%s = torch.div(torch.sub(torch.mul(%s, %s), torch.mul(%s, %s)), det)", name, a, b, c, d);
  }
}
