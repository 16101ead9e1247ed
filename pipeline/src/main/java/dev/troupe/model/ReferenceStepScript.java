package dev.troupe.model;

import dev.troupe.torchscript.ScriptModule;
import dev.troupe.torchscript.TensorData;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A training step as the paper's implementation makes it, to measure {@link TrainingScript}
 * against: every tensor for itself, two passes where a discriminator takes part, an optimiser that
 * goes from tensor to tensor. Networks come as lists of tensors in the order of {@link FlatLayout}.
 * Methods
 *
 * <ul>
 *   <li>{@code forward(generator, its statistics, detector, its statistics, discriminator, its
 *       statistics, source, driving, theta, control) -> (total, losses, prediction, warped driving
 *       frame, driving keypoints)}: the first pass; pictures are float32 (N,3,H,W);
 *   <li>{@code discriminate(discriminator, its statistics, driving, prediction, keypoints) ->
 *       (total, losses)}: the second;
 *   <li>{@code adam(parameters, gradients, first moments, second moments, factors)};
 *   <li>{@code clear(gradients)}: zero again.
 * </ul>
 */
public final class ReferenceStepScript {
  private static final String PREDICT =
      "(self, generator: List[Tensor], generator_statistics: List[Tensor], detector: List[Tensor],"
          + " detector_statistics: List[Tensor], discriminator: List[Tensor],"
          + " discriminator_statistics: List[Tensor], source: Tensor, driving: Tensor,"
          + " theta: Tensor, control: Tensor)";

  private final TrainingScript.Plan plan;
  private final LossConfig losses;
  private final ScriptModule.Builder module = ScriptModule.builder("ReferenceStep");
  private final ScriptText text =
      new ScriptText("forward" + PREDICT + " -> Tuple[Tensor, Tensor, Tensor, Tensor, Tensor]");
  private final LossTerms terms;

  private ReferenceStepScript(TrainingScript.Plan plan) {
    this.plan = plan;
    this.losses = plan.losses();
    this.terms = new LossTerms(losses, text);
  }

  /**
   * Writes the step down.
   *
   * @param plan what is trained; always computed in float32 with the batch's statistics
   * @param perceptual as {@link TrainingScript#of} takes it
   * @return the module and its terms' names: those of the first pass, then that of the second
   */
  public static TrainingScript.Graph of(
      TrainingScript.Plan plan, Map<String, TensorData> perceptual) {
    ReferenceStepScript script = new ReferenceStepScript(plan);
    script.appendParts(perceptual);
    script.appendFirstPass();
    List<String> names = new ArrayList<>(script.terms.names());
    if (plan.discriminator().isPresent()) {
      script.appendSecondPass();
      names.add("disc_gan");
    }
    script.appendAdam();
    return new TrainingScript.Graph(script.module.build(), List.copyOf(names));
  }

  private void appendParts(Map<String, TensorData> perceptual) {
    NetworkConfig config = plan.config();
    new ReferenceStepNetworks(config, plan.alignCorners()).append(module);
    appendPyramid();
    new PixelLossScript(losses).append(module);
    if (losses.hasPerceptual()) {
      new PerceptualScript(losses.perceptual()).append(module, perceptual);
    }
    if (losses.hasEquivariance()) {
      int points = losses.equivariance().points();
      new WarpScript(config.frameSize(), points, plan.alignCorners()).append(module);
      EquivarianceScript.append(module);
      appendWarp();
    }
    plan.discriminator()
        .ifPresent(
            network -> {
              new TrainingDiscriminatorScript(config, network).append(module);
              new AdversarialScript(config, network, losses).append(module);
            });
  }

  /** Blurs whole pictures, then keeps every so many-th pixel. */
  private void appendPyramid() {
    ScriptText lines = new ScriptText("pyramid(self, picture: Tensor) -> List[Tensor]");
    List<String> pictures = new ArrayList<>();
    for (int i = 0; i < losses.scales().size(); i++) {
      String gaussian = "gaussian" + i;
      Downsampling down = Downsampling.of(losses.scales().get(i));
      if (down.present()) {
        module.buffer(gaussian, TensorData.lazy(down.weightShape(), down::weight));
      }
      lines.line("x = picture");
      new ReferenceBlocks(name -> "self." + name, true)
          .downsample(lines, gaussian, losses.scales().get(i));
      lines.line("picture%d = x", i);
      pictures.add("picture" + i);
    }
    lines.line("return [%s]", String.join(", ", pictures));
    module.method(lines.toString());
  }

  /** The frame under the random warp; the warp of every pixel computed anew. */
  private void appendWarp() {
    ScriptText lines =
        new ScriptText(
            "transformed(self, frame: Tensor, theta: Tensor, control: Tensor) -> Tensor");
    lines.line("n, c, h, w = torch.size(frame)");
    lines.line("at = torch.reshape(self.points(h, w, frame), [1, -1, 2])");
    lines.line("linear = torch.narrow(torch.unsqueeze(theta, 1), 3, 0, 2)");
    lines.line("shift = torch.narrow(torch.unsqueeze(theta, 1), 3, 2, 1)");
    lines.line("moved = torch.add(torch.matmul(linear, torch.unsqueeze(at, -1)), shift)");
    lines.line("away = torch.sub(torch.unsqueeze(at, 2), self.control_points)");
    lines.line("r = torch.sum(torch.abs(away), [-1])");
    lines.line(
        "bent = torch.mul(torch.pow(r, 2), torch.log(torch.add(r, 9.9999999999999995e-07)))");
    lines.line("bent = torch.sum(torch.mul(bent, control), [2], True)");
    lines.line("grid = torch.reshape(torch.add(torch.squeeze(moved, -1), bent), [n, h, w, 2])");
    lines.line(
        "return torch.grid_sampler(frame, grid, 0, 2, %s)",
        DenseMotionScript.python(plan.alignCorners()));
    module.method(lines.toString());
  }

  private void appendFirstPass() {
    text.line("s_value, s_jacobian = self.detect(detector, detector_statistics, source)");
    text.line("d_value, d_jacobian = self.detect(detector, detector_statistics, driving)");
    text.line(
        "prediction, deformed = self.generate(generator, generator_statistics, source, s_value,"
            + " s_jacobian, d_value, d_jacobian)");
    text.line("real_pyramid = self.pyramid(driving)");
    text.line("made_pyramid = self.pyramid(prediction)");
    terms.addPictures("source", "driving");
    appendAdversarialTerms();
    appendEquivariance();
    terms.stack();
    text.line("total = torch.sum(losses)");
    text.line("return (total, torch.detach(losses), prediction, warped, d_value)");
    module.method(text.toString());
  }

  /** The generator is judged by a discriminator that gathers gradients too, which nobody uses. */
  private void appendAdversarialTerms() {
    if (plan.discriminator().isPresent() && losses.adversarial().generator() > 0) {
      text.line(
          "fooled, matched = self.fool(discriminator, discriminator_statistics, made_pyramid,"
              + " real_pyramid, d_value)");
      terms.addFooled();
    }
  }

  private void appendEquivariance() {
    text.line("warped = driving");
    if (!losses.hasEquivariance()) {
      return;
    }
    text.line("warped = self.transformed(driving, theta, control)");
    text.line("w_value, w_jacobian = self.detect(detector, detector_statistics, warped)");
    terms.addEquivariance(plan.config().hasJacobians());
  }

  private void appendSecondPass() {
    ScriptText lines =
        new ScriptText(
            "discriminate(self, discriminator: List[Tensor], statistics: List[Tensor],"
                + " driving: Tensor, prediction: Tensor, value: Tensor) -> Tuple[Tensor, Tensor]");
    lines.line("real = self.pyramid(driving)");
    lines.line("made = self.pyramid(torch.detach(prediction))");
    lines.line("judged = self.judged(discriminator, statistics, made, real, value)");
    lines.line("total = torch.mul(judged, %s)", losses.adversarial().discriminator());
    lines.line("return (total, torch.reshape(torch.detach(total), [1]))");
    module.method(lines.toString());
  }

  /** One step in place, tensor by tensor; gradients are zero afterwards. */
  private void appendAdam() {
    ScriptText lines =
        new ScriptText(
            "adam(self, parameters: List[Tensor], gradients: List[Tensor], first: List[Tensor],"
                + " second: List[Tensor], factors: Tensor) -> Tensor");
    lines.line("rate = float(torch.select(factors, 0, 0))");
    lines.line("correction = float(torch.select(factors, 0, 1))");
    lines.line("for i in range(torch.len(parameters)):").in();
    lines.line("gradient = gradients[i]");
    lines.line("m = torch.lerp_(first[i], gradient, 0.5)");
    lines.line("v = torch.mul_(second[i], 0.999)");
    lines.line("v = torch.addcmul_(v, gradient, gradient, value=%s)", 1 - .999);
    lines.line("root = torch.add_(torch.div_(torch.sqrt(v), correction), 1e-08)");
    lines.line("moved = torch.addcdiv_(parameters[i], m, root, value=torch.neg(rate))");
    lines.line("zero = torch.zero_(gradient)");
    lines.out();
    lines.line("return factors");
    module.method(lines.toString());
    ScriptText clear = new ScriptText("clear(self, gradients: List[Tensor]) -> Tensor");
    clear.line("for i in range(torch.len(gradients)):").in();
    clear.line("zero = torch.zero_(gradients[i])");
    clear.out();
    clear.line("return gradients[0]");
    module.method(clear.toString());
  }
}
