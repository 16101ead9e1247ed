package dev.troupe.jobs.manifest;

import dev.troupe.jobs.AnimateRequest;
import java.util.Optional;

/**
 * One character that performs one clip, a line of a manifest.
 *
 * @param line its line (or row) in the manifest, from 1; in a cross product its number
 * @param source the source image's URI or path
 * @param driving the driving clip's URI or path
 * @param output the finished video's URI or path, ending in .mp4
 * @param options how it is made; items with equal options share one instance
 */
public record BatchItem(
    int line, String source, String driving, String output, ItemOptions options) {
  private static final String ENDING = ".mp4";

  /**
   * Checks the numbering and the output's name.
   *
   * @throws IllegalArgumentException if the line is not positive or the output is no .mp4
   */
  public BatchItem {
    if (line < 1 || !output.regionMatches(true, output.length() - 4, ENDING, 0, 4)) {
      throw new IllegalArgumentException(
          "an item has a line from 1 and an output that ends in .mp4, found %d and \"%s\""
              .formatted(line, output));
    }
  }

  /**
   * The same as a request for one animation.
   *
   * @param overwrite whether existing outputs may be replaced
   * @return what {@code troupe animate} would be asked for
   */
  public AnimateRequest request(boolean overwrite) {
    return new AnimateRequest(
        new AnimateRequest.Inputs(source, driving, options.model(), options.pictures()),
        options.motion(),
        new AnimateRequest.Outputs(
            output,
            new AnimateRequest.Extras(
                options.compare(),
                options.visualize(),
                options.frames()
                    ? Optional.of(output.substring(0, output.length() - 4) + "-frames")
                    : Optional.empty()),
            options.resize(),
            options.sound(),
            overwrite));
  }

  /**
   * How people know an item that is no line of a manifest.
   *
   * @return the names of its inputs' files
   */
  public String inputNames() {
    return inputNames(source, driving);
  }

  static String inputNames(String source, String driving) {
    return "%s with %s".formatted(lastPart(source), lastPart(driving));
  }

  private static String lastPart(String uri) {
    return uri.substring(uri.lastIndexOf('/') + 1);
  }
}
