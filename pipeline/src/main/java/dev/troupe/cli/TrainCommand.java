package dev.troupe.cli;

import dev.troupe.jobs.Version;
import dev.troupe.training.RunSettings;
import dev.troupe.training.TrainRequest;
import dev.troupe.training.TrainResult;
import dev.troupe.training.Training;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code troupe train}: a dataset of videos becomes a model. */
@Command(
    name = "train",
    description = "Trains a model on videos, from the beginning or from a checkpoint.",
    sortOptions = false,
    mixinStandardHelpOptions = true,
    versionProvider = VersionText.class)
final class TrainCommand extends JobCommand {
  private static final long MEGABYTE = 1 << 20;
  private static final int MOST_DEVICES = 64;
  private static final long MOST_EPOCHS = 1_000_000;

  @Option(
      names = "--config",
      paramLabel = "YAML",
      description = "Networks, losses and schedule, in the published form.")
  private @Nullable Path config;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Videos, GIFs and folders of images, in folders train and test or all in one: a path or"
              + " URI.")
  private @Nullable String data;

  @Option(
      names = "--output",
      required = true,
      paramLabel = "DIR",
      description = "Checkpoints, losses, pictures and the model.")
  private Path output = Path.of("");

  @Option(
      names = "--warm-start",
      paramLabel = "FILE",
      description = "Begin with the weights of this checkpoint of the same networks.")
  private @Nullable Path warmStart;

  @Option(
      names = "--partly",
      description = "With --warm-start: take what fits, draw the rest anew instead of refusing.")
  private boolean partly;

  @Option(
      names = "--resume",
      description =
          "Go on with the run in the output folder: its configuration, data and options, but for"
              + " those given again.")
  private boolean resume;

  @Option(
      names = "--vgg",
      paramLabel = "FILE",
      description =
          "VGG-19 for the perceptual term: torchvision's weights, or the network saved by"
              + " torch.jit.save.")
  private @Nullable Path perceptual;

  @Option(
      names = "--steps",
      paramLabel = "N",
      description = "End after so many steps (default: the configuration's epochs).")
  private @Nullable Long steps;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "End after so many epochs instead of the configuration's num_epochs.")
  private @Nullable Long epochs;

  @Option(
      names = "--checkpoint-every",
      defaultValue = "500",
      paramLabel = "N",
      description = "Write a checkpoint every so many steps (default: 500).")
  private long checkpointSteps = 500;

  @Option(
      names = "--seed",
      defaultValue = "0",
      paramLabel = "N",
      description = "What all chance comes from (default: 0).")
  private long seed;

  @Option(
      names = "--device",
      defaultValue = "cpu",
      split = ",",
      paramLabel = "cpu|gpuN",
      description =
          "Where to compute (default: cpu). Several, as gpu0,gpu1, take equal parts of each batch.")
  private List<String> devices = List.of("cpu");

  @Option(
      names = "--precision",
      defaultValue = "float32",
      paramLabel = "float32|bfloat16",
      description =
          "What convolutions compute in (default: float32). bfloat16 is two to three times as quick"
              + " where the device multiplies matrices in it.")
  private String precision = "float32";

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Compute threads (default: one per core). Fewer where others compute too.")
  private @Nullable Integer threads;

  @Option(
      names = "--frame-store",
      defaultValue = "16384",
      paramLabel = "MB",
      description = "How much temporary disk decoded frames may take (default: 16384).")
  private long frameStore = 16384;

  @Option(
      names = "--align-corners",
      arity = "1",
      defaultValue = "true",
      paramLabel = "true|false",
      description = "How pictures are sampled (default: true, as the published models were).")
  private boolean alignCorners = true;

  @Override
  public List<String> mistakes() {
    List<String> mistakes = new ArrayList<>();
    for (String device : devices) {
      if (!device.matches("cpu|gpu\\d{0,3}")) {
        mistakes.add("Option --device must be cpu, gpu or gpuN, found \"%s\".".formatted(device));
      }
    }
    if (devices.size() > MOST_DEVICES) {
      mistakes.add(
          "Option --device takes at most %d devices, found %d."
              .formatted(MOST_DEVICES, devices.size()));
    }
    if (!precision.matches("float32|bfloat16")) {
      mistakes.add(
          "Option --precision must be float32 or bfloat16, found \"%s\".".formatted(precision));
    }
    checkLength(mistakes);
    checkNeeded(mistakes);
    if (partly && warmStart == null) {
      mistakes.add("Option --partly needs --warm-start.");
    }
    if (threads != null && (threads < 1 || threads > 1024)) {
      mistakes.add("Option --threads must be between 1 and 1024, found %d.".formatted(threads));
    }
    if (frameStore < 0 || frameStore > Integer.MAX_VALUE) {
      mistakes.add(
          "Option --frame-store must be between 0 and %d, found %d."
              .formatted(Integer.MAX_VALUE, frameStore));
    }
    return mistakes;
  }

  private void checkNeeded(List<String> mistakes) {
    if (config == null && !resume) {
      mistakes.add("Missing required option: '--config=YAML'");
    }
    if (data == null && !resume) {
      mistakes.add("Missing required option: '--data=DIR'");
    }
    if (data == null && resume && output.toString().length() > 0) {
      mistakes.addAll(
          found(
              "resume",
              () ->
                  RunSettings.read(output).isPresent()
                      ? List.of()
                      : List.of(
                          "Cannot resume in %s: it does not say what it was begun with; give --data"
                              .formatted(output))));
    }
  }

  private void checkLength(List<String> mistakes) {
    if (steps != null && steps < 1) {
      mistakes.add("Option --steps must be at least 1, found %d.".formatted(steps));
    }
    if (epochs != null && (epochs < 1 || epochs > MOST_EPOCHS)) {
      mistakes.add(
          "Option --epochs must be between 1 and %d, found %d.".formatted(MOST_EPOCHS, epochs));
    }
    if (epochs != null && steps != null) {
      mistakes.add("Options --steps and --epochs both say when to end: give one of them.");
    }
    if (checkpointSteps < 1) {
      mistakes.add(
          "Option --checkpoint-every must be at least 1, found %d.".formatted(checkpointSteps));
    }
  }

  @Override
  public Integer call() throws IOException {
    PrintWriter out = out();
    TrainResult result = Training.run(request(), new TrainingLines(out));
    out.println(
        "Trained %d steps: model %s, checkpoint %s"
            .formatted(result.steps(), result.model(), result.checkpoint()));
    return 0;
  }

  private TrainRequest request() {
    Optional<RunSettings> begun = resume ? RunSettings.read(output) : Optional.empty();
    TrainRequest.Length given =
        new TrainRequest.Length(optional(steps), optional(epochs), checkpointSteps);
    boolean lengthGiven = steps != null || epochs != null;
    return new TrainRequest(
        config == null ? RunSettings.config(output) : config,
        data == null ? begun.map(RunSettings::data).orElse("") : data,
        output,
        new TrainRequest.Start(
            Optional.ofNullable(warmStart),
            partly,
            resume,
            seed,
            chosen("--align-corners", alignCorners, begun.map(RunSettings::alignCorners)),
            Optional.ofNullable(perceptual)
                .or(() -> begun.map(RunSettings::perceptual).map(Path::of))),
        new TrainRequest.Compute(
            chosen("--device", devices, begun.map(RunSettings::devices)),
            chosen("--precision", precision.equals("bfloat16"), begun.map(RunSettings::bfloat16)),
            threads == null
                ? optional(begun.map(RunSettings::threads).orElse(null))
                : OptionalLong.of(threads),
            chosen("--frame-store", frameStore * MEGABYTE, begun.map(RunSettings::keptBytes))),
        new TrainRequest.Length(
            lengthGiven ? given.steps() : optional(begun.map(RunSettings::steps).orElse(null)),
            lengthGiven ? given.epochs() : optional(begun.map(RunSettings::epochs).orElse(null)),
            chosen("--checkpoint-every", checkpointSteps, begun.map(RunSettings::checkpointSteps))),
        "troupe " + Version.current());
  }

  /** What the command line says, else what the run was begun with, else the option's default. */
  private <T> T chosen(String option, T value, Optional<T> begun) {
    return isGiven(option) ? value : begun.orElse(value);
  }

  private static OptionalLong optional(@Nullable Long value) {
    return value == null ? OptionalLong.empty() : OptionalLong.of(value);
  }
}
