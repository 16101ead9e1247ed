package dev.troupe.cli;

import dev.troupe.inference.Compute;
import dev.troupe.jobs.AnimateRequest;
import dev.troupe.media.Fit;
import dev.troupe.media.Rational;
import dev.troupe.motion.TransferMode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code troupe demo}: a bundled character performs a bundled clip on the embedded model. */
@Command(
    name = "demo",
    description = "Renders a bundled character with a bundled clip, sound included.",
    mixinStandardHelpOptions = true,
    versionProvider = VersionText.class)
final class DemoCommand implements Callable<Integer>, Checked {
  private static final String CHARACTER = "character.png";
  private static final String DRIVING = "driving.mp4";

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--output",
      defaultValue = "troupe-demo",
      paramLabel = "DIR",
      description = "The folder for inputs and results (default: troupe-demo).")
  private Path output = Path.of("troupe-demo");

  @Mixin private ModelOptions model = new ModelOptions();

  @Mixin private SparkOptions spark = new SparkOptions();

  @Override
  public List<String> mistakes() {
    List<String> mistakes = new java.util.ArrayList<>(spark.mistakes());
    mistakes.addAll(model.mistakes());
    return mistakes;
  }

  @Override
  public Integer call() throws IOException {
    if (spec == null) {
      throw new IllegalStateException("picocli has not set the command up");
    }
    Files.createDirectories(output);
    return new AnimateRun(spark, Compute.CPU, spec.commandLine().getOut()).run(request());
  }

  private AnimateRequest request() throws IOException {
    AnimateRequest.Pictures pictures =
        new AnimateRequest.Pictures(Fit.CROP, 0xFFFFFF, new Rational(25, 1), false);
    return new AnimateRequest(
        new AnimateRequest.Inputs(unpack(CHARACTER), unpack(DRIVING), model.location(), pictures),
        new AnimateRequest.Motion(
            TransferMode.RELATIVE, true, Optional.empty(), Rational.ZERO, Optional.empty()),
        new AnimateRequest.Outputs(
            output.resolve("result.mp4").toString(),
            new AnimateRequest.Extras(true, false, Optional.empty()),
            Optional.empty(),
            true,
            true));
  }

  private String unpack(String name) throws IOException {
    Path target = output.resolve(name);
    try (InputStream in = DemoCommand.class.getResourceAsStream("/demo/" + name)) {
      if (in == null) {
        throw new IllegalStateException("the build left out demo/" + name);
      }
      Files.copy(in, target, StandardCopyOption.REPLACE_EXISTING);
    }
    return target.toString();
  }
}
