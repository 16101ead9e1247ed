package dev.troupe.cli;

import dev.troupe.model.ModelCatalog;
import dev.troupe.model.ModelCatalog.Listing;
import dev.troupe.model.ModelManifest;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code troupe models}: what models there are. */
@Command(
    name = "models",
    description = "Lists the model packages that --model can name.",
    mixinStandardHelpOptions = true,
    versionProvider = VersionText.class)
final class ModelsCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--models",
      paramLabel = "DIR",
      description = "A folder of model packages, searched before those in TROUPE_MODELS.")
  private @Nullable Path models;

  @Override
  public Integer call() {
    if (spec == null) {
      throw new IllegalStateException("picocli has not set the command up");
    }
    PrintWriter out = spec.commandLine().getOut();
    List<Listing> listings = ModelCatalog.of(Optional.ofNullable(models), System.getenv()).list();
    listings.forEach(listing -> print(listing, out));
    out.println(listings.size() + (listings.size() == 1 ? " model" : " models"));
    return 0;
  }

  private static void print(Listing listing, PrintWriter out) {
    out.println(listing.name() + "  (" + listing.place() + ")");
    listing.fault().ifPresent(fault -> out.println("  cannot be used: " + fault));
    listing.manifest().ifPresent(manifest -> describe(manifest, out));
  }

  private static void describe(ModelManifest manifest, PrintWriter out) {
    double largest =
        manifest.proof().values().stream().mapToDouble(Double::doubleValue).max().orElse(0);
    out.println(
        "  frames %s, %d keypoints%s, %s"
            .formatted(
                manifest.network().frameSize(),
                manifest.network().keypointCount(),
                manifest.network().hasJacobians() ? " with Jacobians" : "",
                manifest.alignCorners() ? "corner-aligned" : "not corner-aligned"));
    out.println(
        "  from %s, sha256 %s"
            .formatted(manifest.checkpoint().file(), manifest.checkpoint().sha256()));
    out.println(
        String.format(
            Locale.ROOT, "  proved to %.1e, content %s", largest, manifest.contentHash()));
  }
}
