package dev.troupe.motion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The reference implementation's numbers for three small networks, reference frame 0. It computes
 * in float32 and stores float32, so inputs of magnitude one leave a few units of 1e-7.
 */
class GoldenTransferTest {
  private static final float TOLERANCE = 5e-6f;

  @ParameterizedTest
  @CsvSource({
    "vox-mini, absolute", "vox-mini, relative", "vox-mini, relative_adapt",
    "vox-adv-mini, absolute", "vox-adv-mini, relative", "vox-adv-mini, relative_adapt",
    "mgif-mini, absolute", "mgif-mini, relative", "mgif-mini, relative_adapt"
  })
  void transfer_goldenNetwork_agreesWithReference(String network, String mode) throws IOException {
    JsonNode golden = read("/golden/" + network + ".json");
    Keypoints source = keypoints(golden.get("source"));
    Keypoints reference = keypoints(golden.get("driving").get(0));
    MotionTransfer transfer =
        mode.equals("absolute")
            ? MotionTransfer.absolute()
            : MotionTransfer.relative(source, reference, mode.equals("relative_adapt"));

    JsonNode expected = golden.get(mode);
    assertThat(expected.size()).isEqualTo(golden.get("driving").size()).isGreaterThan(2);
    for (int frame = 0; frame < expected.size(); frame++) {
      Keypoints moved = transfer.apply(keypoints(golden.get("driving").get(frame)));
      Keypoints wanted = keypoints(expected.get(frame));
      assertThat(moved.values()).containsExactly(wanted.values(), within(TOLERANCE));
      assertThat(moved.jacobians()).containsExactly(wanted.jacobians(), within(TOLERANCE));
    }
  }

  private static JsonNode read(String resource) throws IOException {
    try (InputStream in = GoldenTransferTest.class.getResourceAsStream(resource)) {
      return new ObjectMapper().readTree(in);
    }
  }

  private static Keypoints keypoints(JsonNode frame) {
    return new Keypoints(floats(frame.get("values")), floats(frame.get("jacobians")));
  }

  private static float[] floats(JsonNode numbers) {
    float[] floats = new float[numbers.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = numbers.get(i).floatValue();
    }
    return floats;
  }
}
