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
    MotionFormulas formulas = new MotionFormulas(config, text);
    formulas.appendGrids(blocks.module());
    text.line("n = torch.size(driving_value, 0)");
    formulas.append();
    appendWarps();
    appendMaps();
    text.line("return (mask, deformation, occlusion, warps)");
    blocks.module().method(text.toString());
  }

  /** All K+1 warps of the small source in one sampling. */
  private void appendWarps() {
    int motions = keypoints + 1;
    text.line(
        "grids = torch.reshape(torch.stack([motion_x, motion_y], -1),"
            + " [torch.mul(n, %d), %d, %d, 2])",
        motions, height, width);
    String copies =
        "torch.expand(small, [torch.mul(n, %d), 3, %d, %d])".formatted(motions, height, width);
    text.line("warped = %s", SamplingText.sampled(copies, "grids", alignCorners));
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
