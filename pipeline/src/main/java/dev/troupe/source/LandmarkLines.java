package dev.troupe.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.troupe.problems.BadDataException;
import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Landmarks of a clip as files of JSON lines hold them, a line per frame: {@code {"points": [[x, y,
 * visible], ...]}}.
 */
public final class LandmarkLines {
  /** So many landmarks a frame may have. */
  public static final int MOST_LANDMARKS = 10_000;

  private static final int LONGEST_LINE = 1 << 20;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String file;

  private LandmarkLines(String file) {
    this.file = file;
  }

  /**
   * A landmark.
   *
   * @param x in pixels of the clip, 0 at the first pixel's centre
   * @param y as x, downwards
   * @param visible false where something hides it; true where the file does not say
   */
  public record Point(double x, double y, boolean visible) {}

  /** What frames are handed to. */
  @FunctionalInterface
  public interface Receiver {
    /**
     * Takes a frame.
     *
     * @param frame its number, from 0
     * @throws IllegalArgumentException saying what is wrong, such as "has no landmark 7"
     */
    void take(int frame, List<Point> points);
  }

  /**
   * Reads a file frame by frame.
   *
   * @param file its URI or path
   * @param most how many frames to read at most
   * @return how many were read
   * @throws FileNotFoundException if there is no such file
   * @throws IOException if it cannot be read
   * @throws BadDataException naming the file and the line, if it is none of landmarks
   */
  public static int read(String file, int most, Receiver receiver) throws IOException {
    LandmarkLines lines = new LandmarkLines(file);
    try (Reader reader =
        new BufferedReader(
            new InputStreamReader(
                Channels.newInputStream(HadoopFiles.input(file).open()), StandardCharsets.UTF_8))) {
      int frame = 0;
      for (; frame < most; frame++) {
        String line = lines.next(reader, frame);
        if (line == null) {
          break;
        }
        try {
          receiver.take(frame, points(line));
        } catch (JsonProcessingException e) {
          throw new BadDataException(lines.damage(frame, "is no JSON"), e);
        } catch (IllegalArgumentException e) {
          throw new BadDataException(lines.damage(frame, String.valueOf(e.getMessage())), e);
        }
      }
      return frame;
    } catch (NoSuchFileException e) {
      FileNotFoundException missing = new FileNotFoundException(file);
      missing.initCause(e);
      throw missing;
    }
  }

  private @Nullable String next(Reader reader, int frame) throws IOException {
    StringBuilder line = new StringBuilder();
    int letter = reader.read();
    if (letter < 0) {
      return null;
    }
    for (; letter >= 0 && letter != '\n'; letter = reader.read()) {
      if (line.length() == LONGEST_LINE) {
        throw new BadDataException(damage(frame, "is longer than a megabyte"));
      }
      line.append((char) letter);
    }
    return line.toString();
  }

  private String damage(int frame, String fault) {
    return "Cannot read landmarks %s: line %d %s".formatted(file, frame + 1, fault);
  }

  private static List<Point> points(String line) throws JsonProcessingException {
    JsonNode nodes = JSON.readTree(line).path("points");
    if (!nodes.isArray() || nodes.size() > MOST_LANDMARKS) {
      throw new IllegalArgumentException(
          "has no list \"points\" of at most " + MOST_LANDMARKS + " landmarks");
    }
    List<Point> points = new ArrayList<>(nodes.size());
    for (JsonNode node : nodes) {
      if (!node.path(0).isNumber() || !node.path(1).isNumber()) {
        throw new IllegalArgumentException(
            "has %s as point %d, expected [x, y, visible]".formatted(node, points.size()));
      }
      points.add(
          new Point(
              node.path(0).doubleValue(),
              node.path(1).doubleValue(),
              node.path(2).asDouble(1) != 0));
    }
    return points;
  }
}
