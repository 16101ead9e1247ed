package dev.troupe.jobs;

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
public record Outputs(
    String video,
    Optional<String> compare,
    Optional<String> visualize,
    Optional<String> frames,
    String report) {

  /**
   * The names that belong to a request.
   *
   * @param request what is wanted
   * @return all names
   */
  public static Outputs of(AnimateRequest.Outputs request) {
    String video = request.video();
    AnimateRequest.Extras extras = request.extras();
    return new Outputs(
        video,
        extras.compare() ? Optional.of(beside(video, "-compare")) : Optional.empty(),
        extras.visualize() ? Optional.of(beside(video, "-visualize")) : Optional.empty(),
        extras.frames(),
        video + ".json");
  }

  /**
   * All names.
   *
   * @return the video first
   */
  public List<String> all() {
    List<String> all = new ArrayList<>();
    all.add(video);
    compare.ifPresent(all::add);
    visualize.ifPresent(all::add);
    frames.ifPresent(all::add);
    all.add(report);
    return all;
  }

  /**
   * The names of single files: all but the folder of pictures.
   *
   * @return the video first
   */
  public List<String> files() {
    List<String> files = all();
    frames.ifPresent(files::remove);
    return files;
  }

  private static String beside(String video, String suffix) {
    int dot = video.lastIndexOf('.');
    return video.substring(0, dot) + suffix + video.substring(dot);
  }
}
