package dev.troupe.evaluation;

import dev.troupe.media.MediaInput;
import dev.troupe.problems.RequestException;
import dev.troupe.source.HadoopFiles;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.fs.FileStatus;

/** Finds what an evaluation is made of: the test videos of a folder, or the pairs of a table. */
final class ShotFinder {
  private static final int LONGEST_TABLE = 64 << 20;

  private final EvaluationRequest request;
  private final String root;
  private final List<String> mistakes = new ArrayList<>();

  ShotFinder(EvaluationRequest request) {
    this.request = request;
    this.root = request.data().replaceAll("/+$", "");
  }

  /**
   * All shots, in order of their names or of the table.
   *
   * @throws RequestException if there is none, or the table is wrong; all mistakes at once
   * @throws IOException if a file system fails
   */
  List<Shot> find() throws IOException {
    List<Shot> shots = request.mode() == EvaluationRequest.Mode.RECONSTRUCTION ? videos() : pairs();
    if (shots.isEmpty() && mistakes.isEmpty()) {
      mistakes.add(
          "Cannot evaluate on %s: there are no videos, GIFs or folders of frames.".formatted(root));
    }
    if (!mistakes.isEmpty()) {
      throw new RequestException(mistakes);
    }
    int most = request.options().mostVideos();
    return most == 0 ? shots : shots.subList(0, Math.min(most, shots.size()));
  }

  private List<Shot> videos() throws IOException {
    String folder = HadoopFiles.isFolder(root + "/test") ? root + "/test" : root;
    List<Shot> shots = new ArrayList<>();
    for (FileStatus status : listed(folder)) {
      String file = status.getPath().getName();
      String path = folder + "/" + file;
      shots.add(new Shot(stem(file), path, path, path, landmarks(path)));
    }
    return shots;
  }

  private List<FileStatus> listed(String folder) throws IOException {
    try {
      return Arrays.stream(HadoopFiles.fileSystem(folder).listStatus(HadoopFiles.path(folder)))
          .filter(status -> isClip(status))
          .sorted(Comparator.comparing(status -> status.getPath().getName()))
          .toList();
    } catch (FileNotFoundException e) {
      throw new RequestException(
          List.of("Cannot evaluate on %s: there is no such folder.".formatted(folder)));
    }
  }

  private static boolean isClip(FileStatus status) {
    String name = status.getPath().getName();
    return !name.startsWith(".")
        && !name.startsWith("_")
        && (status.isDirectory()
            || name.toLowerCase(Locale.ROOT)
                .matches(".*\\.(mp4|m4v|mov|mkv|webm|avi|mpe?g|gif|png|ts)"));
  }

  private List<Shot> pairs() throws IOException {
    String table = request.pairs().isEmpty() ? root + "/pairs.csv" : request.pairs();
    List<List<String>> rows = rows(table);
    List<String> header = rows.isEmpty() ? List.of() : rows.get(0);
    int source = header.indexOf("source");
    int driving = header.indexOf("driving");
    int truth = header.indexOf("truth");
    if (source < 0 || driving < 0) {
      mistakes.add(
          "Cannot read pairs %s: expected a first line with columns source and driving, found %s."
              .formatted(table, header));
      return List.of();
    }
    List<Shot> shots = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (int line = 1; line < rows.size(); line++) {
      List<String> row = rows.get(line);
      if (row.size() != header.size()) {
        mistakes.add(
            "Cannot read pairs %s: line %d has %d fields, expected %d."
                .formatted(table, line + 1, row.size(), header.size()));
        continue;
      }
      String truthPath =
          truth < 0 || row.get(truth).isEmpty() ? "" : place(table, line, row.get(truth));
      String name = stem(row.get(source)) + "-" + stem(row.get(driving));
      shots.add(
          new Shot(
              names.add(name) ? name : name + "-" + line,
              place(table, line, row.get(source)),
              place(table, line, row.get(driving)),
              truthPath,
              truthPath.isEmpty() ? "" : landmarks(truthPath)));
    }
    return shots;
  }

  private List<List<String>> rows(String table) throws IOException {
    try {
      MediaInput file = HadoopFiles.input(table);
      try (SeekableByteChannel channel = file.open()) {
        if (channel.size() > LONGEST_TABLE) {
          mistakes.add("Cannot read pairs %s: it is longer than 64 MiB.".formatted(table));
          return List.of();
        }
        byte[] bytes = Channels.newInputStream(channel).readNBytes(LONGEST_TABLE);
        return CsvLines.parse(new String(bytes, StandardCharsets.UTF_8));
      }
    } catch (FileNotFoundException | java.nio.file.NoSuchFileException e) {
      throw new RequestException(
          List.of(
              "Cannot read pairs %s: there is no such file; name one with --pairs."
                  .formatted(table)));
    }
  }

  /** The file that a table's entry means: from the data's folder, or a video of its test folder. */
  private String place(String table, int line, String entry) throws IOException {
    if (entry.startsWith("/") || entry.contains(":") || List.of(entry.split("/")).contains("..")) {
      mistakes.add(
          "Cannot read pairs %s: line %d must name files inside %s, found \"%s\"."
              .formatted(table, line + 1, root, entry));
      return "";
    }
    for (String candidate : List.of(root + "/" + entry, root + "/test/" + entry)) {
      if (exists(candidate)) {
        return candidate;
      }
    }
    mistakes.add(
        "Cannot read pairs %s: line %d names \"%s\", which is not in %s."
            .formatted(table, line + 1, entry, root));
    return "";
  }

  /** The true landmarks of a clip of a synthetic set. */
  private String landmarks(String clip) throws IOException {
    if (!clip.startsWith(root + "/")) {
      return "";
    }
    String relative = clip.substring(root.length() + 1);
    int slash = relative.lastIndexOf('/') + 1;
    String file =
        root
            + "/landmarks/"
            + relative.substring(0, slash)
            + stem(relative.substring(slash))
            + ".jsonl";
    return exists(file) ? file : "";
  }

  private static boolean exists(String file) throws IOException {
    return HadoopFiles.fileSystem(file).exists(HadoopFiles.path(file));
  }

  private static String stem(String path) {
    String file = path.substring(path.lastIndexOf('/') + 1);
    int dot = file.lastIndexOf('.');
    return Optional.of(file)
        .filter(name -> dot > 0)
        .map(name -> name.substring(0, dot))
        .orElse(file);
  }
}
