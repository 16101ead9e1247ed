package dev.troupe.jobs;

import dev.troupe.source.HadoopFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The names of all that an animation publishes.
 *
 * @param video the finished video
 * @param compare the side-by-side video
 * @param visualize the drawn insides of the networks
 * @param frames the folder of pictures
 * @param report what made them
 */
record Outputs(
    String video,
    Optional<String> compare,
    Optional<String> visualize,
    Optional<String> frames,
    String report) {

  static Outputs of(AnimateRequest.Outputs request) {
    String video = request.video();
    AnimateRequest.Extras extras = request.extras();
    return new Outputs(
        video,
        extras.compare() ? Optional.of(beside(video, "-compare")) : Optional.empty(),
        extras.visualize() ? Optional.of(beside(video, "-visualize")) : Optional.empty(),
        extras.frames(),
        video + ".json");
  }

  /** All names, the video first. */
  List<String> all() {
    List<String> all = new ArrayList<>();
    all.add(video);
    compare.ifPresent(all::add);
    visualize.ifPresent(all::add);
    frames.ifPresent(all::add);
    all.add(report);
    return all;
  }

  /**
   * One sentence for each output that is in the way.
   *
   * @throws IOException if a file system cannot be asked
   */
  List<String> existing() throws IOException {
    List<String> mistakes = new ArrayList<>();
    for (String output : all()) {
      if (HadoopFiles.fileSystem(output).exists(HadoopFiles.path(output))) {
        mistakes.add(
            "Cannot write %s: it exists already; give --overwrite to replace it."
                .formatted(output));
      }
    }
    return mistakes;
  }

  private static String beside(String video, String suffix) {
    int dot = video.lastIndexOf('.');
    return video.substring(0, dot) + suffix + video.substring(dot);
  }
}
