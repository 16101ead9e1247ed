package dev.troupe.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.troupe.fixtures.Demo;
import dev.troupe.fixtures.LocalSpark;
import dev.troupe.fixtures.TestClips;
import dev.troupe.inference.Appearance;
import dev.troupe.inference.AppearanceEncoder;
import dev.troupe.inference.Compute;
import dev.troupe.inference.FrameGenerator;
import dev.troupe.inference.KeypointDetector;
import dev.troupe.media.Images;
import dev.troupe.media.MediaInput;
import dev.troupe.media.Picture;
import dev.troupe.motion.Keypoints;
import dev.troupe.motion.MotionTransfer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every way of transfer against the same steps done one after the other without Spark. */
class TransferredFramesTest {
  private static final int FRAMES = 15;
  private static final int FIRST = 5;

  @TempDir Path folder;

  private static LocalSpark spark;
  private static Appearance source;
  private static List<Keypoints> driving;

  @BeforeAll
  static void start() {
    spark = new LocalSpark(2);
    source = encode(Demo.source());
    try (KeypointDetector detector =
        new KeypointDetector(Demo.model(), Demo.FRAME_SIZE, Compute.CPU)) {
      driving = detector.detect(Demo.drivingFrames(FRAMES));
    }
  }

  @AfterAll
  static void stop() {
    spark.close();
  }

  @Test
  void absolute_takesThePerformersKeypoints() throws IOException {
    assertRendered(request().absolute(), MotionTransfer.absolute());
  }

  @Test
  void relative_firstFrameUsed_isTheReference() throws IOException {
    assertRendered(request(), relative(FIRST, false));
  }

  @Test
  void relative_adaptedScale_scalesTheMovement() throws IOException {
    assertRendered(request().adaptScale(), relative(FIRST, true));
  }

  @Test
  void relative_numberedFrame_countsInTheClip() throws IOException {
    assertRendered(request().reference(AnimateRequest.Reference.frame(9)), relative(9, false));
  }

  @Test
  void relative_bestFrame_isNearestToTheSource() throws IOException {
    Path twelfth =
        TestClips.writePng(folder.resolve("source.png"), Demo.drivingFrames(FRAMES).get(12));
    Appearance performer = encode(Images.read(MediaInput.of(twelfth), 0));

    assertRendered(
        request().source(twelfth).reference(AnimateRequest.Reference.BEST),
        performer,
        MotionTransfer.relative(performer.keypoints(), driving.get(12), false));
  }

  private RequestMaker request() {
    return new RequestMaker(folder.resolve("out.mp4"))
        .start("0.2")
        .end("0.6")
        .frames(folder.resolve("png"));
  }

  private static MotionTransfer relative(int reference, boolean adaptScale) {
    return MotionTransfer.relative(source.keypoints(), driving.get(reference), adaptScale);
  }

  private static Appearance encode(Picture picture) {
    try (AppearanceEncoder encoder =
        new AppearanceEncoder(Demo.model(), Demo.FRAME_SIZE, Compute.CPU)) {
      return encoder.encode(picture);
    }
  }

  private void assertRendered(RequestMaker request, MotionTransfer transfer) throws IOException {
    assertRendered(request, source, transfer);
  }

  private void assertRendered(RequestMaker request, Appearance character, MotionTransfer transfer)
      throws IOException {
    request.run(spark.session());

    List<Keypoints> motion = driving.subList(FIRST, FRAMES).stream().map(transfer::apply).toList();
    try (FrameGenerator generator = new FrameGenerator(Demo.model(), character, Compute.CPU)) {
      List<Picture> expected = generator.generate(motion);
      for (int i = 0; i < expected.size(); i++) {
        Path png = folder.resolve("png/%06d.png".formatted(i));
        assertThat(Images.read(MediaInput.of(png), 0).bgr())
            .as("frame %d", i)
            .isEqualTo(expected.get(i).bgr());
      }
    }
  }
}
