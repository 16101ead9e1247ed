package dev.troupe.source;

import dev.troupe.media.Clip;
import dev.troupe.media.Clips;
import dev.troupe.media.MediaInput;
import dev.troupe.media.Rational;
import dev.troupe.problems.BadDataException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** From what a user names to probed clips: a video file, a folder of numbered images, a glob. */
public final class ClipFinder {
  private ClipFinder() {}

  /**
   * The one clip behind a URI.
   *
   * @param uri a video or GIF file, or a folder of numbered images
   * @param imageRate frames per second of a folder of images
   * @return the probed clip
   * @throws BadDataException if there is none or it cannot be read
   */
  public static Clip find(String uri, Rational imageRate) {
    try {
      return HadoopFiles.isFolder(uri)
          ? imageClip(uri, imageRate)
          : Clips.probe(HadoopFiles.input(uri));
    } catch (IOException e) {
      throw new BadDataException("Cannot read " + uri + ": " + e.getMessage(), e);
    }
  }

  /**
   * All clips behind a URI: one, or every video of a folder of videos, or all that a glob matches.
   *
   * @param pattern a file, a folder or a glob
   * @param imageRate frames per second of folders of images
   * @return at least one probed clip, sorted by name
   * @throws BadDataException if there is none or one cannot be read
   */
  public static List<Clip> findAll(String pattern, Rational imageRate) {
    try {
      List<Clip> clips = new ArrayList<>();
      for (String uri : HadoopFiles.expand(pattern)) {
        if (!HadoopFiles.isFolder(uri) || !numbered(uri).isEmpty()) {
          clips.add(find(uri, imageRate));
        } else {
          for (String file : HadoopFiles.list(uri)) {
            clips.add(find(file, imageRate));
          }
        }
      }
      if (clips.isEmpty()) {
        throw new BadDataException("Cannot read " + pattern + ": the folder is empty");
      }
      return clips;
    } catch (FileNotFoundException e) {
      throw new BadDataException("Cannot read " + pattern + ": there is no such file or folder", e);
    } catch (IOException e) {
      throw new BadDataException("Cannot read " + pattern + ": " + e.getMessage(), e);
    }
  }

  private static Clip imageClip(String folder, Rational imageRate) throws IOException {
    List<MediaInput> images = numbered(folder).stream().map(HadoopFiles::input).toList();
    if (images.isEmpty()) {
      throw new BadDataException(
          "Cannot read " + folder + ": the folder holds no numbered images such as 0001.png");
    }
    return Clips.ofImages(folder, images, imageRate);
  }

  private static List<String> numbered(String folder) throws IOException {
    return Clips.numbered(HadoopFiles.list(folder));
  }
}
