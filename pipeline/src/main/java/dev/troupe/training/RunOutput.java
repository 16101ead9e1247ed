package dev.troupe.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/** The files that a run leaves. */
final class RunOutput {
  private static final String TEST_TITLE = "step,l1";

  private final Path folder;
  private final TreeSet<String> skipped = new TreeSet<>();

  RunOutput(Path folder) {
    this.folder = folder;
  }

  /** The last state. */
  Path checkpoint() {
    return folder.resolve("checkpoint.pth.tar");
  }

  /** The state after an epoch, counted from 0, under the published name. */
  Path epochCheckpoint(long epoch) {
    return folder.resolve(String.format(Locale.ROOT, "%08d-checkpoint.pth.tar", epoch));
  }

  Path losses() {
    return folder.resolve("losses.csv");
  }

  Path chart() {
    return folder.resolve("losses.png");
  }

  Path model() {
    return folder.resolve("model");
  }

  /** Where the picture of a step goes; its folder is there. */
  Path picture(long step) throws IOException {
    Path pictures = Files.createDirectories(folder.resolve("pictures"));
    return pictures.resolve(String.format(Locale.ROOT, "step-%08d.png", step));
  }

  /**
   * Prepares the folder. What a run left that goes on is kept, but for what lies behind its
   * checkpoint.
   *
   * @param request what was asked for; a copy of its configuration stays, and how it was begun
   * @param step how many steps were made
   */
  void begin(TrainRequest request, long step) throws IOException {
    Files.createDirectories(folder);
    Path copy = RunSettings.config(folder);
    if (!Files.exists(copy) || !Files.isSameFile(copy, request.config())) {
      Files.copy(request.config(), copy, StandardCopyOption.REPLACE_EXISTING);
    }
    RunSettings.of(request).write(folder);
    if (step == 0) {
      Files.deleteIfExists(skippedFile());
      Files.deleteIfExists(testLosses());
      return;
    }
    if (Files.exists(skippedFile())) {
      skipped.addAll(Files.readAllLines(skippedFile()));
    }
    if (Files.exists(testLosses())) {
      List<String> kept =
          Files.readAllLines(testLosses()).stream().filter(line -> upTo(line, step)).toList();
      Files.write(testLosses(), kept);
    }
  }

  private static boolean upTo(String line, long step) {
    return line.equals(TEST_TITLE)
        || (line.matches("\\d{1,18},.+")
            && Long.parseLong(line.substring(0, line.indexOf(','))) <= step);
  }

  private Path testLosses() {
    return folder.resolve("test-losses.csv");
  }

  private Path skippedFile() {
    return folder.resolve("skipped.txt");
  }

  void addTestLoss(long step, float difference) throws IOException {
    Path file = testLosses();
    String title = Files.exists(file) ? "" : TEST_TITLE + "\n";
    Files.writeString(
        file,
        title + step + "," + difference + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  /** Lists videos that cannot be used, a sentence each; those known are not listed again. */
  void addSkipped(Collection<String> sentences) throws IOException {
    if (skipped.addAll(sentences)) {
      Files.write(skippedFile(), skipped);
    }
  }

  /** How many videos could not be used so far. */
  int skipped() {
    return skipped.size();
  }
}
