package dev.troupe.jobs.report;

import dev.troupe.problems.BadDataException;
import dev.troupe.source.HadoopFiles;
import dev.troupe.source.WholeFiles;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Optional;

/** A report that was written before: its page can be made again from its tables. */
public final class StoredReport {
  private final ReportFolder folder;

  /**
   * A report.
   *
   * @param folder its URI or path
   */
  public StoredReport(String folder) {
    this.folder = new ReportFolder(folder);
  }

  /**
   * Makes the page again.
   *
   * @param output where to; empty for the report's own
   * @return the page's URI
   * @throws BadDataException if there is no report, or it is damaged
   * @throws IOException if it cannot be read, or the page not written
   */
  public String page(Optional<String> output) throws IOException {
    RunJson.Written run = folder.run();
    PageFacts facts = new PageFacts();
    try {
      TableReader.read(folder.uri(), Table.ITEMS, facts::item);
      TableReader.read(folder.uri(), Table.SEGMENTS, facts::segment);
      ItemFrames.read(folder.uri(), facts::frames);
    } catch (FileNotFoundException e) {
      throw new BadDataException(
          "Cannot read the report at %s: a table is missing (%s)"
              .formatted(folder.uri(), e.getMessage()),
          e);
    }
    String place = output.orElse(folder.file(ReportFolder.PAGE));
    byte[] page = Page.of(run, facts, new PageLinks(place));
    if (output.isEmpty()) {
      folder.put(ReportFolder.PAGE, page);
      folder.tidy();
      return folder.file(ReportFolder.PAGE);
    }
    String file = output.get();
    WholeFiles.createParent(file);
    WholeFiles.write(file, page, parent(file));
    return file;
  }

  private static String parent(String file) {
    return String.valueOf(HadoopFiles.path(file).getParent());
  }
}
