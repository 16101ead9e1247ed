package dev.troupe.cli;

import dev.troupe.inference.Calibration;
import dev.troupe.inference.Compute;
import dev.troupe.inference.CudaBuild;
import dev.troupe.inference.DeviceMemory;
import dev.troupe.inference.PrecisionChoice;
import dev.troupe.inference.Processor;
import dev.troupe.media.Codecs;
import dev.troupe.model.ModelLocation;
import dev.troupe.model.ModelManifest;
import dev.troupe.model.ModelPackage;
import dev.troupe.model.Precision;
import dev.troupe.problems.RequestException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How networks are run. */
final class ComputeOptions {
  /** Where networks run. */
  enum Device {
    CPU,
    GPU
  }

  @Option(
      names = "--device",
      defaultValue = "cpu",
      paramLabel = "cpu|gpu",
      converter = DeviceWord.class,
      description =
          "Where networks run: cpu (default), or gpu, the one that Spark assigns to each task;"
              + " needs a build with -Pcuda.")
  private Device device = Device.CPU;

  @Option(
      names = "--reuse",
      paramLabel = "TOLERANCE",
      description =
          "Take an earlier frame's picture where its keypoints differ by no more than this; 0 for"
              + " exactly the same (default: generate every frame).")
  private @Nullable Double reuse;

  @Option(
      names = "--precision",
      defaultValue = "float32",
      paramLabel = "float32|bfloat16|float16|auto",
      converter = PrecisionWord.class,
      description =
          "In what numbers frames are generated: float32 (default), bfloat16 (several times faster"
              + " where the processor has it), float16 (GPUs only), or auto, the fastest whose"
              + " error the model's import measured to stay above 40 dB.")
  private Wanted wanted = new Wanted(Optional.of(Precision.FLOAT32));

  @Option(
      names = "--device-memory",
      paramLabel = "SIZE",
      converter = Bytes.class,
      description =
          "With --device gpu, what a task may take of its GPU's memory, as in 6g: batches are"
              + " chosen to fit (default: batches of 16 frames).")
  private @Nullable Long deviceMemory;

  @Option(
      names = "--hwaccel",
      defaultValue = "none",
      paramLabel = "auto|none",
      converter = HardwareWord.class,
      description =
          "Codecs in hardware: none (default; the same bytes on every machine), or auto, what works"
              + " on the machine where the job begins: decoding on NVIDIA's or VAAPI's devices, and"
              + " encoding with NVENC, which makes other bytes and is recorded as such.")
  private Hardware hardware = Hardware.NONE;

  private @Nullable Codecs found;

  /** Which codecs in hardware are looked for. */
  enum Hardware {
    AUTO,
    NONE
  }

  static final class HardwareWord implements ITypeConverter<Hardware> {
    @Override
    public Hardware convert(String value) {
      return switch (value.toLowerCase(Locale.ROOT)) {
        case "auto" -> Hardware.AUTO;
        case "none" -> Hardware.NONE;
        default ->
            throw new TypeConversionException(
                "expected auto or none, found \"%s\"".formatted(value));
      };
    }
  }

  /** "512m", "6g". */
  static final class Bytes implements ITypeConverter<Long> {
    @Override
    public Long convert(String value) {
      String text = value.toLowerCase(Locale.ROOT);
      if (!text.matches("[1-9]\\d{0,6}[mg]")) {
        throw new TypeConversionException(
            "expected a size as in 512m or 6g, found \"%s\"".formatted(value));
      }
      long number = Long.parseLong(text.substring(0, text.length() - 1));
      return number << (text.endsWith("g") ? 30 : 20);
    }
  }

  static final class DeviceWord implements ITypeConverter<Device> {
    @Override
    public Device convert(String value) {
      return switch (value.toLowerCase(Locale.ROOT)) {
        case "cpu" -> Device.CPU;
        case "gpu" -> Device.GPU;
        default ->
            throw new TypeConversionException("expected cpu or gpu, found \"%s\"".formatted(value));
      };
    }
  }

  /** A precision; empty for automatic. */
  record Wanted(Optional<Precision> precision) {}

  static final class PrecisionWord implements ITypeConverter<Wanted> {
    @Override
    public Wanted convert(String value) {
      String word = value.toLowerCase(Locale.ROOT);
      if (word.equals("auto")) {
        return new Wanted(Optional.empty());
      }
      for (Precision candidate : Precision.values()) {
        if (candidate.label().equals(word)) {
          return new Wanted(Optional.of(candidate));
        }
      }
      throw new TypeConversionException(
          "expected float32, bfloat16, float16 or auto, found \"%s\"".formatted(value));
    }
  }

  List<String> mistakes() {
    List<String> mistakes = new ArrayList<>();
    if (reuse != null && !(reuse >= 0 && Double.isFinite(reuse))) {
      mistakes.add("Option --reuse must not be negative, found %s.".formatted(reuse));
    }
    if (device == Device.GPU) {
      CudaBuild.mistake().ifPresent(mistakes::add);
    }
    if (device == Device.CPU && deviceMemory != null) {
      mistakes.add("Option --device-memory needs --device gpu.");
    }
    if (device == Device.CPU && wanted.precision().equals(Optional.of(Precision.FLOAT16))) {
      mistakes.add(
          "Option --precision float16 needs a GPU, and this job computes on processors; take"
              + " bfloat16 or auto.");
    }
    return mistakes;
  }

  /** The settings for a model, chosen here once for all executors. */
  Compute compute(ModelLocation model) {
    ModelPackage opened = model.open();
    String place = device.name().toLowerCase(Locale.ROOT);
    Precision precision =
        wanted
            .precision()
            .orElseGet(
                () -> PrecisionChoice.automatic(opened.manifest(), place, Processor.current()));
    Compute compute =
        device == Device.GPU
            ? onGpu(opened.manifest()).in(precision)
            : Calibration.find(opened)
                .map(calibration -> calibration.compute(precision))
                .orElse(Compute.CPU.in(precision));
    return (reuse == null ? compute : compute.reusing(reuse)).coding(codecs());
  }

  private Compute onGpu(ModelManifest manifest) {
    if (deviceMemory == null) {
      return new Compute("gpu", DeviceMemory.LARGEST_BATCH, DeviceMemory.LARGEST_BATCH);
    }
    int batch = DeviceMemory.batch(manifest, deviceMemory);
    if (batch == 0) {
      throw new RequestException(
          List.of(
              "Option --device-memory is too small for model %s: expected at least %dm, found %dm."
                  .formatted(
                      manifest.name(),
                      (DeviceMemory.estimate(manifest, 1) >> 20) + 1,
                      deviceMemory >> 20)));
    }
    return new Compute("gpu", batch, batch);
  }

  /** What {@code --hwaccel auto} came to; empty where it was not asked for. */
  Optional<String> hardwareNote() {
    return hardware == Hardware.NONE
        ? Optional.empty()
        : Optional.of(
            "Codecs: decoding with %s, encoding with %s"
                .formatted(
                    codecs().decodesInSoftware() ? "the processor" : codecs().decoder(),
                    codecs().encoderName()));
  }

  private Codecs codecs() {
    if (found == null) {
      found = hardware == Hardware.AUTO ? Codecs.available() : Codecs.IN_SOFTWARE;
    }
    return found;
  }
}
