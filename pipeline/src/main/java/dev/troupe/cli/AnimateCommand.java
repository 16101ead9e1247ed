package dev.troupe.cli;

import dev.troupe.jobs.AnimateRequest;
import dev.troupe.jobs.manifest.FileNames;
import dev.troupe.problems.RequestException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code troupe animate}: one character performs one clip. */
@Command(
    name = "animate",
    description = "Makes the character of a source image perform a driving video.",
    sortOptions = false,
    mixinStandardHelpOptions = true,
    versionProvider = VersionText.class)
final class AnimateCommand implements Callable<Integer>, Checked {
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--source",
      required = true,
      paramLabel = "IMAGE",
      description = "The character: PNG, JPEG, WebP, BMP, TIFF or GIF.")
  private @Nullable String source;

  @Option(
      names = "--driving",
      required = true,
      paramLabel = "CLIP",
      description = "The performance: a video, a GIF or a folder of numbered images.")
  private @Nullable String driving;

  @Option(
      names = "--output",
      required = true,
      paramLabel = "MP4",
      description = "The finished video; its folder is created.")
  private @Nullable String output;

  @Mixin private AnimationOptions animation = new AnimationOptions();

  @Option(
      names = "--frames",
      paramLabel = "DIR",
      description = "Also write each frame as a lossless PNG into this folder.")
  private @Nullable String frames;

  @Option(names = "--overwrite", description = "Replace outputs that exist.")
  private boolean overwrite;

  @Mixin private SparkOptions spark = new SparkOptions();

  @Override
  public List<String> mistakes() {
    List<String> mistakes = new ArrayList<>(spark.mistakes());
    if (output != null && !output.toLowerCase(Locale.ROOT).endsWith(".mp4")) {
      mistakes.add("Option --output must end in .mp4, found \"%s\".".formatted(output));
    }
    if (output != null && (output.equals(source) || output.equals(driving))) {
      mistakes.add("Option --output must not name an input.");
    }
    mistakes.addAll(animation.mistakes());
    return mistakes;
  }

  @Override
  public Integer call() throws Exception {
    animation.hardwareNote().ifPresent(console()::println);
    return new AnimateRun(spark, animation.compute(), console()).run(request());
  }

  private java.io.PrintWriter console() {
    if (spec == null) {
      throw new IllegalStateException("picocli has not set the command up");
    }
    return spec.commandLine().getOut();
  }

  private AnimateRequest request() throws IOException {
    return new AnimateRequest(
        new AnimateRequest.Inputs(
            place("--source", given(source)),
            place("--driving", given(driving)),
            animation.model().location(),
            animation.pictures()),
        animation.motion(),
        new AnimateRequest.Outputs(
            place("--output", given(output)),
            new AnimateRequest.Extras(
                animation.compare(),
                animation.visualize(),
                frames == null ? Optional.empty() : Optional.of(place("--frames", frames))),
            animation.resize(),
            animation.sound(),
            overwrite));
  }

  /** A file's one name: executors run in other folders. */
  private static String place(String option, String written) throws IOException {
    try {
      return FileNames.here().resolve(written);
    } catch (IllegalArgumentException e) {
      throw new RequestException(List.of("Option %s: %s.".formatted(option, e.getMessage())));
    }
  }

  private static String given(@Nullable String option) {
    if (option == null) {
      throw new IllegalStateException("picocli lets no command run without its required options");
    }
    return option;
  }
}
