package dev.troupe.model;

import dev.troupe.torchscript.ScriptModule;

/**
 * The terms that need no other network: a method {@code compare(made, real, source) -> (mean
 * absolute, mean squared, mean absolute difference of gradients, of edge strengths)}. With a focus,
 * every pixel's weight is 1 + focus * m / mean(m), over 1 + focus, where m is how far source and
 * driving frame differ around it. Where landmarks count, a fourth argument holds how near each
 * pixel is to one, (N,1,H,W) from 0 to 1 as method {@code spots(aims, driving)} makes it, and the
 * weight is multiplied with 1 + landmark focus * nearness.
 */
final class PixelLossScript {
  private static final int AROUND = 5;
  private static final int STRIDE = 2;

  /** How far a landmark reaches, half the picture's side being 1: 5 pixels of 128. */
  private static final double REACH = 0.08;

  private final LossConfig.Pixels config;
  private final double landmarkFocus;

  PixelLossScript(LossConfig config) {
    this.config = config.pixels();
    this.landmarkFocus = config.guide().focus();
  }

  void append(ScriptModule.Builder module) {
    ScriptText text =
        new ScriptText(
            "compare(self, made: Tensor, real: Tensor, source: Tensor"
                + (landmarkFocus > 0 ? ", spots: Tensor" : "")
                + ") -> Tuple[Tensor, Tensor, Tensor, Tensor]");
    text.line("d = torch.sub(made, real)");
    text.line("across = torch.abs(torch.sub(%s, %s))", part("d", 3, 1, 1), part("d", 3, 0, 1));
    text.line("down = torch.abs(torch.sub(%s, %s))", part("d", 2, 1, 1), part("d", 2, 0, 1));
    if (config.texture() > 0) {
      for (String picture : new String[] {"made", "real"}) {
        text.line("%1$s_across = %2$s", picture, difference(picture, 3));
        text.line("%1$s_down = %2$s", picture, difference(picture, 2));
      }
    }
    text.line("absolute = torch.abs(d)");
    text.line("square = torch.mul(d, d)");
    if (config.focus() > 0) {
      text.line("moved = torch.mean(torch.abs(torch.sub(source, real)), [1], True)");
      text.line(
          "moved = torch.avg_pool2d(moved, [%d, %d], [1, 1], [%d, %d], False, False)",
          AROUND, AROUND, AROUND / 2, AROUND / 2);
      text.line("share = torch.div(moved, torch.add(torch.mean(moved), 9.9999999999999995e-07))");
      String focus = Double.toString(config.focus());
      String norm = Double.toString(1 / (1 + config.focus()));
      text.line("w = torch.mul(torch.add(torch.mul(share, %s), 1.), %s)", focus, norm);
    } else if (landmarkFocus > 0) {
      text.line("w = torch.ones_like(torch.narrow(made, 1, 0, 1))");
    }
    if (landmarkFocus > 0) {
      text.line(
          "near = torch.upsample_bilinear2d(spots, [torch.size(made, 2), torch.size(made, 3)],"
              + " False)");
      text.line(
          "w = torch.mul(w, torch.add(torch.mul(near, %s), 1.))", Double.toString(landmarkFocus));
    }
    if (config.focus() > 0 || landmarkFocus > 0) {
      text.line("absolute = torch.mul(absolute, w)");
      text.line("square = torch.mul(square, w)");
      text.line("across = torch.mul(across, %s)", part("w", 3, 1, 1));
      text.line("down = torch.mul(down, %s)", part("w", 2, 1, 1));
      if (config.texture() > 0) {
        for (String picture : new String[] {"made", "real"}) {
          text.line("%1$s_across = torch.mul(%1$s_across, %2$s)", picture, part("w", 3, 1, 1));
          text.line("%1$s_down = torch.mul(%1$s_down, %2$s)", picture, part("w", 2, 1, 1));
        }
      }
    }
    text.line("texture = torch.mean(absolute)");
    if (config.texture() > 0) {
      text.line(
          "texture = torch.add(%s, %s)",
          strength("made_across", "real_across"), strength("made_down", "real_down"));
    }
    text.line(
        "return (torch.mean(absolute), torch.mean(square), torch.add(torch.mean(across),"
            + " torch.mean(down)), texture)");
    module.method(text.toString());
    if (landmarkFocus > 0) {
      appendSpots(module);
    }
  }

  private static void appendSpots(ScriptModule.Builder module) {
    ScriptText text = new ScriptText("spots(self, aims: Tensor, driving: Tensor) -> Tensor");
    text.line("n = torch.size(aims, 0)");
    text.line("k = torch.size(aims, 1)");
    for (int axis = 0; axis < 2; axis++) {
      text.line("length%d = torch.size(driving, %d)", axis, 3 - axis);
      text.line(
          "line%d = torch.sub(torch.mul(torch.arange(length%d, dtype=6,"
              + " device=ops.prim.device(driving)), torch.div(2., torch.sub(length%d, 1))), 1.)",
          axis, axis, axis);
      text.line(
          "away%d = torch.sub(torch.view(line%d, [1, 1, %s]), torch.view(torch.select(aims, 2,"
              + " %d), [n, k, 1, 1]))",
          axis, axis, axis == 0 ? "1, length0" : "length1, 1", axis);
    }
    text.line("square = torch.add(torch.mul(away0, away0), torch.mul(away1, away1))");
    text.line("near = torch.exp(torch.mul(square, %s))", Double.toString(-0.5 / (REACH * REACH)));
    text.line("near = torch.mul(near, torch.view(torch.select(aims, 2, 2), [n, k, 1, 1]))");
    text.line("return torch.amax(near, [1], True)");
    module.method(text.toString());
  }

  private static String difference(String picture, int side) {
    return "torch.abs(torch.sub(%s, %s))"
        .formatted(part(picture, side, 1, 1), part(picture, side, 0, 1));
  }

  /** How far the mean strengths of edges around every second pixel differ. */
  private static String strength(String made, String real) {
    return "torch.mean(torch.abs(torch.avg_pool2d(torch.sub(%s, %s), [%3$d, %3$d], [%4$d, %4$d],"
            .formatted(made, real, AROUND, STRIDE)
        + " [%1$d, %1$d], False, False)))".formatted(AROUND / 2);
  }

  /** All rows or columns but so many, from one on. */
  private static String part(String picture, int side, int from, int fewer) {
    return "torch.narrow(%s, %d, %d, torch.sub(torch.size(%s, %d), %d))"
        .formatted(picture, side, from, picture, side, fewer);
  }
}
