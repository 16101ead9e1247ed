package dev.troupe.jobs.dataset;

import dev.troupe.problems.RequestException;
import dev.troupe.source.FileHashes;
import dev.troupe.source.HadoopFiles;
import dev.troupe.synthesis.Split;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.hadoop.fs.FileStatus;

/** Finds the clips of a data set and gives each its split. */
final class ClipLists {
  private static final List<String> SPLITS = List.of("train", "validation", "test");

  private final DatasetRequest request;
  private final String root;

  ClipLists(DatasetRequest request) {
    this.request = request;
    this.root = request.data().replaceAll("/+$", "");
  }

  /**
   * All clips, numbered.
   *
   * @throws RequestException if there is none, or an identity is in two splits
   * @throws IOException if a file system fails
   */
  List<DatasetClip> find() throws IOException {
    ClipOrigins origins = new ClipOrigins(root);
    List<DatasetClip> found = new ArrayList<>();
    boolean split = false;
    for (String name : SPLITS) {
      String folder = root + "/" + name;
      if (HadoopFiles.isFolder(folder)) {
        split = true;
        for (String path : clips(folder)) {
          found.add(origins.of(path, name));
        }
      }
    }
    if (!split) {
      for (String path : loose()) {
        DatasetClip clip = origins.of(path, "");
        found.add(clip.with(0, splitOf(clip.identity())));
      }
    }
    if (found.isEmpty()) {
      throw new RequestException(
          List.of(
              "Cannot make a data set of %s: there are no videos, GIFs or folders of frames."
                  .formatted(root)));
    }
    checkDisjoint(found);
    List<DatasetClip> numbered = new ArrayList<>();
    found.forEach(clip -> numbered.add(clip.with(numbered.size(), clip.split())));
    return numbered;
  }

  private List<String> loose() throws IOException {
    List<String> paths = new ArrayList<>();
    try {
      for (String match : HadoopFiles.expand(root)) {
        if (HadoopFiles.isFolder(match)) {
          paths.addAll(clips(match));
        } else {
          paths.add(match);
        }
      }
    } catch (FileNotFoundException e) {
      throw new RequestException(
          List.of(
              "Cannot make a data set of %s: there is no such file or folder.".formatted(root)));
    }
    return paths;
  }

  /** Videos, GIFs and folders of frames in a folder; its own frames make it one clip. */
  private static List<String> clips(String folder) throws IOException {
    List<FileStatus> inside =
        Arrays.stream(HadoopFiles.fileSystem(folder).listStatus(HadoopFiles.path(folder)))
            .filter(status -> !status.getPath().getName().startsWith("."))
            .filter(status -> !status.getPath().getName().startsWith("_"))
            .sorted(Comparator.comparing(status -> status.getPath().getName()))
            .toList();
    List<String> clips = new ArrayList<>();
    for (FileStatus status : inside) {
      String name = status.getPath().getName();
      if (status.isDirectory()
          || name.toLowerCase(Locale.ROOT)
              .matches(".*\\.(mp4|m4v|mov|mkv|webm|avi|mpe?g|gif|ts)")) {
        clips.add(folder + "/" + name);
      }
    }
    boolean frames =
        inside.stream()
            .anyMatch(status -> status.getPath().getName().matches(".*\\d\\.(png|jpe?g)"));
    return clips.isEmpty() && frames ? List.of(folder) : clips;
  }

  /** A hash of the identity against the shares, the same whatever else is in the set. */
  private String splitOf(String identity) {
    String hash = FileHashes.sha256(identity.getBytes(StandardCharsets.UTF_8));
    long seed = Long.parseUnsignedLong(hash.substring(0, 16), 16);
    return Split.of(seed, request.options().validationShare(), request.options().testShare())
        .label();
  }

  private static void checkDisjoint(List<DatasetClip> clips) {
    Map<String, DatasetClip> homes = new HashMap<>();
    List<String> mistakes = new ArrayList<>();
    for (DatasetClip clip : clips) {
      DatasetClip other = homes.putIfAbsent(clip.identity(), clip);
      if (other != null && !other.split().equals(clip.split())) {
        mistakes.add(
            "Cannot keep splits apart: %s and %s show one identity, %s."
                .formatted(other.path(), clip.path(), clip.identity()));
      }
    }
    if (!mistakes.isEmpty()) {
      throw new RequestException(mistakes);
    }
  }
}
