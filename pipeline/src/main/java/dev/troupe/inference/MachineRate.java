package dev.troupe.inference;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.troupe.model.Precision;
import dev.troupe.torchscript.ScriptArchive;
import dev.troupe.torchscript.ScriptModule;
import dev.troupe.torchscript.TensorData;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** How fast one thread multiplies large matrices: what the networks' speed is held against. */
public final class MachineRate {
  private static final int SIDE = 1536;
  private static final int ROUNDS = 6;

  private MachineRate() {}

  /**
   * Measures on the calling thread, in processor time, so that other work does not count.
   *
   * @param precision of the matrices
   * @return operations per second, a multiplication and an addition counted as two; the best of
   *     several rounds
   * @throws IOException if the script that multiplies cannot be written
   */
  public static double measure(Precision precision) throws IOException {
    Path archive = Files.createTempFile("troupe-rate", ".pt");
    try {
      ScriptArchive.write(multiplication(), archive);
      try (TorchModule module = TorchModule.load(archive, Device.cpu());
          NDManager manager = module.newBatch()) {
        module.prepare(precision, 0);
        NDList none = new NDList(manager.zeros(new Shape(1)));
        double best = 0;
        for (int i = 0; i < ROUNDS; i++) {
          long begin = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
          module.run(none).close();
          long nanos = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - begin;
          best = Math.max(best, 2.0 * SIDE * SIDE * SIDE * TimeUnit.SECONDS.toNanos(1) / nanos);
        }
        return best;
      }
    } finally {
      Files.deleteIfExists(archive);
    }
  }

  private static ScriptModule multiplication() {
    float[] ones = new float[SIDE * SIDE];
    Arrays.fill(ones, 1);
    return ScriptModule.builder("Multiplication")
        .buffer("matrix", TensorData.of(List.of(SIDE, SIDE), ones))
        .method(
            """
            def prepare(self, element: int, batch: int) -> int:
              self.matrix = torch.to(self.matrix, element)
              return element
            """)
        .method(
            """
            def forward(self, unused: Tensor) -> Tensor:
              return torch.matmul(self.matrix, self.matrix)
            """)
        .build();
  }

  /**
   * The engine that computes.
   *
   * @return name and version
   */
  public static String engine() {
    Engine engine = Engine.getEngine("PyTorch");
    return engine.getEngineName() + " " + engine.getVersion();
  }

  /**
   * How long networks have run in this process so far.
   *
   * @return seconds, all threads added
   */
  public static double networkSeconds() {
    return Networks.busySeconds();
  }
}
