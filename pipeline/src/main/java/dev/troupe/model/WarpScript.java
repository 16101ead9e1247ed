package dev.troupe.model;

import dev.troupe.media.FrameSize;
import dev.troupe.torchscript.ScriptModule;
import dev.troupe.torchscript.TensorData;
import java.util.List;

/**
 * The random warp T of the equivariance terms: an affine transformation {@code theta} (N,2,3) and a
 * thin plate with weights {@code control} (N,1,P*P) at the points of a grid. Methods
 *
 * <ul>
 *   <li>{@code warped(frame, theta, control)}: the frame sampled at T, reflected at its borders;
 *   <li>{@code moved(points, theta, control)}: T of points (N,K,2);
 *   <li>{@code slope(points, theta, control)}: the derivative of T there, (N,K,2,2).
 * </ul>
 */
final class WarpScript {
  private static final double NEAR_ZERO = 1e-6;

  private final FrameSize size;
  private final int points;
  private final boolean alignCorners;

  WarpScript(FrameSize size, int points, boolean alignCorners) {
    this.size = size;
    this.points = points;
    this.alignCorners = alignCorners;
  }

  void append(ScriptModule.Builder module) {
    float[] corners = Grids.points(points, points).floats();
    module.buffer("control_points", TensorData.of(List.of(1, 1, points * points, 2), corners));
    module.buffer("frame_points", Grids.points(size.width(), size.height()));
    module.buffer("frame_plate", plate(corners));
    appendWarped(module);
    appendMoved(module);
    appendSlope(module);
  }

  /** The plate's kernel between every control point and every pixel: one product per frame. */
  private TensorData plate(float[] corners) {
    int pixels = size.width() * size.height();
    return TensorData.lazy(
        List.of(corners.length / 2, pixels),
        () -> {
          float[] at = Grids.points(size.width(), size.height()).floats();
          float[] values = new float[corners.length / 2 * pixels];
          for (int i = 0; i < values.length; i++) {
            int corner = i / pixels * 2;
            int pixel = i % pixels * 2;
            double away =
                Math.abs(at[pixel] - corners[corner])
                    + Math.abs(at[pixel + 1] - corners[corner + 1]);
            values[i] = (float) (away * away * Math.log(away + NEAR_ZERO));
          }
          return values;
        });
  }

  private static void affine(ScriptText text, String at) {
    text.line("linear = torch.transpose(torch.narrow(theta, 2, 0, 2), 1, 2)");
    text.line("shift = torch.transpose(torch.narrow(theta, 2, 2, 1), 1, 2)");
    text.line("at = torch.add(torch.matmul(%s, linear), shift)", at);
  }

  private void appendWarped(ScriptModule.Builder module) {
    ScriptText text =
        new ScriptText("warped(self, frame: Tensor, theta: Tensor, control: Tensor) -> Tensor");
    affine(text, "self.frame_points");
    text.line("bent = torch.transpose(torch.matmul(control, self.frame_plate), 1, 2)");
    text.line(
        "grid = torch.reshape(torch.add(at, bent), [-1, %d, %d, 2])", size.height(), size.width());
    text.line(
        "return torch.grid_sampler(frame, grid, 0, 2, %s)", DenseMotionScript.python(alignCorners));
    module.method(text.toString());
  }

  private static void distances(ScriptText text) {
    text.line("away = torch.sub(torch.unsqueeze(points, 2), self.control_points)");
    text.line("r = torch.sum(torch.abs(away), [3])");
    text.line("near = torch.add(r, %s)", Double.toString(NEAR_ZERO));
  }

  private static void appendMoved(ScriptModule.Builder module) {
    ScriptText text =
        new ScriptText("moved(self, points: Tensor, theta: Tensor, control: Tensor) -> Tensor");
    affine(text, "points");
    distances(text);
    text.line("plate = torch.mul(torch.mul(torch.mul(r, r), torch.log(near)), control)");
    text.line("return torch.add(at, torch.sum(plate, [2], True))");
    module.method(text.toString());
  }

  /** Both coordinates are bent alike, so the plate adds the same row to both rows. */
  private static void appendSlope(ScriptModule.Builder module) {
    ScriptText text =
        new ScriptText("slope(self, points: Tensor, theta: Tensor, control: Tensor) -> Tensor");
    distances(text);
    text.line("rise = torch.mul(torch.mul(r, torch.log(near)), 2.)");
    text.line("rise = torch.add(rise, torch.div(torch.mul(r, r), near))");
    text.line("rise = torch.unsqueeze(torch.mul(rise, control), 3)");
    text.line("row = torch.sum(torch.mul(rise, torch.sign(away)), [2])");
    text.line("linear = torch.unsqueeze(torch.narrow(theta, 2, 0, 2), 1)");
    text.line("return torch.add(linear, torch.unsqueeze(row, 2))");
    module.method(text.toString());
  }
}
