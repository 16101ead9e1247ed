package dev.troupe.jobs.report;

/** URIs in few letters. */
final class FileNames {
  private FileNames() {}

  /** What stands after the last slash; all of it if that is nothing. */
  static String last(String uri) {
    String whole = uri.endsWith("/") ? uri.substring(0, uri.length() - 1) : uri;
    String last = whole.substring(whole.lastIndexOf('/') + 1);
    return last.isEmpty() ? uri : last;
  }

  /** The same with the folder that it lies in. */
  static String lastTwo(String uri) {
    int slash = uri.lastIndexOf('/', Math.max(0, uri.length() - last(uri).length() - 2));
    return uri.substring(slash + 1);
  }
}
