package dev.troupe.cli;

import dev.troupe.inference.ImportRequest;
import dev.troupe.inference.ModelImport;
import dev.troupe.jobs.Version;
import dev.troupe.model.ModelManifest;
import dev.troupe.model.ModelPackage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code troupe import}: a published checkpoint becomes a model package. */
@Command(
    name = "import",
    description =
        "Turns a published checkpoint into a model package and proves that it computes the same.",
    sortOptions = false,
    mixinStandardHelpOptions = true,
    versionProvider = VersionText.class)
final class ImportCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--checkpoint",
      required = true,
      paramLabel = "FILE",
      description = "A .pth.tar, .pth or .safetensors file with generator and kp_detector.")
  private Path checkpoint = Path.of("");

  @Option(
      names = "--config",
      required = true,
      paramLabel = "YAML",
      description = "The configuration it was trained with.")
  private Path config = Path.of("");

  @Option(
      names = "--output",
      required = true,
      paramLabel = "DIR",
      description = "The model package's folder.")
  private Path output = Path.of("");

  @Option(
      names = "--align-corners",
      arity = "1",
      defaultValue = "true",
      paramLabel = "true|false",
      description =
          "How pictures are sampled: true as the published models were trained (default), false as"
              + " newer PyTorch does by default.")
  private boolean alignCorners = true;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "The model's name (default: the output folder's).")
  private @Nullable String name;

  @Option(names = "--overwrite", description = "Replace a package that exists.")
  private boolean overwrite;

  @Override
  public Integer call() throws IOException {
    if (spec == null) {
      throw new IllegalStateException("picocli has not set the command up");
    }
    String folder = output.toAbsolutePath().normalize().getFileName().toString();
    ImportRequest request =
        new ImportRequest(
            checkpoint,
            config,
            output,
            alignCorners,
            overwrite,
            Optional.ofNullable(name).orElse(folder),
            "troupe " + Version.current());
    PrintWriter out = spec.commandLine().getOut();
    out.println("Importing " + checkpoint + " ...");
    ModelPackage imported = ModelImport.run(request);
    report(imported, out);
    return 0;
  }

  private static void report(ModelPackage imported, PrintWriter out) {
    ModelManifest manifest = imported.manifest();
    double largest =
        manifest.proof().values().stream().mapToDouble(Double::doubleValue).max().orElse(0);
    out.println(
        String.format(
            Locale.ROOT,
            "Proved: the largest difference from the checkpoint's own networks is %.1e",
            largest));
    out.println("Wrote " + imported.folder());
  }
}
