package dev.troupe.model;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The weighted terms of a training step's loss as lines of TorchScript, each in a variable {@code
 * loss_NAME}. Expects the pyramids {@code real_pyramid} and {@code made_pyramid}, and the methods
 * of {@link PixelLossScript}, {@link PerceptualScript} and {@link EquivarianceScript}.
 */
final class LossTerms {
  private final LossConfig losses;
  private final ScriptText text;
  private final List<String> names = new ArrayList<>();

  LossTerms(LossConfig losses, ScriptText text) {
    this.losses = losses;
    this.text = text;
  }

  /** The terms added so far, in order. */
  List<String> names() {
    return List.copyOf(names);
  }

  void add(String name, double weight, String value) {
    names.add(name);
    text.line("loss_%s = torch.mul(%s, %s)", name, value, Double.toString(weight));
  }

  /**
   * The terms that compare pictures.
   *
   * @param source the variable that holds the source picture
   * @param driving the variable that holds the driving frame
   */
  void addPictures(String source, String driving) {
    if (losses.hasPerceptual()) {
      add(
          "perceptual",
          1,
          sumOverScales("self.perceptual(made_pyramid[%1$d], real_pyramid[%1$d])"));
    }
    LossConfig.Pixels pixels = losses.pixels();
    if (pixels.isGiven()) {
      String more = "";
      if (losses.guide().focus() > 0) {
        text.line("spots = self.spots(torch.select(aims, 1, 1), %s)", driving);
        more = ", spots";
      }
      text.line("still_pyramid = self.pyramid(%s)", source);
      for (int i = 0; i < losses.scales().size(); i++) {
        text.line(
            "absolute%1$d, square%1$d, gradient%1$d, texture%1$d = self.compare(made_pyramid[%1$d],"
                + " real_pyramid[%1$d], still_pyramid[%1$d]%2$s)",
            i, more);
      }
    }
    if (pixels.absolute() > 0) {
      add("pixel", pixels.absolute(), sumOverScales("absolute%d"));
    }
    if (pixels.square() > 0) {
      add("square", pixels.square(), sumOverScales("square%d"));
    }
    if (pixels.gradient() > 0) {
      add("gradient", pixels.gradient(), sumOverScales("gradient%d"));
    }
    if (pixels.texture() > 0) {
      add("texture", pixels.texture(), sumOverScales("texture%d"));
    }
  }

  /** The generator's own, of {@code fooled} and {@code matched}. */
  void addFooled() {
    add("gen_gan", losses.adversarial().generator(), "fooled");
    if (losses.hasFeatureMatching()) {
      add("feature_matching", 1, "matched");
    }
  }

  /**
   * The terms on keypoints of the driving frame ({@code d_}) and the warped one ({@code w_}).
   *
   * @param jacobians whether there are Jacobians
   */
  void addEquivariance(boolean jacobians) {
    LossConfig.Equivariance weights = losses.equivariance();
    if (weights.value() > 0) {
      add(
          "equivariance_value",
          weights.value(),
          "self.value_error(d_value, w_value, theta, control)");
    }
    if (weights.jacobian() > 0 && jacobians) {
      add(
          "equivariance_jacobian",
          weights.jacobian(),
          "self.jacobian_error(d_jacobian, w_jacobian, w_value, theta, control)");
    }
  }

  /**
   * The term that draws the last keypoints to landmarks: {@code aims} (N,2,keypoints,3) holds x, y
   * and weight for source and driving frame.
   */
  void addGuide(int keypoints) {
    for (String[] frame : new String[][] {{"s", "0"}, {"d", "1"}}) {
      text.line("%s_aim = torch.select(aims, 1, %s)", frame[0], frame[1]);
      text.line(
          "%1$s_led = torch.narrow(%1$s_value, 1, torch.sub(torch.size(%1$s_value, 1), %2$d),"
              + " %2$d)",
          frame[0], keypoints);
      text.line(
          "%1$s_off = torch.abs(torch.sub(%1$s_led, torch.narrow(%1$s_aim, 2, 0, 2)))", frame[0]);
      text.line(
          "%1$s_off = torch.mean(torch.mul(%1$s_off, torch.narrow(%1$s_aim, 2, 2, 1)))", frame[0]);
    }
    add("landmark", losses.guide().weight(), "torch.mul(torch.add(s_off, d_off), 0.5)");
  }

  /** A variable {@code losses} of all terms. */
  void stack() {
    String all = names.stream().map(name -> "loss_" + name).collect(Collectors.joining(", "));
    text.line("losses = torch.stack([%s])", all);
  }

  private String sumOverScales(String value) {
    return IntStream.range(0, losses.scales().size())
        .mapToObj(value::formatted)
        .reduce("torch.add(%s, %s)"::formatted)
        .orElseThrow();
  }
}
