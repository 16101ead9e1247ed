package dev.troupe.cli;

import dev.troupe.inference.Calibration;
import dev.troupe.inference.CalibrationRun;
import dev.troupe.model.ModelPackage;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code troupe calibrate}: the fastest settings of a model on this machine. */
@Command(
    name = "calibrate",
    description =
        "Measures which batch and layout are fastest for a model on this machine and keeps them"
            + " beside the model; later jobs that begin on such a machine use them everywhere.",
    sortOptions = false,
    mixinStandardHelpOptions = true,
    versionProvider = VersionText.class)
final class CalibrateCommand implements Callable<Integer>, Checked {
  @Spec private @Nullable CommandSpec spec;

  @Mixin private ModelOptions model = new ModelOptions();

  @Override
  public List<String> mistakes() {
    return model.mistakes();
  }

  @Override
  public Integer call() throws IOException {
    if (spec == null) {
      throw new IllegalStateException("picocli has not set the command up");
    }
    PrintWriter out = spec.commandLine().getOut();
    ModelPackage opened = model.location().open();
    Calibration found = CalibrationRun.measure(opened);
    out.println("Keypoint detector: " + words(found.detector()));
    found
        .generator()
        .forEach(
            (precision, setting) ->
                out.println(
                    "Frame generator, %s: %s".formatted(precision.label(), words(setting))));
    out.println("Wrote " + found.keep(opened));
    return 0;
  }

  private static String words(Calibration.Setting setting) {
    return String.format(
        Locale.ROOT,
        "batches of %d, %s, %.1f ms a frame on one core",
        setting.batch(),
        setting.layout().name().toLowerCase(Locale.ROOT),
        setting.millisecondsPerFrame());
  }
}
