package dev.troupe.jobs.report;

import dev.troupe.source.HadoopFiles;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Links from a page to files near it: relative, so that they hold when page and files are moved or
 * served together. A browser opens nothing of another store.
 */
final class PageLinks {
  /** For a page that is not put anywhere. */
  static final PageLinks NONE = new PageLinks("");

  private final String folder;

  /**
   * Links of a page.
   *
   * @param page its URI or path
   */
  PageLinks(String page) {
    String whole = page.isEmpty() || !HadoopFiles.isLocal(page) ? page : absolute(page).toString();
    this.folder = whole.substring(0, whole.lastIndexOf('/') + 1);
  }

  /**
   * The way to a file.
   *
   * @param uri its URI or path
   * @return a relative reference, percent-encoded; empty where there is none
   */
  Optional<String> to(String uri) {
    if (folder.isEmpty() || HadoopFiles.isLocal(uri) != HadoopFiles.isLocal(folder)) {
      return Optional.empty();
    }
    return HadoopFiles.isLocal(uri)
        ? encoded(absolute(folder).relativize(absolute(uri)).toString())
        : remote(uri);
  }

  /** Whether it can be played from the page's place. */
  boolean isPlayable(String uri) {
    return HadoopFiles.isLocal(uri) && to(uri).isPresent();
  }

  private Optional<String> remote(String uri) {
    int path = folder.indexOf('/', folder.indexOf("://") + 3);
    if (path < 0 || !uri.startsWith(folder.substring(0, path + 1))) {
      return Optional.empty();
    }
    Path from = Path.of(folder.substring(path));
    return encoded(from.relativize(Path.of(uri.substring(path))).toString());
  }

  private static Optional<String> encoded(String relative) {
    try {
      // The begin with a dot keeps a colon in a name from being a scheme.
      return Optional.of(
          "./" + new URI(null, null, "/" + relative, null).toASCIIString().substring(1));
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  private static Path absolute(String local) {
    return HadoopFiles.localPath(local).toAbsolutePath().normalize();
  }
}
