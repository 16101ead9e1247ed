package dev.troupe.cli;

import dev.troupe.jobs.Sessions;
import dev.troupe.jobs.dataset.CreateDataset;
import dev.troupe.jobs.dataset.DatasetPlan;
import dev.troupe.jobs.dataset.DatasetRequest;
import dev.troupe.jobs.dataset.DatasetRequest.Options;
import dev.troupe.jobs.dataset.DatasetRequest.SampleFormat;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code troupe dataset}: frames with keypoints from videos. */
@Command(
    name = "dataset",
    description = "Makes a data set of frames, keypoints and Jacobians from videos.",
    sortOptions = false,
    mixinStandardHelpOptions = true,
    versionProvider = VersionText.class)
final class DatasetCommand extends JobCommand {
  @Option(
      names = {"--data", "--videos"},
      paramLabel = "DIR|GLOB",
      description =
          "A data set in the published layout (train, validation, test), a folder of videos or of"
              + " what a batch rendered, one video, or a glob.")
  private @Nullable String data;

  @Option(
      names = "--manifest",
      paramLabel = "JSON",
      description = "Make the data set of this manifest again, instead of --data.")
  private @Nullable String manifest;

  @Option(
      names = "--output",
      required = true,
      paramLabel = "DIR",
      description = "The new folder; a run that was stopped is completed there.")
  private String output = "";

  @Mixin private ModelOptions model = new ModelOptions();

  @Option(
      names = "--format",
      defaultValue = "parquet",
      paramLabel = "parquet|webdataset",
      converter = Converters.SampleFormats.class,
      description = "Parquet files (default) or WebDataset tar files.")
  private SampleFormat format = SampleFormat.PARQUET;

  @Option(
      names = "--every",
      defaultValue = "1",
      paramLabel = "N",
      description = "Take every Nth frame of a clip (default: ${DEFAULT-VALUE}).")
  private int every;

  @Option(
      names = "--dense",
      description =
          "Add deformation and occlusion map from each clip's first frame; many times slower.")
  private boolean dense;

  @Option(
      names = "--clips-per-shard",
      defaultValue = "20",
      paramLabel = "N",
      description = "Clips in one file (default: ${DEFAULT-VALUE}).")
  private int clipsPerShard;

  @Option(
      names = "--validation",
      defaultValue = "0.1",
      paramLabel = "SHARE",
      description =
          "Share of the identities for validation, where the data is not split yet (default:"
              + " ${DEFAULT-VALUE}).")
  private double validation;

  @Option(
      names = "--test",
      defaultValue = "0.1",
      paramLabel = "SHARE",
      description = "Likewise for testing (default: ${DEFAULT-VALUE}).")
  private double test;

  @Mixin private SparkOptions spark = new SparkOptions();

  @Override
  public List<String> mistakes() {
    List<String> mistakes = new ArrayList<>(spark.mistakes());
    mistakes.addAll(model.mistakes());
    if ((data == null) == (manifest == null)) {
      mistakes.add("Give either --data or --manifest.");
    }
    checkRange(mistakes, "--every", every, 1, Integer.MAX_VALUE);
    checkRange(mistakes, "--clips-per-shard", clipsPerShard, 1, Options.MOST_CLIPS);
    checkShares(mistakes, validation, test);
    if (spark.mistakes().isEmpty() && (data == null) != (manifest == null) && !output.isEmpty()) {
      boolean usable = mistakes.isEmpty();
      mistakes.addAll(found("make this data set", () -> fileMistakes(usable)));
    }
    return mistakes;
  }

  /** What is wrong with files and folders; with other options where those given are unusable. */
  private List<String> fileMistakes(boolean usable) throws IOException {
    Sessions.prepare(spark.settings());
    if (usable) {
      return CreateDataset.mistakes(plan());
    }
    if (data != null) {
      Options some = new Options(format, 1, dense, 1, 0, 0);
      var unused =
          DatasetPlan.of(new DatasetRequest(data, output, new ModelOptions().location(), some));
    }
    return List.of();
  }

  @Override
  public Integer call() throws IOException {
    PrintWriter out = out();
    CreateDataset.Result result = run(out);
    result.problems().forEach(problem -> out.println("Left out or cut: " + problem));
    out.printf("Wrote %s (%d samples in %d shards)%n", output, result.samples(), result.shards());
    return result.problems().isEmpty() ? 0 : 1;
  }

  private CreateDataset.Result run(PrintWriter out) throws IOException {
    try (Sessions.Session session =
            Sessions.openForNetworks("troupe dataset", spark.master(), spark.settings());
        ProgressLine progress = new ProgressLine(out)) {
      return new CreateDataset(session, progress).run(plan());
    }
  }

  private DatasetPlan plan() throws IOException {
    if (manifest != null) {
      return DatasetPlan.again(manifest, output, model.location());
    }
    return DatasetPlan.of(
        new DatasetRequest(
            Optional.ofNullable(data).orElse(""),
            output,
            model.location(),
            new Options(format, every, dense, clipsPerShard, validation, test)));
  }
}
