package dev.troupe.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.troupe.fixtures.Demo;
import dev.troupe.fixtures.TestClips;
import dev.troupe.media.Picture;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** What a single animation is warned of before it is rendered. */
class AnimateWarningsTest extends AnimationTests {
  /** Keeps what a run says. */
  private static final class Ears implements Progress {
    private final List<String> heard = new ArrayList<>();

    @Override
    public void stage(String stage, long total, LongSupplier done) {
      heard.add(stage);
    }

    @Override
    public void warn(String warning) {
      heard.add(warning);
    }
  }

  @Test
  void run_goodClip_isWarnedOfNothing() throws IOException {
    Ears ears = new Ears();

    request("out.mp4").end("0.2").run(spark.session(), ears);

    assertThat(ears.heard).allMatch(line -> line.matches("[A-Z][a-z]+( motion)?"));
  }

  @Test
  void run_clipWhoseFaceIsCutAway_saysHowMuchAndWhatToDoBeforeRendering() throws IOException {
    Picture face = Demo.drivingFrames(1).get(0);
    Path images = Files.createDirectory(folder.resolve("wide"));
    for (int i = 1; i <= 3; i++) {
      // the network's square is the middle of the frame; the face stands at its left
      ImageIO.write(wide(face), "png", images.resolve(i + ".png").toFile());
    }
    Ears ears = new Ears();

    request("out.mp4").driving(images).run(spark.session(), ears);

    int rendering = ears.heard.indexOf("Rendering");
    assertThat(ears.heard.subList(0, rendering))
        .anyMatch(line -> line.startsWith("Nothing moves from first to last frame"))
        .anyMatch(
            line ->
                line.contains("a keypoint at the picture's edge")
                    && line.contains("--fit crop cuts 67% of the width of wide (384x128) away")
                    && line.contains("--fit pad"));
  }

  @Test
  void run_characterWhoseFaceIsCutAway_isNamed() throws IOException {
    Path wide = folder.resolve("wide.png");
    ImageIO.write(wide(Demo.source()), "png", wide.toFile());
    Ears ears = new Ears();

    request("out.mp4").source(wide).end("0.1").run(spark.session(), ears);

    assertThat(ears.heard)
        .anyMatch(line -> line.startsWith("wide.png has a keypoint at the picture's edge"));
  }

  @Test
  void run_firstFrameFarFromTheSource_suggestsANearerOne() throws IOException {
    Path clip = TestClips.write(folder.resolve("odd.mp4"), TestClips.steady(4, 4), SMALL);
    Ears ears = new Ears();

    request("out.mp4").driving(clip).run(spark.session(), ears);

    assertThat(ears.heard)
        .anyMatch(line -> line.startsWith("Reference frame 0 is far from the source's pose"));
  }

  private static BufferedImage wide(Picture square) {
    int side = square.width();
    BufferedImage wide = new BufferedImage(3 * side, side, BufferedImage.TYPE_3BYTE_BGR);
    int[] grey = new int[3 * side * side];
    Arrays.fill(grey, Color.GRAY.getRGB());
    wide.setRGB(0, 0, 3 * side, side, grey, 0, 3 * side);
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        int at = 3 * (y * side + x);
        int rgb =
            (square.bgr()[at + 2] & 0xFF) << 16
                | (square.bgr()[at + 1] & 0xFF) << 8
                | (square.bgr()[at] & 0xFF);
        wide.setRGB(side / 2 + x, y, rgb);
      }
    }
    return wide;
  }
}
