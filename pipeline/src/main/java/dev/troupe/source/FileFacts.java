package dev.troupe.source;

import dev.troupe.problems.BadDataException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.EtagSource;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.RemoteIterator;

/**
 * What a file system says of a file without opening it.
 *
 * @param folder whether it is a folder
 * @param bytes its size; 0 for a folder
 * @param stamp changes when its content does: size, time of modification and, where the store has
 *     one, its tag
 */
public record FileFacts(boolean folder, long bytes, String stamp) {
  /** From so many files of one folder on, listing it is cheaper than asking for each. */
  private static final int WORTH_LISTING = 200;

  /**
   * Looks for many files at once.
   *
   * @param uris URIs or paths
   * @return what is known of those that exist
   * @throws IOException if a file system cannot be asked
   */
  public static Map<String, FileFacts> find(Collection<String> uris) throws IOException {
    Map<String, List<String>> byFolder = new LinkedHashMap<>();
    for (String uri : uris) {
      String folder = uri.substring(0, uri.lastIndexOf('/') + 1);
      byFolder.computeIfAbsent(folder, any -> new ArrayList<>()).add(uri);
    }
    Map<String, FileFacts> found = new LinkedHashMap<>();
    List<String> single = new ArrayList<>();
    for (Map.Entry<String, List<String>> folder : byFolder.entrySet()) {
      if (folder.getValue().size() < WORTH_LISTING || folder.getKey().isEmpty()) {
        single.addAll(folder.getValue());
      } else {
        list(folder.getKey(), folder.getValue(), found);
      }
    }
    List<List<FileFacts>> answers = Concurrently.map(single, FileFacts::ask);
    for (int i = 0; i < single.size(); i++) {
      if (!answers.get(i).isEmpty()) {
        found.put(single.get(i), answers.get(i).get(0));
      }
    }
    return found;
  }

  private static List<FileFacts> ask(String uri) throws IOException {
    try {
      return List.of(of(HadoopFiles.fileSystem(uri).getFileStatus(HadoopFiles.path(uri))));
    } catch (FileNotFoundException | BadDataException e) {
      return List.of();
    }
  }

  private static void list(String folder, List<String> wanted, Map<String, FileFacts> found)
      throws IOException {
    Map<String, String> byName = new LinkedHashMap<>();
    wanted.forEach(uri -> byName.put(HadoopFiles.path(uri).getName(), uri));
    try {
      RemoteIterator<FileStatus> all =
          HadoopFiles.fileSystem(folder).listStatusIterator(HadoopFiles.path(folder));
      while (all.hasNext()) {
        FileStatus status = all.next();
        String uri = byName.get(status.getPath().getName());
        if (uri != null) {
          found.put(uri, of(status));
        }
      }
    } catch (FileNotFoundException | BadDataException e) {
      // Then none of them exists.
    }
  }

  /**
   * What a listing says.
   *
   * @param status an entry of it
   * @return the same
   */
  static FileFacts of(FileStatus status) {
    String tag = status instanceof EtagSource source ? String.valueOf(source.getEtag()) : "";
    String stamp = "%d-%d-%s".formatted(status.getLen(), status.getModificationTime(), tag);
    return new FileFacts(status.isDirectory(), status.isDirectory() ? 0 : status.getLen(), stamp);
  }
}
