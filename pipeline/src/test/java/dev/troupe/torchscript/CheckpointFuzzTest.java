package dev.troupe.torchscript;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.troupe.problems.BadDataException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opentest4j.AssertionFailedError;

/** Checkpoints with changed bytes give a result or a refusal, and nothing else. */
class CheckpointFuzzTest {
  private static final long SEED = 0x7a0b5eedL;
  private static final int ROUNDS = 10_000;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void open_mutatedBytes_givesAResultOrARefusal(boolean legacy) throws IOException {
    byte[] sound = sound(legacy);
    int[] outcomes = new int[2];
    System.out.printf("fuzzing with seeds from 0x%x%n", SEED);
    assertTimeoutPreemptively(
        Duration.ofSeconds(60),
        () -> {
          for (int round = 0; round < ROUNDS; round++) {
            outcomes[read(mutated(sound, new Random(SEED + round)), round) ? 1 : 0]++;
          }
        });
    assertThat(outcomes[0]).as("refused").isPositive();
    assertThat(outcomes[1]).as("read").isPositive();
  }

  private boolean read(byte[] bytes, int round) throws IOException {
    Path file = folder.resolve("fuzzed.pth");
    try (FileChannel out = FileChannel.open(file, CREATE, WRITE)) {
      out.write(ByteBuffer.wrap(bytes)); // in place: every round has the same length
    }
    try (Checkpoint checkpoint = Checkpoint.open(file)) {
      for (Object network : checkpoint.values().keySet()) {
        if (checkpoint.values().get(network) instanceof Map<?, ?>
            && network instanceof String name) {
          checkpoint.tensors(name).values().forEach(StoredTensor::floats);
        }
      }
      return true;
    } catch (BadDataException e) {
      return false;
    } catch (RuntimeException | Error e) {
      throw new AssertionFailedError("seed " + (SEED + round) + " gave " + e, e);
    }
  }

  private static byte[] mutated(byte[] sound, Random random) {
    byte[] bytes = sound.clone();
    for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(4)) {
        case 0 -> bytes[at] = (byte) random.nextInt(256);
        case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 2 -> bytes[at] = (byte) 0xff;
        default -> {
          int length = Math.min(1 + random.nextInt(16), bytes.length - at);
          System.arraycopy(bytes, random.nextInt(bytes.length - length + 1), bytes, at, length);
        }
      }
    }
    return bytes;
  }

  private byte[] sound(boolean legacy) throws IOException {
    Map<String, Object> network = new LinkedHashMap<>();
    for (int i = 0; i < 5; i++) {
      network.put("module.w" + i, TensorData.of(List.of(2, 3), 1, 2, 3, 4, 5, 6));
    }
    Map<String, Object> values =
        Map.of("generator", network, "optimizer", Map.of("lr", List.of(1, "a")), "epoch", 3);
    Path file = folder.resolve("sound.pth");
    if (legacy) {
      CheckpointWriter.writeLegacy(values, file);
    } else {
      CheckpointWriter.writeZip(values, file);
    }
    return Files.readAllBytes(file);
  }
}
