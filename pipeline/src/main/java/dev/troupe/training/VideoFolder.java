package dev.troupe.training;

import dev.troupe.media.Clip;
import dev.troupe.media.Clips;
import dev.troupe.media.MediaInput;
import dev.troupe.media.Rational;
import dev.troupe.problems.RequestException;
import dev.troupe.source.HadoopFiles;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;

/**
 * A dataset in the published layout: a folder with the folders {@code train} and {@code test}, or a
 * flat one, of which a fifth is put aside. Its entries are videos, GIFs and folders of numbered
 * images.
 *
 * @param train what training sees
 * @param test what it does not
 */
record VideoFolder(List<Entry> train, List<Entry> test) {
  private static final Set<String> ENDINGS =
      Set.of("mp4", "gif", "mov", "avi", "mkv", "webm", "m4v");
  private static final String TRAIN = "train";
  private static final String TEST = "test";
  private static final String LANDMARKS = "landmarks";
  private static final int ONE_IN = 5;
  private static final Rational IMAGE_RATE = new Rational(25, 1);

  /**
   * One video, not looked at yet.
   *
   * @param uri a file or folder
   * @param folder whether it is a folder of images
   */
  record Entry(String uri, boolean folder) {

    /** The last part of its name. */
    String name() {
      return uri.substring(uri.lastIndexOf('/') + 1);
    }

    /** Whom it shows: its name up to the first #. */
    String identity() {
      String name = name();
      int end = name.indexOf('#');
      return end < 0 ? name : name.substring(0, end);
    }

    /**
     * Where its landmarks would be: {@code landmarks/train/NAME.jsonl} beside the folder {@code
     * train}, {@code landmarks/NAME.jsonl} in a flat one; NAME is without ending.
     */
    String landmarks() {
      String base = uri.substring(0, uri.length() - name().length() - 1);
      int dot = folder ? -1 : name().lastIndexOf('.');
      String name = dot < 0 ? name() : name().substring(0, dot);
      String split = base.substring(base.lastIndexOf('/') + 1);
      return split.equals(TRAIN) || split.equals(TEST)
          ? "%s%s/%s/%s.jsonl"
              .formatted(base.substring(0, base.length() - split.length()), LANDMARKS, split, name)
          : "%s/%s/%s.jsonl".formatted(base, LANDMARKS, name);
    }

    /**
     * Looks at it.
     *
     * @throws dev.troupe.problems.BadDataException if no frame can be read
     * @throws IOException if the folder cannot be listed
     */
    Clip open() throws IOException {
      if (!folder) {
        return Clips.probe(HadoopFiles.input(uri));
      }
      List<MediaInput> images =
          Clips.numbered(HadoopFiles.list(uri)).stream().map(HadoopFiles::input).toList();
      return Clips.ofImages(uri, images, IMAGE_RATE);
    }
  }

  /**
   * Lists a dataset.
   *
   * @param uri a folder in any file system
   * @param seed decides what of a flat folder is put aside
   * @throws RequestException if there is no such folder or nothing in it
   * @throws IOException if it cannot be listed
   */
  static VideoFolder list(String uri, long seed) throws IOException {
    try {
      if (!HadoopFiles.isFolder(uri)) {
        throw new RequestException(List.of("Cannot train on %s: it is no folder".formatted(uri)));
      }
      String base = uri.endsWith("/") ? uri.substring(0, uri.length() - 1) : uri;
      if (HadoopFiles.isFolder(base + "/" + TRAIN)) {
        boolean tested = HadoopFiles.isFolder(base + "/" + TEST);
        return new VideoFolder(
            entries(base + "/" + TRAIN), tested ? entries(base + "/" + TEST) : List.of());
      }
      return divided(entries(base), seed);
    } catch (FileNotFoundException e) {
      throw new RequestException(List.of("Cannot train on %s: it is no folder".formatted(uri)));
    }
  }

  private static List<Entry> entries(String folder) throws IOException {
    List<Entry> entries = new ArrayList<>();
    for (String file : HadoopFiles.list(folder)) {
      String ending = file.substring(file.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
      if (ENDINGS.contains(ending)) {
        entries.add(new Entry(file, false));
      }
    }
    HadoopFiles.folders(folder).stream()
        .filter(name -> !name.endsWith("/" + LANDMARKS))
        .forEach(name -> entries.add(new Entry(name, true)));
    entries.sort(java.util.Comparator.comparing(Entry::uri));
    return entries;
  }

  /** The same people never on both sides. */
  private static VideoFolder divided(List<Entry> all, long seed) {
    List<String> people =
        new ArrayList<>(all.stream().map(Entry::identity).distinct().sorted().toList());
    java.util.Collections.shuffle(people, new Random(seed));
    Set<String> aside = Set.copyOf(people.subList(0, people.size() / ONE_IN));
    return new VideoFolder(
        all.stream().filter(entry -> !aside.contains(entry.identity())).toList(),
        all.stream().filter(entry -> aside.contains(entry.identity())).toList());
  }
}
