package dev.troupe.inference;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import com.google.errorprone.annotations.MustBeClosed;
import dev.troupe.model.ArchiveKind;
import dev.troupe.model.PackageWriter;
import dev.troupe.model.Precision;
import dev.troupe.model.PrecisionError;
import java.io.IOException;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Proves a package: every output of its archives against an unfolded evaluation of the same weights
 * on a fixed input. One network is in memory at a time.
 */
final class PackageProof implements AutoCloseable {
  private static final List<String> VISUALIZED =
      List.of("prediction", "mask", "deformation", "occlusion", "warps", "deformed");

  private final PackageWriter draft;
  private final NDManager manager;
  private final ProofInput input;
  private final Map<String, NDArray> expected;
  private final Map<String, Double> differences = new LinkedHashMap<>();
  private final Map<Precision, PrecisionError> errors = new EnumMap<>(Precision.class);

  /**
   * What was found.
   *
   * @param differences the largest absolute difference per output; NaN where a number is none
   * @param precision the error of each reduced precision
   */
  record Result(Map<String, Double> differences, Map<Precision, PrecisionError> precision) {}

  @MustBeClosed
  private PackageProof(PackageWriter draft) throws IOException {
    this.draft = draft;
    this.manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");
    this.input = new ProofInput(draft.config(), manager);
    this.expected = new LinkedHashMap<>();
  }

  /**
   * Runs the proof.
   *
   * @param draft a draft whose checkpoint is still open
   * @return the largest difference per output and the error of each precision
   * @throws IOException if an archive cannot be written or read
   */
  static Result run(PackageWriter draft) throws IOException {
    try (PackageProof proof = new PackageProof(draft)) {
      proof.evaluateReference();
      proof.checkDetector();
      proof.checkGenerator();
      return new Result(proof.differences, proof.errors);
    }
  }

  private void evaluateReference() throws IOException {
    List<String> names =
        List.of(
            "value",
            "jacobian",
            "encoding",
            "small",
            "prediction",
            "mask",
            "deformation",
            "occlusion",
            "warps",
            "deformed");
    NDList inputs = new NDList(input.floats(input.source()), input.floats(input.driving()));
    inputs.addAll(input.keypoints());
    try (TorchModule reference = TorchModule.load(draft.writeReference(), Device.cpu())) {
      NDList outputs = reference.run(inputs);
      for (int i = 0; i < names.size(); i++) {
        expected.put(names.get(i), outputs.get(i));
      }
    }
  }

  /** Runs an archive as jobs run it. */
  private NDList run(ArchiveKind kind, NDList inputs) throws IOException {
    return run(kind, Precision.FLOAT32, inputs);
  }

  private NDList run(ArchiveKind kind, Precision precision, NDList inputs) throws IOException {
    int batch = (int) inputs.get(inputs.size() - 1).getShape().get(0);
    try {
      return run(kind, precision, precision == Precision.FLOAT16 ? 0 : batch, inputs);
    } catch (EngineException e) {
      // A processor without oneDNN's kernels for the precision: PyTorch has slower ones for all.
      return run(kind, precision, 0, inputs);
    }
  }

  private NDList run(ArchiveKind kind, Precision precision, int batch, NDList inputs)
      throws IOException {
    try (TorchModule module = TorchModule.load(draft.archive(kind), Device.cpu())) {
      module.prepare(precision, batch);
      return module.run(inputs);
    }
  }

  private void checkDetector() throws IOException {
    NDList outputs = run(ArchiveKind.KEYPOINT_DETECTOR, new NDList(input.driving()));
    compare("value", outputs.get(0));
    compare("jacobian", outputs.get(1));
  }

  private void checkGenerator() throws IOException {
    NDList encoded = run(ArchiveKind.APPEARANCE_ENCODER, new NDList(input.source()));
    expected.computeIfPresent("encoding", (name, all) -> all.get("0:1"));
    expected.computeIfPresent("small", (name, all) -> all.get("0:1"));
    compare("encoding", encoded.get(0));
    compare("small", encoded.get(1));
    NDList inputs = new NDList(encoded).addAll(input.keypoints());
    NDList frames = run(ArchiveKind.FRAME_GENERATOR, inputs);
    compare("prediction", frames.get(1));
    NDArray occlusion = Objects.requireNonNull(expected.get("occlusion")).flatten(1, 3);
    expected.put("occluded", occlusion.mean(new int[] {1}).neg().add(1f));
    compare("occluded", frames.get(2));
    checkRounding(frames.get(0), frames.get(1));
    for (Precision precision : List.of(Precision.BFLOAT16, Precision.FLOAT16)) {
      NDList reduced = run(ArchiveKind.FRAME_GENERATOR, precision, inputs);
      errors.put(precision, error(frames.get(1), reduced.get(1)));
    }
    NDList inputsAndSource = new NDList(input.source()).addAll(inputs);
    NDList drawn = run(ArchiveKind.VISUALIZER, inputsAndSource);
    checkRounding(drawn.get(0), drawn.get(1));
    for (int i = 0; i < VISUALIZED.size(); i++) {
      compare(VISUALIZED.get(i), drawn.get(i + 1));
    }
  }

  /** Frames are the prediction rounded: at most half a grey level away. */
  private void checkRounding(NDArray frames, NDArray prediction) {
    NDArray blueLast = frames.toType(DataType.FLOAT32, false).flip(3).transpose(0, 3, 1, 2);
    double farthest = farthest(blueLast.div(255f), prediction);
    record("frames", Math.max(0, farthest - 0.5 / 255));
  }

  private void compare(String name, NDArray found) {
    NDArray wanted = expected.get(name);
    if (wanted == null || !wanted.getShape().equals(found.getShape())) {
      throw new IllegalStateException(
          "output %s has shape %s; expected that of %s".formatted(name, found.getShape(), wanted));
    }
    record(name, farthest(wanted, found));
  }

  private void record(String name, double difference) {
    differences.merge(name, difference, Math::max);
  }

  private static double farthest(NDArray wanted, NDArray found) {
    float[] a = wanted.toFloatArray();
    float[] b = found.toFloatArray();
    double farthest = 0;
    for (int i = 0; i < a.length; i++) {
      farthest = Math.max(farthest, Math.abs((double) a[i] - b[i]));
    }
    return farthest;
  }

  private static PrecisionError error(NDArray wanted, NDArray found) {
    float[] a = wanted.toFloatArray();
    float[] b = found.toFloatArray();
    double squares = 0;
    for (int i = 0; i < a.length; i++) {
      squares += Math.pow((double) a[i] - b[i], 2);
    }
    double psnr = -10 * Math.log10(squares / a.length);
    return new PrecisionError(
        Math.min(1, farthest(wanted, found)), Math.min(PrecisionError.MOST, psnr));
  }

  @Override
  public void close() {
    manager.close();
  }
}
