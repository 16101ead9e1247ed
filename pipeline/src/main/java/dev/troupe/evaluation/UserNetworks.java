package dev.troupe.evaluation;

import com.google.errorprone.annotations.MustBeClosed;
import dev.troupe.inference.PictureNetwork;
import dev.troupe.inference.PictureNetwork.Answer;
import dev.troupe.media.Picture;
import dev.troupe.problems.BadDataException;
import dev.troupe.source.HadoopFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The user's landmark and identity networks on one machine, where they are given. */
final class UserNetworks implements AutoCloseable {
  /** A landmark less sure than this is missing. */
  private static final double LEAST_CONFIDENCE = 0.5;

  private final Path folder;
  private final @Nullable PictureNetwork landmarks;
  private final @Nullable PictureNetwork identity;

  /**
   * Fetches and loads them.
   *
   * @throws IOException if a file cannot be fetched
   * @throws BadDataException if one cannot be loaded
   */
  @MustBeClosed
  UserNetworks(EvaluationRequest.Options options) throws IOException {
    folder = Files.createTempDirectory("troupe-evaluate");
    boolean done = false;
    try {
      landmarks = load(options.landmarkNetwork(), folder.resolve("landmarks.pt"));
      identity = load(options.identityNetwork(), folder.resolve("identity.pt"));
      done = true;
    } finally {
      if (!done) {
        deleteFiles(folder);
      }
    }
  }

  @SuppressWarnings("MustBeClosedChecker") // closed in close()
  private static @Nullable PictureNetwork load(String uri, Path local) throws IOException {
    if (uri.isEmpty()) {
      return null;
    }
    try (InputStream in = Channels.newInputStream(HadoopFiles.input(uri).open())) {
      Files.copy(in, local, StandardCopyOption.REPLACE_EXISTING);
    }
    try {
      return new PictureNetwork(local);
    } catch (BadDataException e) {
      String reason = String.valueOf(e.getMessage());
      throw new BadDataException(reason.replace(local.toString(), uri), e);
    }
  }

  /** Measures one frame of each contender against the truth. */
  void measure(Picture truth, List<Picture> generated, List<Scores> scores) {
    if (landmarks != null) {
      Answer expected = landmarks.ask(truth);
      for (int i = 0; i < generated.size(); i++) {
        addLandmarks(expected, landmarks.ask(generated.get(i)), truth, scores.get(i));
      }
    }
    measureIdentity(truth, generated, scores);
  }

  /** Measures whether it is who the picture shows. */
  void measureIdentity(Picture who, List<Picture> generated, List<Scores> scores) {
    if (identity != null) {
      float[] expected = identity.ask(who).values();
      for (int i = 0; i < generated.size(); i++) {
        scores.get(i).add(Metric.AED, distance(expected, identity.ask(generated.get(i)).values()));
      }
    }
  }

  @Override
  public void close() {
    if (landmarks != null) {
      landmarks.close();
    }
    if (identity != null) {
      identity.close();
    }
    deleteFiles(folder);
  }

  private static void addLandmarks(Answer expected, Answer found, Picture picture, Scores scores) {
    long[] shape = expected.shape();
    if (shape.length != 2
        || shape[1] < 2
        || shape[1] > 3
        || found.values().length != expected.values().length) {
      throw new BadDataException(
          "Cannot use the landmark network: expected (1, points, 2 or 3) for every picture, found (1, %s)"
              .formatted(java.util.Arrays.toString(shape)));
    }
    int each = (int) shape[1];
    for (int from = 0; from < expected.values().length; from += each) {
      if (isSure(expected, from, each)) {
        double x = 0.5 * (picture.width() - 1) * (expected.values()[from] - found.values()[from]);
        double y =
            0.5 * (picture.height() - 1) * (expected.values()[from + 1] - found.values()[from + 1]);
        scores.addPoint(
            Metric.NETWORK_AKD,
            Metric.NETWORK_MKR,
            Math.sqrt(x * x + y * y),
            !isSure(found, from, each));
      }
    }
  }

  private static boolean isSure(Answer answer, int from, int each) {
    return each == 2 || answer.values()[from + 2] >= LEAST_CONFIDENCE;
  }

  private static double distance(float[] a, float[] b) {
    if (a.length != b.length) {
      throw new BadDataException(
          "Cannot use the identity network: expected as many numbers for every picture, found %d and %d"
              .formatted(a.length, b.length));
    }
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - b[i]) * (double) (a[i] - b[i]);
    }
    return Math.sqrt(sum);
  }

  private static void deleteFiles(Path folder) {
    try {
      Files.deleteIfExists(folder.resolve("landmarks.pt"));
      Files.deleteIfExists(folder.resolve("identity.pt"));
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      // A temporary folder that is left does no harm.
    }
  }
}
