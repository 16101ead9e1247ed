package dev.troupe.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The program itself: holds the commands. */
@Command(
    name = "troupe",
    description = "Makes whole libraries of characters perform, on Apache Spark.",
    mixinStandardHelpOptions = true,
    versionProvider = VersionText.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      DemoCommand.class,
      AnimateCommand.class,
      RenderCommand.class,
      PlanCommand.class,
      ReportCommand.class,
      CleanCommand.class,
      ImportCommand.class,
      ModelsCommand.class,
      SynthesizeCommand.class,
      TrainCommand.class,
      EvaluateCommand.class,
      DatasetCommand.class,
      CalibrateCommand.class,
      BenchCommand.class,
      HelpCommand.class
    })
final class TroupeCommand {}
