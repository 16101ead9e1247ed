package dev.troupe.cli;

import dev.troupe.evaluation.Contender;
import dev.troupe.evaluation.Evaluate;
import dev.troupe.evaluation.EvaluationRequest;
import dev.troupe.evaluation.EvaluationRequest.Mode;
import dev.troupe.evaluation.EvaluationRequest.Options;
import dev.troupe.evaluation.Summary;
import dev.troupe.jobs.Sessions;
import dev.troupe.model.ModelCatalog;
import dev.troupe.model.ModelLocation;
import dev.troupe.model.ModelPackage;
import dev.troupe.motion.TransferMode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code troupe evaluate}: measures models on a data set. */
@Command(
    name = "evaluate",
    description = "Measures models, side by side, on the test videos or pairs of a data set.",
    sortOptions = false,
    mixinStandardHelpOptions = true,
    versionProvider = VersionText.class)
final class EvaluateCommand extends JobCommand {
  /** What models are compared with. */
  enum Baseline {
    COPY,
    NONE
  }

  @Option(
      names = "--mode",
      defaultValue = "reconstruction",
      paramLabel = "reconstruction|animation",
      converter = Converters.Modes.class,
      description =
          "reconstruction (default): each video from its first frame; animation: pairs of a source"
              + " and a driving video.")
  private Mode mode = Mode.RECONSTRUCTION;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "DIR",
      description = "A data set in the published layout, or a folder of videos.")
  private String data = "";

  @Option(
      names = "--pairs",
      paramLabel = "CSV",
      description =
          "Columns source, driving and perhaps truth, files of the data set (default: its"
              + " pairs.csv).")
  private String pairs = "";

  @Option(
      names = "--model",
      paramLabel = "[NAME=]MODEL",
      description =
          "A model package, as for animate; may be repeated. NAME is used in tables (default: the"
              + " package's own).")
  private List<String> models = new ArrayList<>();

  @Option(
      names = "--models",
      paramLabel = "DIR",
      description = "A folder of model packages, searched before the one in TROUPE_MODELS.")
  private @Nullable Path folder;

  @Option(
      names = "--baseline",
      defaultValue = "copy",
      paramLabel = "copy|none",
      converter = Converters.Baselines.class,
      description = "Also measure the source copied to every frame (default), or not.")
  private Baseline baseline = Baseline.COPY;

  @Option(
      names = "--output",
      required = true,
      paramLabel = "DIR",
      description = "A new folder for tables, summary and pictures.")
  private String output = "";

  @Option(
      names = "--transfer",
      defaultValue = "relative",
      paramLabel = "relative|absolute",
      converter = Converters.Transfer.class,
      description = "How motion is used in animation (default: relative).")
  private TransferMode transfer = TransferMode.RELATIVE;

  @Option(
      names = "--adapt-scale",
      description = "Scale the movement to the character's size in animation.")
  private boolean adaptScale;

  @Option(
      names = "--most-videos",
      defaultValue = "0",
      paramLabel = "N",
      description = "Use only the first N videos or pairs (default: all).")
  private int mostVideos;

  @Option(
      names = "--most-frames",
      defaultValue = "0",
      paramLabel = "N",
      description = "Use only the first N frames of each (default: all).")
  private int mostFrames;

  @Option(
      names = "--every",
      defaultValue = "1",
      paramLabel = "N",
      description = "Measure every Nth frame: a quick look (default: ${DEFAULT-VALUE}).")
  private int every;

  @Option(
      names = "--landmark-model",
      paramLabel = "PT",
      description = "A TorchScript network that finds landmarks: adds AKD and MKR by network.")
  private String landmarkModel = "";

  @Option(
      names = "--identity-model",
      paramLabel = "PT",
      description = "A TorchScript network that embeds who is seen: adds AED.")
  private String identityModel = "";

  @Option(names = "--png", description = "Keep every generated frame in lossless PNG files.")
  private boolean png;

  @Option(
      names = "--worst",
      defaultValue = "5",
      paramLabel = "N",
      description = "Show the worst frames of so many videos (default: ${DEFAULT-VALUE}).")
  private int worst;

  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "N",
      description = "Of the confidence intervals (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Mixin private SparkOptions spark = new SparkOptions();

  @Override
  public List<String> mistakes() {
    List<String> mistakes = new ArrayList<>(spark.mistakes());
    if (mode == Mode.RECONSTRUCTION && !pairs.isEmpty()) {
      mistakes.add("Option --pairs needs --mode animation.");
    }
    if (mode == Mode.RECONSTRUCTION && adaptScale) {
      mistakes.add("Option --adapt-scale needs --mode animation.");
    }
    if (transfer == TransferMode.ABSOLUTE && adaptScale) {
      mistakes.add("Option --adapt-scale needs --transfer relative.");
    }
    checkRange(mistakes, "--most-videos", mostVideos, 0, Integer.MAX_VALUE);
    checkRange(mistakes, "--most-frames", mostFrames, 0, Integer.MAX_VALUE);
    checkRange(mistakes, "--every", every, 1, Integer.MAX_VALUE);
    checkRange(mistakes, "--worst", worst, 0, Integer.MAX_VALUE);
    List<Contender> contenders = new ArrayList<>();
    for (String model : models) {
      mistakes.addAll(found("use the model " + model, () -> add(contenders, model)));
    }
    if (models.isEmpty() && baseline == Baseline.NONE) {
      mistakes.add("Give a --model, or --baseline copy.");
    }
    if (spark.mistakes().isEmpty() && !data.isEmpty() && !output.isEmpty()) {
      mistakes.addAll(found("evaluate", () -> fileMistakes(contenders)));
    }
    return mistakes;
  }

  /** What is wrong with files and folders, whatever else is wrong. */
  private List<String> fileMistakes(List<Contender> contenders) throws IOException {
    Sessions.prepare(spark.settings());
    List<Contender> known = contenders.isEmpty() ? List.of(Contender.copy()) : contenders;
    Options some =
        new Options(transfer, adaptScale, 0, 0, 1, landmarkModel, identityModel, png, 0, seed);
    return Evaluate.mistakes(new EvaluationRequest(mode, data, pairs, known, output, some));
  }

  @Override
  public Integer call() throws IOException {
    PrintWriter out = out();
    Summary summary = run(out);
    summary.problems().forEach(problem -> out.println("Left out: " + problem));
    summary.lines().forEach(out::println);
    out.printf(
        "Wrote %s/report.html and summary.md (%d videos, %d frames)%n",
        output, summary.videos(), summary.frames());
    return summary.problems().isEmpty() ? 0 : 1;
  }

  private Summary run(PrintWriter out) throws IOException {
    try (Sessions.Session session =
            Sessions.openForNetworks("troupe evaluate", spark.master(), spark.settings());
        ProgressLine progress = new ProgressLine(out)) {
      return new Evaluate(session, progress).run(request());
    }
  }

  private EvaluationRequest request() throws IOException {
    List<Contender> contenders = new ArrayList<>();
    for (String model : models) {
      add(contenders, model);
    }
    if (baseline == Baseline.COPY) {
      contenders.add(Contender.copy());
    }
    return new EvaluationRequest(
        mode,
        data,
        pairs,
        contenders,
        output,
        new Options(
            transfer,
            adaptScale,
            mostVideos,
            mostFrames,
            every,
            landmarkModel,
            identityModel,
            png,
            worst,
            seed));
  }

  /** Adds a model as it was named; nothing is wrong if it returns. */
  private List<String> add(List<Contender> contenders, String text) throws IOException {
    int equals = text.indexOf('=');
    ModelPackage model =
        ModelCatalog.of(Optional.ofNullable(folder), System.getenv())
            .resolve(text.substring(equals + 1));
    String name = equals < 0 ? model.manifest().name() : text.substring(0, equals);
    contenders.add(Contender.of(name, ModelLocation.of(model)));
    return List.of();
  }
}
