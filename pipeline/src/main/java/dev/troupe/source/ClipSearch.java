package dev.troupe.source;

import dev.troupe.media.Clip;
import dev.troupe.media.Clips;
import dev.troupe.media.Rational;
import dev.troupe.problems.BadDataException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds all clips behind what a user names, and of them those that are wanted. */
final class ClipSearch {
  private static final Logger LOG = LoggerFactory.getLogger(ClipSearch.class);

  private final FileSelection files;
  private final Rational imageRate;
  private final boolean ignoreCorrupt;
  private final List<Clip> clips = new ArrayList<>();

  ClipSearch(FileSelection files, Rational imageRate, boolean ignoreCorrupt) {
    this.files = files;
    this.imageRate = imageRate;
    this.ignoreCorrupt = ignoreCorrupt;
  }

  /**
   * Looks behind a file, a folder or a glob.
   *
   * @return probed clips, sorted by name; none where none is wanted or can be read
   * @throws BadDataException if there is none at all, or one cannot be read and may not be left out
   */
  List<Clip> find(String pattern) {
    try {
      boolean isEmpty = true;
      for (String uri : HadoopFiles.expand(pattern)) {
        if (HadoopFiles.isFolder(uri)) {
          isEmpty &= !folder(uri);
        } else {
          isEmpty = false;
          file(uri);
        }
      }
      if (isEmpty) {
        throw new BadDataException("Cannot read " + pattern + ": the folder is empty");
      }
      return List.copyOf(clips);
    } catch (FileNotFoundException e) {
      throw new BadDataException("Cannot read " + pattern + ": there is no such file or folder", e);
    } catch (IOException e) {
      throw ClipFinder.failure(pattern, e);
    }
  }

  private void file(String uri) throws IOException {
    if (!files.isNarrow()
        || files.accepts(HadoopFiles.fileSystem(uri).getFileStatus(HadoopFiles.path(uri)))) {
      add(uri);
    }
  }

  /** Returns whether there is anything in it. */
  private boolean folder(String folder) throws IOException {
    List<String> all = HadoopFiles.list(folder);
    List<String> wanted = files.isNarrow() ? wanted(folder, all) : all;
    if (!Clips.numbered(wanted).isEmpty()) {
      add(() -> ClipFinder.imageClip(folder, wanted, imageRate));
    } else {
      List<String> videos = ClipFinder.videos(wanted);
      for (String file : videos.isEmpty() && !files.recursive() ? wanted : videos) {
        add(file);
      }
    }
    boolean found = !all.isEmpty();
    if (files.recursive()) {
      for (String inside : HadoopFiles.folders(folder)) {
        found |= folder(inside);
      }
    }
    return found;
  }

  private List<String> wanted(String folder, List<String> all) throws IOException {
    List<FileStatus> statuses =
        Arrays.stream(HadoopFiles.fileSystem(folder).listStatus(HadoopFiles.path(folder)))
            .sorted(Comparator.comparing(FileStatus::getPath))
            .toList();
    List<String> names = new ArrayList<>();
    for (FileStatus status : statuses) {
      if (status.isFile() && files.accepts(status)) {
        names.add(status.getPath().getName());
      }
    }
    return all.stream().filter(file -> names.contains(ClipFinder.name(file))).toList();
  }

  private void add(String uri) {
    add(() -> ClipFinder.find(uri, imageRate));
  }

  private void add(java.util.function.Supplier<Clip> probe) {
    try {
      clips.add(probe.get());
    } catch (BadDataException e) {
      if (!ignoreCorrupt) {
        throw e;
      }
      LOG.warn("Left out: {}", e.getMessage());
    }
  }
}
