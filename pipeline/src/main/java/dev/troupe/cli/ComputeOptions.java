package dev.troupe.cli;

import dev.troupe.inference.Calibration;
import dev.troupe.inference.Compute;
import dev.troupe.inference.PrecisionChoice;
import dev.troupe.inference.Processor;
import dev.troupe.model.ModelLocation;
import dev.troupe.model.ModelPackage;
import dev.troupe.model.Precision;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How networks are run. */
final class ComputeOptions {
  private static final String DEVICE = "cpu";

  @Option(
      names = "--precision",
      defaultValue = "float32",
      paramLabel = "float32|bfloat16|float16|auto",
      converter = PrecisionWord.class,
      description =
          "In what numbers frames are generated: float32 (default), bfloat16 (several times faster"
              + " where the processor has it), float16 (GPUs only), or auto, the fastest whose error"
              + " the model's import measured to stay above 40 dB.")
  private Wanted wanted = new Wanted(Optional.of(Precision.FLOAT32));

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
    if (wanted.precision().equals(Optional.of(Precision.FLOAT16))) {
      mistakes.add(
          "Option --precision float16 needs a GPU, and this job computes on processors; take"
              + " bfloat16 or auto.");
    }
    return mistakes;
  }

  /** The settings for a model, chosen here once for all executors. */
  Compute compute(ModelLocation model) {
    ModelPackage opened = model.open();
    Precision chosen =
        wanted
            .precision()
            .orElseGet(
                () -> PrecisionChoice.automatic(opened.manifest(), DEVICE, Processor.current()));
    return Calibration.find(opened)
        .map(calibration -> calibration.compute(chosen))
        .orElse(Compute.CPU.in(chosen));
  }
}
