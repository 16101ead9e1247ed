package dev.troupe.jobs;

import dev.troupe.media.Encoding;
import dev.troupe.media.FrameSize;
import dev.troupe.media.Picture;
import dev.troupe.media.SegmentEncoder;
import dev.troupe.media.Timeline;
import dev.troupe.problems.BadDataException;
import dev.troupe.source.HadoopFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds what stands in the way of an animation's outputs, before anything is written. */
public final class OutputChecks {
  private final AnimateRequest request;
  private final Outputs outputs;
  private final List<String> mistakes = new ArrayList<>();

  private OutputChecks(AnimateRequest request) {
    this.request = request;
    this.outputs = Outputs.of(request.outputs());
  }

  /**
   * One sentence for each output that cannot be written.
   *
   * @param request what is wanted
   * @return nothing if all is well
   * @throws IOException if a file system cannot be asked
   */
  public static List<String> mistakes(AnimateRequest request) throws IOException {
    OutputChecks checks = new OutputChecks(request);
    checks.checkDistinct();
    try {
      for (String file : checks.outputs.files()) {
        checks.checkFile(file);
      }
      if (checks.outputs.frames().isPresent()) {
        checks.checkFrames(checks.outputs.frames().get());
      }
    } catch (BadDataException e) { // a file system that is not allowed, the same for all outputs
      checks.mistakes.add(String.valueOf(e.getMessage()));
    }
    return checks.mistakes;
  }

  /**
   * Encodes a black frame, as the tasks will encode theirs.
   *
   * @param size of the finished video
   * @param timeline its times
   * @return a sentence if the encoder refuses
   */
  static Optional<String> encoderMistake(FrameSize size, Timeline timeline) {
    try (SegmentEncoder encoder = SegmentEncoder.open(Encoding.clean(size, timeline))) {
      byte[] black = new byte[Math.multiplyExact(size.width() * size.height(), 3)];
      encoder.write(new Picture(size.width(), size.height(), black), 0);
      encoder.finish(1);
      return Optional.empty();
    } catch (IllegalArgumentException | IllegalStateException | ArithmeticException e) {
      return Optional.of("Cannot make a video of %s: %s.".formatted(size, e.getMessage()));
    }
  }

  private void checkDistinct() {
    Set<String> inputs = new HashSet<>();
    inputs.add(place(request.inputs().source()));
    inputs.add(place(request.inputs().driving()));
    for (String output : outputs.all()) {
      if (inputs.contains(place(output))) {
        mistakes.add("Cannot write %s: it is an input.".formatted(output));
      }
    }
    if (outputs.frames().isPresent()) {
      String folder = outputs.frames().get();
      List<String> others = new ArrayList<>(outputs.files());
      others.add(request.inputs().source());
      others.add(request.inputs().driving());
      for (String other : others) {
        if (place(other).startsWith(place(folder) + "/")) {
          mistakes.add(
              "Cannot write frames to %s: expected a folder of their own, but it holds %s."
                  .formatted(folder, other));
        }
      }
    }
  }

  private void checkFile(String file) throws IOException {
    if (HadoopFiles.isFolder(file)) {
      mistakes.add("Cannot write %s: expected a file's name, found a folder.".formatted(file));
    } else {
      checkFree(file);
    }
  }

  private void checkFree(String output) throws IOException {
    if (!request.outputs().overwrite() && exists(output)) {
      mistakes.add(
          "Cannot write %s: it exists already; give --overwrite to replace it.".formatted(output));
    }
  }

  /** A folder is only replaced if it holds nothing but frames. */
  private void checkFrames(String folder) throws IOException {
    if (exists(folder) && !HadoopFiles.isFolder(folder)) {
      mistakes.add("Cannot write frames to %s: expected a folder, found a file.".formatted(folder));
      return;
    }
    checkFree(folder);
    if (request.outputs().overwrite() && exists(folder)) {
      for (var inside : HadoopFiles.fileSystem(folder).listStatus(HadoopFiles.path(folder))) {
        String name = inside.getPath().getName();
        if (!inside.isFile() || !name.matches("\\d{6,}\\.png")) {
          mistakes.add(
              "Cannot replace folder %s: expected nothing but frames in it, found %s."
                  .formatted(folder, name));
          return;
        }
      }
    }
  }

  private static boolean exists(String output) throws IOException {
    return HadoopFiles.fileSystem(output).exists(HadoopFiles.path(output));
  }

  private static String place(String uri) {
    return HadoopFiles.path(uri).toString();
  }
}
