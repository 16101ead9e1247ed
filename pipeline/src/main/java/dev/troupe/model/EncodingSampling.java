package dev.troupe.model;

import dev.troupe.media.FrameSize;
import dev.troupe.torchscript.ScriptModule;
import java.util.List;

/**
 * Bilinear sampling of an appearance encoding as a weighted sum of table rows: the method {@code
 * fetched(encoding (1,C,h,w), grid (N,h,w,2), visible (N,h,w)) -> (N,C,h,w)}, channels last.
 *
 * <p>A pixel's channels lie side by side in the encoding, and all frames look at the same encoding:
 * each result pixel is the sum of four rows of a table, their weights being how near they are (zero
 * outside the picture) times how visible the result is. One pass over memory instead of the four of
 * sampling, reordering, dimming and converting.
 */
final class EncodingSampling {
  private final FrameSize size;
  private final boolean alignCorners;

  EncodingSampling(FrameSize size, boolean alignCorners) {
    this.size = size;
    this.alignCorners = alignCorners;
  }

  void append(ScriptModule.Builder module) {
    ScriptText text =
        new ScriptText("fetched(self, encoding: Tensor, grid: Tensor, visible: Tensor) -> Tensor");
    int width = size.width();
    int height = size.height();
    text.line("n = torch.size(grid, 0)");
    text.line("c = torch.size(encoding, 1)");
    text.line(
        "table = torch.reshape(torch.permute(encoding, [0, 2, 3, 1]), [%d, c])", width * height);
    appendAxis(text, "x", 0, width);
    appendAxis(text, "y", 1, height);
    text.line("top = torch.mul(near_y, visible)");
    text.line("bottom = torch.mul(far_y, visible)");
    text.line(
        "weights = torch.stack([torch.mul(top, near_x), torch.mul(top, far_x),"
            + " torch.mul(bottom, near_x), torch.mul(bottom, far_x)], 3)");
    text.line("upper = torch.mul(first_y, %d)", width);
    text.line("lower = torch.mul(second_y, %d)", width);
    text.line(
        "rows = torch.stack([torch.add(upper, first_x), torch.add(upper, second_x),"
            + " torch.add(lower, first_x), torch.add(lower, second_x)], 3)");
    text.line("rows = torch.reshape(rows, [-1])");
    text.line(
        "bags = torch.arange(0, torch.size(rows, 0), 4, dtype=3, device=ops.prim.device(rows))");
    text.line(
        "x, a, b, d = torch.embedding_bag(table, rows, bags, False, 0, False,"
            + " torch.reshape(weights, [-1]))");
    text.line("x = torch.reshape(x, [n, %d, %d, c])", height, width);
    text.line("return torch.permute(x, [0, 3, 1, 2])");
    module.method(text.toString());
  }

  /**
   * Along an axis of {@code pixels}: which two pixels (int32, inside the picture) and with which
   * weights. What lies two pixels outside is as far away as anything.
   */
  private void appendAxis(ScriptText text, String axis, int index, int pixels) {
    text.line("at = torch.select(grid, 3, %d)", index);
    String position =
        alignCorners
            ? "torch.mul(torch.add(at, 1.), %s)".formatted((pixels - 1) / 2.0)
            : "torch.sub(torch.mul(torch.add(at, 1.), %s), 0.5)".formatted(pixels / 2.0);
    text.line("at = torch.clamp(%s, -2., %s)", position, pixels + 1.0);
    text.line("low = torch.floor(at)");
    text.line("far = torch.sub(at, low)");
    text.line("near = torch.sub(1., far)");
    for (List<String> end :
        List.of(List.of("near", "first", "0."), List.of("far", "second", "1."))) {
      text.line("place = torch.add(low, %s)", end.get(2));
      text.line("held = torch.clamp(place, 0., %s)", pixels - 1.0);
      text.line("%s_%s = torch.mul(%s, torch.eq(place, held))", end.get(0), axis, end.get(0));
      text.line("%s_%s = torch.to(held, 3)", end.get(1), axis);
    }
  }
}
