package dev.troupe.source;

import dev.troupe.media.Clip;
import dev.troupe.media.Clips;
import dev.troupe.media.MediaInput;
import dev.troupe.media.Rational;
import dev.troupe.problems.BadDataException;
import dev.troupe.problems.ItemBoundary;
import dev.troupe.problems.StorageException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;

/** From what a user names to probed clips: a video file, a folder of numbered images, a glob. */
public final class ClipFinder {
  /** What else lies in a folder of videos, such as reports about them, is no clip. */
  private static final Set<String> VIDEO_ENDINGS =
      Set.of(
          "mp4", "m4v", "mov", "mkv", "webm", "avi", "mpg", "mpeg", "ts", "mts", "m2ts", "wmv",
          "flv", "ogv", "3gp", "mxf");

  private ClipFinder() {}

  /**
   * The one clip behind a URI.
   *
   * @param uri a video or GIF file, or a folder of numbered images
   * @param imageRate frames per second of a folder of images
   * @return the probed clip
   * @throws BadDataException if there is none or it cannot be read
   * @throws UncheckedIOException if storage fails
   */
  public static Clip find(String uri, Rational imageRate) {
    return find(uri, imageRate, Clips::probe);
  }

  /**
   * A clip that was found before and has no damage, without looking at all of it again.
   *
   * @param uri a video or GIF file, or a folder of numbered images
   * @param imageRate frames per second of a folder of images
   * @param traits the clip's, as it was found
   * @return the clip
   * @throws BadDataException if there is none or it cannot be read
   */
  public static Clip findAgain(String uri, Rational imageRate, String traits) {
    return find(uri, imageRate, input -> Clips.again(input, traits));
  }

  private static Clip find(String uri, Rational imageRate, Function<MediaInput, Clip> opener) {
    try {
      return ItemBoundary.orBadData(
          "Cannot read " + uri,
          () ->
              HadoopFiles.isFolder(uri)
                  ? imageClip(uri, HadoopFiles.list(uri), imageRate)
                  : opener.apply(HadoopFiles.input(uri)));
    } catch (IOException e) {
      throw failure(uri, e);
    }
  }

  /**
   * All clips behind a URI: one, or every video of a folder of videos, or all that a glob matches.
   *
   * @param pattern a file, a folder or a glob
   * @param imageRate frames per second of folders of images
   * @return at least one probed clip, sorted by name
   * @throws BadDataException if there is none or one cannot be read
   * @throws UncheckedIOException if storage fails
   */
  public static List<Clip> findAll(String pattern, Rational imageRate) {
    try {
      List<Clip> clips = new ArrayList<>();
      for (String uri : HadoopFiles.expand(pattern)) {
        if (HadoopFiles.isFolder(uri)) {
          clips.addAll(inFolder(uri, imageRate));
        } else {
          clips.add(find(uri, imageRate));
        }
      }
      if (clips.isEmpty()) {
        throw new BadDataException("Cannot read " + pattern + ": the folder is empty");
      }
      return clips;
    } catch (FileNotFoundException e) {
      throw new BadDataException("Cannot read " + pattern + ": there is no such file or folder", e);
    } catch (IOException e) {
      throw failure(pattern, e);
    }
  }

  private static RuntimeException failure(String uri, IOException failure) {
    return StorageException.isBehind(failure)
        ? new UncheckedIOException(failure.getMessage(), failure)
        : new BadDataException("Cannot read " + uri + ": " + failure.getMessage(), failure);
  }

  private static List<Clip> inFolder(String folder, Rational imageRate) throws IOException {
    List<String> files = HadoopFiles.list(folder);
    if (!Clips.numbered(files).isEmpty()) {
      return List.of(imageClip(folder, files, imageRate));
    }
    List<String> videos = videos(files);
    List<Clip> clips = new ArrayList<>();
    for (String file : videos.isEmpty() ? files : videos) {
      clips.add(find(file, imageRate));
    }
    return clips;
  }

  private static Clip imageClip(String folder, List<String> files, Rational imageRate) {
    List<String> images = Clips.numbered(files);
    if (images.isEmpty()) {
      throw new BadDataException(
          "Cannot read " + folder + ": the folder holds no numbered images such as 0001.png");
    }
    List<String> videos = videos(files);
    if (!videos.isEmpty()) {
      throw new BadDataException(
          "Cannot read %s: expected either videos or numbered images, found both %s and %s"
              .formatted(folder, name(videos.get(0)), name(images.get(0))));
    }
    return Clips.ofImages(folder, images.stream().map(HadoopFiles::input).toList(), imageRate);
  }

  private static List<String> videos(List<String> files) {
    return files.stream()
        .filter(
            file ->
                VIDEO_ENDINGS.contains(
                    file.substring(file.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT)))
        .toList();
  }

  private static String name(String file) {
    return file.substring(file.lastIndexOf('/') + 1);
  }
}
