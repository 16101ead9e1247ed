package dev.troupe.model;

import dev.troupe.torchscript.ScriptModule;
import dev.troupe.torchscript.TensorData;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One training step's forward pass as TorchScript: {@code forward(generator, generator statistics,
 * detector, detector statistics, discriminator, discriminator statistics, source, driving, theta
 * (N,2,3), control (N,1,P*P), aims (N,2,guided,3) where landmarks guide keypoints) -> (total,
 * losses, prediction (N,3,H,W), warped driving frame)}. The networks come as the vectors of {@link
 * FlatLayout}: parameters are inputs, so that the same archive serves any weights. Pictures are
 * float32 (N,3,H,W) or uint8 (N,H,W,3), blue first.
 *
 * <p>The total is one scalar for all three optimisers: where the generator is judged, the
 * discriminator's weights are taken as constants, and where the discriminator learns, the pictures
 * are; so no term's gradient reaches a network that it is not for, as in separate backward passes.
 */
public final class TrainingScript {
  private final Plan plan;
  private final NetworkConfig config;
  private final Optional<DiscriminatorConfig> discriminator;
  private final LossConfig losses;
  private final ScriptModule.Builder module = ScriptModule.builder("Training");
  private final ScriptText text;
  private final LossTerms terms;

  private TrainingScript(Plan plan) {
    this.plan = plan;
    this.config = plan.config();
    this.discriminator = plan.discriminator();
    this.losses = plan.losses();
    this.text =
        new ScriptText(
            "forward(self, generator: Tensor, generator_statistics: Tensor, detector: Tensor,"
                + " detector_statistics: Tensor, discriminator: Tensor,"
                + " discriminator_statistics: Tensor, source: Tensor, driving: Tensor,"
                + " theta: Tensor, control: Tensor"
                + (losses.guide().isGiven() ? ", aims: Tensor" : "")
                + ") -> Tuple[Tensor, Tensor, Tensor, Tensor]");
    this.terms = new LossTerms(losses, text);
  }

  /**
   * How detector and generator compute.
   *
   * @param half whether convolutions compute in bfloat16; weights stay float32
   * @param fixedStatistics whether batch norms use their running statistics and leave them as they
   *     are: what is trained is then what inference computes, whatever else is in the batch
   */
  public record Arithmetic(boolean half, boolean fixedStatistics) {
    /** As the published training: float32, the batch's own statistics. */
    public static final Arithmetic EXACT = new Arithmetic(false, false);
  }

  /**
   * What is trained and how.
   *
   * @param config the networks
   * @param discriminator the discriminator; without one there are no adversarial terms
   * @param losses the terms' weights
   * @param alignCorners whether pictures are sampled corner-aligned
   * @param arithmetic how detector and generator compute
   */
  public record Plan(
      NetworkConfig config,
      Optional<DiscriminatorConfig> discriminator,
      LossConfig losses,
      boolean alignCorners,
      Arithmetic arithmetic) {}

  /**
   * A forward pass.
   *
   * @param module the archive's module
   * @param lossNames the terms in the order in which {@code losses} holds them, weighted
   */
  public record Graph(ScriptModule module, List<String> lossNames) {}

  /**
   * Writes the forward pass down.
   *
   * @param plan what is trained
   * @param perceptual the weights of VGG-19 by their torchvision names, empty where the perceptual
   *     term has no weight
   * @return the module and the terms' names
   */
  public static Graph of(Plan plan, Map<String, TensorData> perceptual) {
    TrainingScript script = new TrainingScript(plan);
    script.appendNetworks(perceptual);
    script.appendForward();
    script.appendPreview();
    script.appendAdam();
    script.appendSharing();
    return new Graph(script.module.build(), script.terms.names());
  }

  private void appendNetworks(Map<String, TensorData> perceptual) {
    PictureScript.appendPixels(module);
    module.buffer("spread", TrainingBlocks.spread());
    new TrainingDetectorScript(config, plan.arithmetic()).append(module);
    new TrainingGeneratorScript(config, plan.alignCorners(), plan.arithmetic()).append(module);
    new PyramidScript(losses.scales()).append(module);
    new PixelLossScript(losses).append(module);
    if (losses.hasPerceptual()) {
      new PerceptualScript(losses.perceptual()).append(module, perceptual);
    }
    if (losses.hasEquivariance()) {
      new WarpScript(config.frameSize(), losses.equivariance().points(), plan.alignCorners())
          .append(module);
      EquivarianceScript.append(module);
    }
    discriminator.ifPresent(
        network -> {
          new TrainingDiscriminatorScript(config, network).append(module);
          new AdversarialScript(config, network, losses).append(module);
        });
  }

  private void appendForward() {
    appendDetection(text);
    if (generates()) {
      appendPrediction(text);
      text.line("real_pyramid = self.pyramid(real)");
      text.line("made_pyramid = self.pyramid(prediction)");
      terms.addPictures("still", "real");
      appendAdversarialTerms();
    } else {
      text.line("prediction = still");
    }
    appendEquivariance();
    if (losses.guide().weight() > 0) {
      terms.addGuide(losses.guide().keypoints());
    }
    terms.stack();
    text.line("total = torch.sum(losses)");
    if (!generates()) {
      // A gradient of zero: the generator stays as it is.
      text.line("total = torch.add(total, torch.mul(torch.sum(generator), 0.))");
    }
    text.line("return (total, torch.detach(losses), torch.detach(prediction), warped)");
    module.method(text.toString());
  }

  /** Whether any term looks at generated pictures; if not, the detector is trained alone. */
  private boolean generates() {
    return losses.hasPictures() || discriminator.isPresent();
  }

  private void appendDetection(ScriptText lines) {
    unpack(lines, "detector", "k", FlatLayout.ofDetector(config));
    lines.line("real = self.pixels(driving)");
    lines.line("still = self.pixels(source)");
    lines.line("s_value, s_jacobian = self.detect(k_weights, k_statistics, still)");
    lines.line("d_value, d_jacobian = self.detect(k_weights, k_statistics, real)");
  }

  private void appendPrediction(ScriptText lines) {
    unpack(lines, "generator", "g", FlatLayout.ofGenerator(config));
    lines.line(
        "prediction = self.generate(g_weights, g_statistics, still, s_value, s_jacobian, d_value,"
            + " d_jacobian)");
  }

  /** Method {@code preview(as forward, up to driving) -> prediction}. */
  private void appendPreview() {
    ScriptText lines =
        new ScriptText(
            "preview(self, generator: Tensor, generator_statistics: Tensor, detector: Tensor,"
                + " detector_statistics: Tensor, source: Tensor, driving: Tensor) -> Tensor");
    appendDetection(lines);
    appendPrediction(lines);
    lines.line("return prediction");
    module.method(lines.toString());
  }

  /**
   * Method {@code adam(parameters, gradient, first, second, factors)}: one step in place, the
   * gradient set to zero. The factors are the learning rate over the first moment's bias
   * correction, and the square root of the second's.
   */
  private void appendAdam() {
    ScriptText step =
        new ScriptText(
            "adam(self, parameters: Tensor, gradient: Tensor, first: Tensor, second: Tensor,"
                + " factors: Tensor) -> Tensor");
    step.line("m = torch.lerp_(first, gradient, 0.5)");
    step.line(
        "v = torch.addcmul_(torch.mul_(second, 0.999), gradient, gradient, value=%s)", 1 - .999);
    step.line("root = torch.add_(torch.div_(torch.sqrt(v), torch.select(factors, 0, 1)), 1e-08)");
    step.line("change = torch.mul_(torch.div(m, root), torch.select(factors, 0, 0))");
    step.line("zero = torch.zero_(gradient)");
    step.line("return torch.sub_(parameters, change)");
    module.method(step.toString());
  }

  /**
   * Methods {@code absorb(gradient, other, shares)}, which makes the gradient the sum of both,
   * weighted, and the other zero, and {@code copy(target, original)}: between replicas, which may
   * be on different devices.
   */
  private void appendSharing() {
    ScriptText absorb =
        new ScriptText("absorb(self, gradient: Tensor, other: Tensor, shares: Tensor) -> Tensor");
    absorb.line("mine = torch.mul_(gradient, torch.select(shares, 0, 0))");
    absorb.line("arrived = torch.copy_(torch.zeros_like(gradient), other)");
    absorb.line("zero = torch.zero_(other)");
    absorb.line("return torch.add_(mine, torch.mul_(arrived, torch.select(shares, 0, 1)))");
    module.method(absorb.toString());
    ScriptText copy = new ScriptText("copy(self, target: Tensor, original: Tensor) -> Tensor");
    copy.line("return torch.copy_(target, original)");
    module.method(copy.toString());
  }

  private static void unpack(ScriptText text, String network, String prefix, FlatLayout layout) {
    text.line("%s_weights = %s", prefix, TrainingBlocks.unpack(layout.parameters(), network));
    text.line(
        "%s_statistics = %s",
        prefix, TrainingBlocks.unpack(layout.statistics(), network + "_statistics"));
  }

  private void appendAdversarialTerms() {
    if (discriminator.isEmpty()) {
      return;
    }
    FlatLayout layout = FlatLayout.ofDiscriminator(config, discriminator.get());
    unpack(text, "discriminator", "j", layout);
    text.line(
        "frozen = %s", TrainingBlocks.unpack(layout.parameters(), "torch.detach(discriminator)"));
    LossConfig.Adversarial weights = losses.adversarial();
    if (weights.generator() > 0) {
      text.line(
          "fooled, matched = self.fool(frozen, j_statistics, made_pyramid, real_pyramid, d_value)");
      terms.addFooled();
    }
    text.line("judged = self.judged(j_weights, j_statistics, made_pyramid, real_pyramid, d_value)");
    terms.add("disc_gan", weights.discriminator(), "judged");
  }

  private void appendEquivariance() {
    text.line("warped = real");
    if (!losses.hasEquivariance()) {
      return;
    }
    text.line("warped = self.warped(real, theta, control)");
    text.line("w_value, w_jacobian = self.detect(k_weights, k_statistics, warped)");
    terms.addEquivariance(config.hasJacobians());
  }
}
