package dev.troupe.training;

import dev.troupe.media.Clip;
import dev.troupe.problems.BadDataException;
import dev.troupe.problems.RequestException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The videos of a dataset that can be used, and what is wrong with the others.
 *
 * @param train at least two
 * @param test may be none
 * @param skipped a sentence for each video that cannot be used
 */
record Dataset(List<TrainingVideo> train, List<TrainingVideo> test, List<String> skipped) {
  private static final int FEWEST_VIDEOS = 2;
  private static final int FEWEST_FRAMES = 2;

  private record Looked(Optional<TrainingVideo> video, String fault) {}

  /**
   * Looks at every video of a folder.
   *
   * @param guide which landmarks are read
   * @throws RequestException if fewer than two can be trained on
   * @throws IOException if the file system fails
   */
  static Dataset open(String uri, long seed, LandmarkGuide guide) throws IOException {
    VideoFolder folder = VideoFolder.list(uri, seed);
    List<String> skipped = new ArrayList<>();
    List<TrainingVideo> train = usable(folder.train(), guide, skipped);
    List<TrainingVideo> test = usable(folder.test(), LandmarkGuide.NONE, skipped);
    if (train.size() < FEWEST_VIDEOS) {
      List<String> mistakes = new ArrayList<>();
      mistakes.add(
          "Cannot train on %s: expected at least %d usable videos, found %d"
              .formatted(uri, FEWEST_VIDEOS, train.size()));
      mistakes.addAll(skipped);
      throw new RequestException(mistakes);
    }
    if (guide.isGiven() && train.stream().allMatch(video -> video.aims().length == 0)) {
      throw new RequestException(
          List.of(
              "Cannot train on %s with loss_weights.landmark: no video has landmarks; expected %s"
                  .formatted(uri, folder.train().get(0).landmarks())));
    }
    return new Dataset(train, test, List.copyOf(skipped));
  }

  private static List<TrainingVideo> usable(
      List<VideoFolder.Entry> entries, LandmarkGuide guide, List<String> skipped)
      throws IOException {
    List<TrainingVideo> videos = new ArrayList<>();
    try {
      entries.parallelStream()
          .map(entry -> look(entry, guide))
          .toList()
          .forEach(
              looked -> {
                looked.video().ifPresent(videos::add);
                if (looked.video().isEmpty()) {
                  skipped.add(looked.fault());
                }
              });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return videos;
  }

  private static Looked look(VideoFolder.Entry entry, LandmarkGuide guide) {
    try {
      Clip clip = entry.open();
      int frames = clip.timeline().count();
      return frames < FEWEST_FRAMES
          ? new Looked(
              Optional.empty(),
              "Cannot train on %s: it is too short; expected at least %d frames, found %d"
                  .formatted(entry.uri(), FEWEST_FRAMES, frames))
          : new Looked(
              Optional.of(
                  new TrainingVideo(
                      entry.uri(), entry.identity(), clip, guide.aims(entry.landmarks(), clip))),
              "");
    } catch (BadDataException e) {
      return new Looked(Optional.empty(), String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * What an epoch goes through: single videos, or with identity sampling all videos of a person.
   *
   * @return groups in a fixed order
   */
  List<List<TrainingVideo>> groups(boolean byIdentity) {
    if (!byIdentity) {
      return train.stream().map(List::of).toList();
    }
    Map<String, List<TrainingVideo>> people = new LinkedHashMap<>();
    train.forEach(
        video -> people.computeIfAbsent(video.identity(), key -> new ArrayList<>()).add(video));
    return List.copyOf(people.values());
  }
}
