package dev.troupe.model;

import dev.troupe.media.FrameSize;
import dev.troupe.torchscript.TensorData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The dense motion network as a TorchScript method {@code dense_motion(small, source_value,
 * source_jacobian, driving_value, driving_jacobian) -> (mask (N,K+1,h,w), deformation (N,h,w,2),
 * occlusion (N,1,h,w), warps (N,K+1,3,h,w))}.
 *
 * <p>Everything that is separable stays so until the last moment: coordinates are rows (1,w) and
 * columns (h,1), so that exponentials and products are taken of lines, not of pictures.
 */
final class DenseMotionScript {
  private static final String NETWORK = "dense_motion_network.";

  private final NetworkConfig config;
  private final boolean alignCorners;
  private final BlockScript blocks;
  private final ScriptText text =
      new ScriptText(
          "dense_motion(self, small: Tensor, source_value: Tensor, source_jacobian: Tensor,"
              + " driving_value: Tensor, driving_jacobian: Tensor)"
              + " -> Tuple[Tensor, Tensor, Tensor, Tensor]");
  private final int keypoints;
  private final int width;
  private final int height;

  DenseMotionScript(NetworkConfig config, boolean alignCorners, BlockScript blocks) {
    this.config = config;
    this.alignCorners = alignCorners;
    this.blocks = blocks;
    this.keypoints = config.keypointCount();
    FrameSize size = config.motionSize();
    this.width = size.width();
    this.height = size.height();
  }

  void append() {
    blocks.buffer("row", Grids.line(width, 1, 1, 1, width));
    blocks.buffer("column", Grids.line(height, 1, 1, height, 1));
    blocks.buffer(
        "nothing", TensorData.of(List.of(1, 1, height, width), new float[height * width]));
    text.line("n = torch.size(driving_value, 0)");
    appendDistances("source");
    appendDistances("driving");
    appendHeatMaps();
    appendMotions();
    appendWarps();
    appendMaps();
    text.line("return (mask, deformation, occlusion, warps)");
    blocks.module().method(text.toString());
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

  /** All K+1 warps of the small source in one sampling. */
  private void appendWarps() {
    int motions = keypoints + 1;
    text.line(
        "grids = torch.reshape(torch.stack([motion_x, motion_y], -1),"
            + " [torch.mul(n, %d), %d, %d, 2])",
        motions, height, width);
    text.line(
        "warped = torch.grid_sampler(torch.expand(small, [torch.mul(n, %d), 3, %d, %d]),"
            + " grids, 0, 0, %s)",
        motions, height, width, python(alignCorners));
    text.line("warps = torch.reshape(warped, [n, %d, 3, %d, %d])", motions, height, width);
    text.line(
        "x = torch.reshape(torch.cat([torch.unsqueeze(heat, 2), warps], 2), [n, %d, %d, %d])",
        config.motionChannels(), height, width);
  }

  /** Mask and occlusion map look at the same features: one convolution for both. */
  private void appendMaps() {
    FrameSize size = config.motionSize();
    blocks.enter(text, "maps");
    blocks.hourglass(
        text,
        NETWORK + "hourglass.",
        config.denseMotion().hourglass(),
        config.motionChannels(),
        size);
    boolean occluded = config.generator().estimateOcclusion();
    Convolutions.Padding padding = Convolutions.Padding.all(3);
    blocks.apply(text, "maps", maps(".weight"), maps(".bias"), padding, size);
    blocks.leave(text);
    text.line("mask = torch.softmax(torch.narrow(x, 1, 0, %d), 1)", keypoints + 1);
    text.line("deformation_x = torch.sum(torch.mul(mask, motion_x), [1])");
    text.line("deformation_y = torch.sum(torch.mul(mask, motion_y), [1])");
    text.line("deformation = torch.stack([deformation_x, deformation_y], -1)");
    text.line(
        occluded
            ? "occlusion = torch.sigmoid(torch.narrow(x, 1, %d, 1))"
            : "occlusion = torch.ones_like(torch.narrow(x, 1, 0, 1))",
        keypoints + 1);
  }

  private TensorData maps(String part) {
    TensorData mask = blocks.weights().tensor(NETWORK + "mask" + part);
    return config.generator().estimateOcclusion()
        ? joined(mask, blocks.weights().tensor(NETWORK + "occlusion" + part))
        : mask;
  }

  private static TensorData joined(TensorData first, TensorData second) {
    List<Integer> shape = new ArrayList<>(first.shape());
    shape.set(0, first.shape().get(0) + second.shape().get(0));
    return TensorData.lazy(
        shape,
        () -> {
          float[] head = first.floats();
          float[] tail = second.floats();
          float[] both = Arrays.copyOf(head, head.length + tail.length);
          System.arraycopy(tail, 0, both, head.length, tail.length);
          return both;
        });
  }

  static String python(boolean value) {
    return value ? "True" : "False";
  }
}
