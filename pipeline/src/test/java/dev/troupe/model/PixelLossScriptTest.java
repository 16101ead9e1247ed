package dev.troupe.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import dev.troupe.torchscript.ScriptArchive;
import dev.troupe.torchscript.ScriptModule;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The picture terms on pictures whose answers are plain. */
class PixelLossScriptTest {
  private static final int SIDE = 33;
  private static final float TINY = 1e-5f;
  private static final int ABSOLUTE = 0;
  private static final int GRADIENT = 2;
  private static final int TEXTURE = 3;

  @TempDir Path folder;

  private float[] run(double landmarkFocus, String method, List<float[]> pictures, float[] aims)
      throws Exception {
    LossConfig losses =
        new LossConfig(
            List.of(1.0),
            List.of(),
            new LossConfig.Adversarial(0, 0, List.of()),
            new LossConfig.Equivariance(0, 0, 5),
            new LossConfig.Pixels(1, 1, 1, 1, 0),
            new LossConfig.Guide(0, landmarkFocus, 1));
    ScriptModule.Builder module = ScriptModule.builder("Loss");
    new PixelLossScript(losses).append(module);
    module.method(method);
    ScriptArchive.write(module.build(), folder.resolve("loss.pt"));
    try (Model model = Engine.getEngine("PyTorch").newModel("loss", Device.cpu())) {
      model.load(folder, "loss");
      NDManager manager = model.getNDManager();
      NDList inputs = new NDList();
      for (float[] picture : pictures) {
        inputs.add(manager.create(picture, new Shape(1, 1, SIDE, SIDE)));
      }
      inputs.add(manager.create(aims, new Shape(1, 1, 3)));
      NDArray output =
          model.getBlock().forward(new ParameterStore(manager, false), inputs, false).head();
      return output.toFloatArray();
    }
  }

  /** The four terms of a made and a real picture. */
  private float[] terms(double landmarkFocus, float[] made, float[] real) throws Exception {
    String spots = landmarkFocus > 0 ? ", self.spots(aims, real)" : "";
    String method =
        """
        def forward(self, made: Tensor, real: Tensor, aims: Tensor) -> Tensor:
          a, s, g, t = self.compare(made, real, real%s)
          return torch.stack([a, s, g, t])
        """
            .formatted(spots);
    return run(landmarkFocus, method, List.of(made, real), new float[] {0, 0, 1});
  }

  /** White right of a column. */
  private static float[] edge(int column, float height) {
    float[] picture = new float[SIDE * SIDE];
    for (int i = 0; i < picture.length; i++) {
      picture[i] = i % SIDE >= column ? height : 0;
    }
    return picture;
  }

  /** The same, but the step is taken in five. */
  private static float[] blurred(int column) {
    float[] picture = new float[SIDE * SIDE];
    for (int i = 0; i < picture.length; i++) {
      picture[i] = Math.min(1, Math.max(0, (i % SIDE - column + 3) / 5f));
    }
    return picture;
  }

  @Test
  void texture_samePicture_isNothing() throws Exception {
    assertThat(terms(0, edge(16, 1), edge(16, 1))).containsOnly(0f);
  }

  @Test
  void texture_edgeOfHalfTheHeight_isHalfTheStrength() throws Exception {
    float missing = terms(0, edge(16, 0), edge(16, 1))[TEXTURE];
    float half = terms(0, edge(16, 0.5f), edge(16, 1))[TEXTURE];
    assertThat(missing).isPositive();
    assertThat(half).isCloseTo(missing / 2, offset(TINY));
  }

  @Test
  void texture_sharpEdgeAPixelAside_costsNoMoreThanAMissingOne() throws Exception {
    float[] aside = terms(0, edge(17, 1), edge(16, 1));
    float[] missing = terms(0, edge(16, 0), edge(16, 1));
    assertThat(aside[GRADIENT])
        .as("counts twice: missing and misplaced")
        .isCloseTo(2 * missing[GRADIENT], offset(TINY));
    assertThat(aside[TEXTURE]).isLessThan(1.5f * missing[TEXTURE]);
  }

  @Test
  void texture_steepLine_costsLessThanABlurredOne() throws Exception {
    float[] stripe = edge(15, 1);
    float[] soft = blurred(15);
    for (int i = 0; i < stripe.length; i++) {
      stripe[i] -= i % SIDE >= 18 ? 1 : 0;
      soft[i] *= 0.4f; // as much less strong as blurring makes a line
    }
    float[] aside = new float[stripe.length];
    System.arraycopy(stripe, 0, aside, 1, stripe.length - 1);
    assertThat(terms(0, aside, stripe)[TEXTURE]).isLessThan(terms(0, soft, stripe)[TEXTURE]);
  }

  @Test
  void focus_errorAtALandmark_countsMore() throws Exception {
    float[] real = new float[SIDE * SIDE];
    float[] atLandmark = real.clone();
    atLandmark[SIDE * SIDE / 2] = 1; // the middle, where the landmark is
    float[] inACorner = real.clone();
    inACorner[0] = 1;
    float plain = 1f / (SIDE * SIDE);
    assertThat(terms(7, atLandmark, real)[ABSOLUTE]).isCloseTo(8 * plain, offset(TINY));
    assertThat(terms(7, inACorner, real)[ABSOLUTE]).isCloseTo(plain, offset(TINY));
  }

  @Test
  void spots_nearness_fallsWithDistance() throws Exception {
    String method =
        """
        def forward(self, real: Tensor, aims: Tensor) -> Tensor:
          return self.spots(aims, real)
        """;
    float[] spots = run(1, method, List.of(new float[SIDE * SIDE]), new float[] {-1, 0.5f, 1});
    int row = 24; // y = 0.5
    assertThat(spots[row * SIDE]).isCloseTo(1, offset(TINY));
    double away = 2 / 16.0; // two pixels
    assertThat(spots[row * SIDE + 2])
        .isCloseTo((float) Math.exp(-away * away / (2 * 0.08 * 0.08)), offset(TINY));
    assertThat(spots[0]).isLessThan(TINY);
    assertThat(run(1, method, List.of(new float[SIDE * SIDE]), new float[] {-1, 0.5f, 0}))
        .as("a hidden landmark")
        .containsOnly(0f);
  }
}
