package dev.troupe.jobs.manifest;

import dev.troupe.problems.RequestException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The outputs' names of a cross product: {@code {source}} and {@code {driving}} stand for the
 * inputs' names without folder and suffix.
 *
 * @param text such as "out/{source}-{driving}.mp4"
 */
public record OutputTemplate(String text) {
  private static final Pattern PLACE = Pattern.compile("\\{([^{}]*)}");
  private static final String SOURCE = "source";
  private static final String DRIVING = "driving";

  /**
   * Checks the places to fill in.
   *
   * @throws RequestException if there are others than the two
   */
  public OutputTemplate {
    Matcher places = PLACE.matcher(text);
    while (places.find()) {
      if (!places.group(1).equals(SOURCE) && !places.group(1).equals(DRIVING)) {
        throw new RequestException(
            List.of(
                "Cannot name outputs \"%s\": expected {source} and {driving}, found %s"
                    .formatted(text, places.group())));
      }
    }
  }

  boolean holdsSource() {
    return text.contains("{" + SOURCE + "}");
  }

  boolean holdsDriving() {
    return text.contains("{" + DRIVING + "}");
  }

  /** An output's name; what stands in the inputs' names is taken as it is. */
  String name(String source, String driving) {
    return PLACE
        .matcher(text)
        .replaceAll(
            place -> Matcher.quoteReplacement(place.group(1).equals(SOURCE) ? source : driving));
  }

  /** A file's name without its folder and suffix. */
  static String baseName(String file) {
    String name = file.substring(file.lastIndexOf('/') + 1);
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }
}
