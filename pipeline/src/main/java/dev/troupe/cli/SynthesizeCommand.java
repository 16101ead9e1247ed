package dev.troupe.cli;

import dev.troupe.jobs.Sessions;
import dev.troupe.jobs.synthesis.SynthesisRequest;
import dev.troupe.jobs.synthesis.SynthesisRequest.FrameFormat;
import dev.troupe.jobs.synthesis.SynthesisResult;
import dev.troupe.jobs.synthesis.Synthesize;
import dev.troupe.media.FrameSize;
import dev.troupe.media.Rational;
import dev.troupe.synthesis.Split;
import dev.troupe.synthesis.SyntheticSet;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code troupe synthesize}: draws a data set of talking puppets. */
@Command(
    name = "synthesize",
    description = "Draws talking puppets: clips, source images, true landmarks and splits.",
    sortOptions = false,
    mixinStandardHelpOptions = true,
    versionProvider = VersionText.class)
final class SynthesizeCommand extends JobCommand {
  private static final int DEFAULT_FRAMES = 75;
  private static final long DEFAULT_PAIRS = 100;
  private static final int MOST_PERFORMANCES = 10_000;
  private static final int WORST_QUALITY = 51;

  @Option(
      names = "--output",
      required = true,
      paramLabel = "DIR",
      description = "The set's folder; a run that was stopped is completed there.")
  private String output = "";

  @Option(
      names = "--identities",
      defaultValue = "100",
      paramLabel = "N",
      description = "How many puppets (default: ${DEFAULT-VALUE}).")
  private int identities;

  @Option(
      names = "--performances",
      defaultValue = "1",
      paramLabel = "N",
      description = "How many clips of each puppet (default: ${DEFAULT-VALUE}).")
  private int performances;

  @Option(
      names = "--pairs",
      paramLabel = "N",
      description =
          "Cross pairs: a test puppet in another one's performance (default: one per test clip, at"
              + " most 100).")
  private @Nullable Integer pairs;

  @Option(
      names = "--size",
      defaultValue = "128x128",
      paramLabel = "WxH",
      converter = Converters.Size.class,
      description = "Size of the frames (default: ${DEFAULT-VALUE}).")
  private FrameSize size = new FrameSize(128, 128);

  @Option(
      names = "--frames",
      paramLabel = "N",
      description = "Frames in each clip (default: " + DEFAULT_FRAMES + ").")
  private @Nullable Integer frames;

  @Option(
      names = "--duration",
      paramLabel = "SECONDS",
      converter = Converters.Seconds.class,
      description = "Length of each clip, instead of --frames.")
  private @Nullable Rational duration;

  @Option(
      names = "--frame-rate",
      defaultValue = "25",
      paramLabel = "FPS",
      converter = Converters.FrameRate.class,
      description = "Frames per second (default: ${DEFAULT-VALUE}).")
  private Rational frameRate = new Rational(25, 1);

  @Option(
      names = "--validation",
      defaultValue = "0.1",
      paramLabel = "SHARE",
      description = "Share of the puppets kept for validation (default: ${DEFAULT-VALUE}).")
  private double validation;

  @Option(
      names = "--test",
      defaultValue = "0.1",
      paramLabel = "SHARE",
      description = "Share of the puppets kept for testing (default: ${DEFAULT-VALUE}).")
  private double test;

  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "N",
      description = "Which puppets: another number is another set (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--format",
      defaultValue = "mp4",
      paramLabel = "mp4|png",
      converter = Converters.FrameFormats.class,
      description = "mp4 (default) or png: a folder of lossless pictures for each clip.")
  private FrameFormat format = FrameFormat.MP4;

  @Option(
      names = "--quality",
      defaultValue = "" + SynthesisRequest.QUALITY,
      paramLabel = "N",
      description = "Quality of mp4, 1 (best) to 51 (default: ${DEFAULT-VALUE}).")
  private int quality;

  @Mixin private SparkOptions spark = new SparkOptions();

  @Override
  public List<String> mistakes() {
    List<String> mistakes = new ArrayList<>(spark.mistakes());
    if (frames != null && duration != null) {
      mistakes.add("Options --frames and --duration say the same; give one.");
    }
    checkRange(mistakes, "--identities", identities, 1, SynthesisRequest.MOST_CLIPS);
    checkRange(mistakes, "--performances", performances, 1, MOST_PERFORMANCES);
    if (frames != null) {
      checkRange(mistakes, "--frames", frames, 2, Integer.MAX_VALUE);
    }
    if (pairs != null) {
      checkRange(mistakes, "--pairs", pairs, 0, SynthesisRequest.MOST_PAIRS);
    }
    checkRange(mistakes, "--quality", quality, 1, WORST_QUALITY);
    checkShares(mistakes, validation, test);
    if (mistakes.isEmpty() && !output.isEmpty()) {
      mistakes.addAll(
          found(
              "draw this set",
              () -> {
                Sessions.prepare(spark.settings());
                return Synthesize.mistakes(request());
              }));
    }
    return mistakes;
  }

  @Override
  public Integer call() throws IOException {
    PrintWriter out = out();
    SynthesisResult result = run(out);
    emptySplits().forEach(out::println);
    if (pairs != null && result.pairs() < pairs) {
      out.println(
          "Drew %d of %d cross pairs: each needs two identities of the test split, which --test makes larger."
              .formatted(result.pairs(), pairs));
    }
    out.println(
        String.format(
            Locale.ROOT,
            "Wrote %s (%d clips, %d cross pairs, %d frames in %.1f s, %.1f frames/s)",
            output,
            result.clips(),
            result.pairs(),
            result.frames(),
            result.seconds(),
            result.frames() / result.seconds()));
    return 0;
  }

  /** A small set may leave a split without anybody, as identities fall into splits by a hash. */
  private List<String> emptySplits() {
    SyntheticSet set = request().set();
    Map<Split, Double> shares = new EnumMap<>(Split.class);
    shares.put(Split.TRAIN, 1 - validation - test);
    shares.put(Split.VALIDATION, validation);
    shares.put(Split.TEST, test);
    List<String> lines = new ArrayList<>();
    shares.forEach(
        (split, share) -> {
          if (share > 0 && set.clipCount(split) == 0) {
            lines.add(
                "The split \"%s\" is empty: none of %d identities fell into its share of %.3g; more --identities fill it."
                    .formatted(split.label(), identities, share));
          }
        });
    return lines;
  }

  private SynthesisResult run(PrintWriter out) throws IOException {
    try (Sessions.Session session =
            Sessions.open("troupe synthesize", spark.master(), spark.settings());
        ProgressLine progress = new ProgressLine(out)) {
      return new Synthesize(session, progress).run(request());
    }
  }

  private SynthesisRequest request() {
    SyntheticSet set =
        new SyntheticSet(
            seed, identities, performances, frames(), frameRate, size, validation, test);
    long most = Math.min(DEFAULT_PAIRS, set.clipCount(Split.TEST));
    return new SynthesisRequest(
        set, output, format, quality, Optional.ofNullable(pairs).orElse((int) most));
  }

  private int frames() {
    return duration == null
        ? Optional.ofNullable(frames).orElse(DEFAULT_FRAMES)
        : Math.toIntExact(Math.round(duration.toDouble() * frameRate.toDouble()));
  }
}
