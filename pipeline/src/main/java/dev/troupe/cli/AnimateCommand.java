package dev.troupe.cli;

import dev.troupe.jobs.AnimateRequest;
import dev.troupe.jobs.AnimateRequest.Reference;
import dev.troupe.media.Fit;
import dev.troupe.media.FrameSize;
import dev.troupe.media.Rational;
import dev.troupe.motion.TransferMode;
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
  private static final Rational DEFAULT_IMAGE_RATE = new Rational(25, 1);

  /** What becomes of the driving clip's sound. */
  enum Audio {
    COPY,
    NONE
  }

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

  @Mixin private ModelOptions model = new ModelOptions();

  @Option(
      names = "--transfer",
      defaultValue = "relative",
      paramLabel = "relative|absolute",
      converter = Converters.Transfer.class,
      description = "relative (keeps the character's proportions, default) or absolute.")
  private TransferMode transfer = TransferMode.RELATIVE;

  @Option(
      names = "--adapt-scale",
      description = "Scale the movement to the character's size (relative transfer only).")
  private boolean adaptScale;

  @Option(
      names = "--reference-frame",
      paramLabel = "N|best",
      converter = Converters.ReferenceFrame.class,
      description =
          "The driving frame that stands for the source's pose: a number from 0 (default: the"
              + " first used), or best for the one whose pose is nearest.")
  private @Nullable Reference reference;

  @Option(
      names = "--start",
      paramLabel = "SECONDS",
      converter = Converters.NotNegative.class,
      description = "Use the clip from this time on.")
  private @Nullable Rational start;

  @Option(
      names = "--end",
      paramLabel = "SECONDS",
      converter = Converters.NotNegative.class,
      description = "Use the clip up to this time.")
  private @Nullable Rational end;

  @Option(
      names = "--fit",
      defaultValue = "crop",
      paramLabel = "crop|pad|stretch",
      converter = Converters.Fits.class,
      description =
          "How source and clip are brought to the network's shape: crop (default), pad, stretch.")
  private Fit fit = Fit.CROP;

  @Option(
      names = "--background",
      defaultValue = "ffffff",
      paramLabel = "RRGGBB",
      converter = Converters.Colour.class,
      description = "What shows through a transparent source image (default: white, ffffff).")
  private Integer background = 0xFFFFFF;

  @Option(
      names = "--frame-rate",
      paramLabel = "FPS",
      converter = Converters.NotNegative.class,
      description = "Frames per second of a folder of images (default: 25).")
  private @Nullable Rational frameRate;

  @Option(
      names = "--resize",
      paramLabel = "WxH",
      converter = Converters.Size.class,
      description = "The result's size, padded to keep its shape (default: the network's).")
  private @Nullable FrameSize resize;

  @Option(
      names = "--audio",
      defaultValue = "copy",
      paramLabel = "copy|none",
      converter = Converters.Sounds.class,
      description = "Keep the clip's sound (default) or leave it out.")
  private Audio audio = Audio.COPY;

  @Option(
      names = "--compare",
      description = "Also write source, clip and result side by side: OUTPUT-compare.mp4.")
  private boolean compare;

  @Option(
      names = "--visualize",
      description = "Also write keypoints, warps, masks and occlusion drawn: OUTPUT-visualize.mp4.")
  private boolean visualize;

  @Option(
      names = "--frames",
      paramLabel = "DIR",
      description = "Also write each frame as a lossless PNG into this folder.")
  private @Nullable String frames;

  @Option(
      names = "--allow-truncated",
      description = "Use a truncated clip up to its last good frame.")
  private boolean allowTruncated;

  @Option(names = "--overwrite", description = "Replace outputs that exist.")
  private boolean overwrite;

  @Mixin private SparkOptions spark = new SparkOptions();

  @Override
  public List<String> mistakes() {
    List<String> mistakes = new ArrayList<>(spark.mistakes());
    if (transfer == TransferMode.ABSOLUTE && adaptScale) {
      mistakes.add("Option --adapt-scale needs --transfer relative.");
    }
    if (transfer == TransferMode.ABSOLUTE && reference != null) {
      mistakes.add("Option --reference-frame needs --transfer relative.");
    }
    if (end != null && end.compareTo(start()) <= 0) {
      mistakes.add("Option --end must be later than --start.");
    }
    if (frameRate != null && frameRate.numerator() == 0) {
      mistakes.add("Option --frame-rate must be above zero.");
    }
    if (output != null && !output.toLowerCase(Locale.ROOT).endsWith(".mp4")) {
      mistakes.add("Option --output must end in .mp4, found \"%s\".".formatted(output));
    }
    if (output != null && (output.equals(source) || output.equals(driving))) {
      mistakes.add("Option --output must not name an input.");
    }
    mistakes.addAll(model.mistakes());
    return mistakes;
  }

  @Override
  public Integer call() throws Exception {
    return new AnimateRun(spark, console()).run(request());
  }

  private java.io.PrintWriter console() {
    if (spec == null) {
      throw new IllegalStateException("picocli has not set the command up");
    }
    return spec.commandLine().getOut();
  }

  private AnimateRequest request() throws IOException {
    AnimateRequest.Pictures pictures =
        new AnimateRequest.Pictures(
            fit,
            background,
            Optional.ofNullable(frameRate).orElse(DEFAULT_IMAGE_RATE),
            allowTruncated);
    return new AnimateRequest(
        new AnimateRequest.Inputs(given(source), given(driving), model.location(), pictures),
        new AnimateRequest.Motion(
            transfer,
            adaptScale,
            Optional.ofNullable(reference),
            start(),
            Optional.ofNullable(end)),
        new AnimateRequest.Outputs(
            given(output),
            new AnimateRequest.Extras(compare, visualize, Optional.ofNullable(frames)),
            Optional.ofNullable(resize),
            audio == Audio.COPY,
            overwrite));
  }

  private Rational start() {
    return start == null ? Rational.ZERO : start;
  }

  private static String given(@Nullable String option) {
    if (option == null) {
      throw new IllegalStateException("picocli lets no command run without its required options");
    }
    return option;
  }
}
