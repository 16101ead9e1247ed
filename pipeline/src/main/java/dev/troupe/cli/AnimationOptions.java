package dev.troupe.cli;

import dev.troupe.inference.Compute;
import dev.troupe.jobs.AnimateRequest;
import dev.troupe.jobs.AnimateRequest.Reference;
import dev.troupe.jobs.manifest.OptionRules;
import dev.troupe.jobs.manifest.OptionText;
import dev.troupe.media.Deinterlacing;
import dev.troupe.media.Fit;
import dev.troupe.media.FrameSize;
import dev.troupe.media.Rational;
import dev.troupe.motion.TransferMode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How an animation is made: the options that one animation and all items of a batch share. */
final class AnimationOptions {
  private static final Rational DEFAULT_IMAGE_RATE = new Rational(25, 1);

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
      converter = Converters.Seconds.class,
      description = "Use the clip from this time on.")
  private @Nullable Rational start;

  @Option(
      names = "--end",
      paramLabel = "SECONDS",
      converter = Converters.Seconds.class,
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
      converter = Converters.FrameRate.class,
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
  private OptionText.Audio audio = OptionText.Audio.COPY;

  @Option(
      names = "--compare",
      description = "Also write source, clip and result side by side: OUTPUT-compare.mp4.")
  private boolean compare;

  @Option(
      names = "--visualize",
      description = "Also write keypoints, warps, masks and occlusion drawn: OUTPUT-visualize.mp4.")
  private boolean visualize;

  @Option(
      names = "--allow-truncated",
      description =
          "Use a truncated or damaged clip up to its last good frame; damaged frames before it are"
              + " kept as players show them.")
  private boolean allowTruncated;

  @Option(
      names = "--deinterlace",
      defaultValue = "auto",
      paramLabel = "auto|off",
      converter = Converters.Deinterlacings.class,
      description =
          "Make whole frames of a clip's interlaced ones, one of each (auto, default), or leave"
              + " them (off).")
  private Deinterlacing deinterlacing = Deinterlacing.AUTO;

  @Mixin private ComputeOptions compute = new ComputeOptions();

  ModelOptions model() {
    return model;
  }

  /** How the model's networks are run. */
  Compute compute() throws IOException {
    return compute.compute(model.location());
  }

  /** What was found in hardware, if it was looked for. */
  Optional<String> hardwareNote() {
    return compute.hardwareNote();
  }

  AnimateRequest.Pictures pictures() {
    return new AnimateRequest.Pictures(
        fit,
        background,
        Optional.ofNullable(frameRate).orElse(DEFAULT_IMAGE_RATE),
        allowTruncated,
        deinterlacing);
  }

  AnimateRequest.Motion motion() {
    return new AnimateRequest.Motion(
        transfer,
        adaptScale,
        Optional.ofNullable(reference),
        start == null ? Rational.ZERO : start,
        Optional.ofNullable(end));
  }

  boolean compare() {
    return compare;
  }

  boolean visualize() {
    return visualize;
  }

  Optional<FrameSize> resize() {
    return Optional.ofNullable(resize);
  }

  boolean sound() {
    return audio == OptionText.Audio.COPY;
  }

  List<String> mistakes() {
    List<String> mistakes = new ArrayList<>();
    OptionRules.mistakes(pictures(), motion(), "--")
        .forEach(mistake -> mistakes.add("Option %s.".formatted(mistake)));
    mistakes.addAll(compute.mistakes());
    mistakes.addAll(model.mistakes());
    return mistakes;
  }
}
