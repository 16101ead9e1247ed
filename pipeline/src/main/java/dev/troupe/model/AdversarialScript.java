package dev.troupe.model;

import dev.troupe.media.FrameSize;
import dev.troupe.torchscript.ScriptModule;
import java.util.ArrayList;
import java.util.List;

/**
 * The terms with the discriminator, least squares: {@code fool} for the generator, which also
 * compares the discriminator's features, and {@code judged} for the discriminator. The generated
 * picture is judged before the real one: each judgement moves the spectral norms on.
 */
final class AdversarialScript {
  private static final String ARGUMENTS =
      "(self, weights: List[Tensor], statistics: List[Tensor], made: List[Tensor],"
          + " real: List[Tensor], value: Tensor)";

  private final NetworkConfig networks;
  private final DiscriminatorConfig config;
  private final LossConfig losses;

  AdversarialScript(NetworkConfig networks, DiscriminatorConfig config, LossConfig losses) {
    this.networks = networks;
    this.config = config;
    this.losses = losses;
  }

  void append(ScriptModule.Builder module) {
    if (config.keypoints().used()) {
      appendHeatMaps(module);
    }
    appendFool(module);
    appendJudged(module);
  }

  /** The driving keypoints as Gaussians beside the picture; no gradient reaches the detector. */
  private void appendHeatMaps(ScriptModule.Builder module) {
    String factor = Double.toString(-0.5 / config.keypoints().variance());
    for (int i = 0; i < config.scales().size(); i++) {
      FrameSize size = Downsampling.of(config.scales().get(i)).size(networks.frameSize());
      module.buffer("judge_row" + i, Grids.line(size.width(), 1, 1, 1, size.width()));
      module.buffer("judge_column" + i, Grids.line(size.height(), 1, 1, size.height(), 1));
      ScriptText text =
          new ScriptText("seen%d(self, picture: Tensor, value: Tensor) -> Tensor".formatted(i));
      text.line(
          "at = torch.reshape(torch.detach(value), [-1, %d, 2, 1, 1])", networks.keypointCount());
      text.line("dx = torch.sub(self.judge_row%d, torch.select(at, 2, 0))", i);
      text.line("dy = torch.sub(self.judge_column%d, torch.select(at, 2, 1))", i);
      text.line("across = torch.exp(torch.mul(torch.mul(dx, dx), %s))", factor);
      text.line("down = torch.exp(torch.mul(torch.mul(dy, dy), %s))", factor);
      text.line("return torch.cat([picture, torch.mul(across, down)], 1)");
      module.method(text.toString());
    }
  }

  private String seen(int scale, String picture) {
    return config.keypoints().used() ? "self.seen%d(%s, value)".formatted(scale, picture) : picture;
  }

  /** The place of a discriminator's scale in the pyramid. */
  private int level(int scale) {
    int level = losses.scales().indexOf(config.scales().get(scale));
    if (level < 0) {
      throw new IllegalArgumentException(
          "the discriminator's scale %s is none of the pyramid's %s"
              .formatted(config.scales().get(scale), losses.scales()));
    }
    return level;
  }

  private void judge(ScriptText text, int scale, String name, String picture) {
    text.line(
        "%s%d = self.judge%d(weights, statistics, %s)", name, scale, scale, seen(scale, picture));
  }

  private void appendFool(ScriptModule.Builder module) {
    ScriptText text = new ScriptText("fool" + ARGUMENTS + " -> Tuple[Tensor, Tensor]");
    for (int i = 0; i < config.scales().size(); i++) {
      judge(text, i, "a", "made[%d]".formatted(level(i)));
    }
    for (int i = 0; i < config.scales().size(); i++) {
      judge(text, i, "b", "real[%d]".formatted(level(i)));
    }
    List<String> fooled = new ArrayList<>();
    List<String> matched = new ArrayList<>();
    List<Double> weights = losses.adversarial().featureMatching();
    for (int i = 0; i < config.scales().size(); i++) {
      fooled.add(farFromReal("a%d[%d]".formatted(i, config.blocks())));
      for (int block = 0; block < Math.min(config.blocks(), weights.size()); block++) {
        String difference = "torch.abs(torch.sub(b%d[%d], a%d[%d]))".formatted(i, block, i, block);
        matched.add("torch.mul(torch.mean(%s), %s)".formatted(difference, weights.get(block)));
      }
    }
    text.line("fooled = %s", sum(fooled));
    text.line("return (fooled, %s)", matched.isEmpty() ? "fooled" : sum(matched));
    module.method(text.toString());
  }

  private void appendJudged(ScriptModule.Builder module) {
    ScriptText text = new ScriptText("judged" + ARGUMENTS + " -> Tensor");
    for (int i = 0; i < config.scales().size(); i++) {
      judge(text, i, "a", "torch.detach(made[%d])".formatted(level(i)));
    }
    for (int i = 0; i < config.scales().size(); i++) {
      judge(text, i, "b", "real[%d]".formatted(level(i)));
    }
    List<String> terms = new ArrayList<>();
    for (int i = 0; i < config.scales().size(); i++) {
      String made = "a%d[%d]".formatted(i, config.blocks());
      terms.add(farFromReal("b%d[%d]".formatted(i, config.blocks())));
      terms.add("torch.mean(torch.mul(%s, %s))".formatted(made, made));
    }
    text.line("return %s", sum(terms));
    module.method(text.toString());
  }

  private static String farFromReal(String judgement) {
    return "torch.mean(torch.square(torch.sub(%s, 1.)))".formatted(judgement);
  }

  private static String sum(List<String> terms) {
    return terms.stream().reduce("torch.add(%s, %s)"::formatted).orElseThrow();
  }
}
