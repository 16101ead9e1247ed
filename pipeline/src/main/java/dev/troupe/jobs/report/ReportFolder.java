package dev.troupe.jobs.report;

import dev.troupe.problems.BadDataException;
import dev.troupe.source.HadoopFiles;
import dev.troupe.source.WholeFiles;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.UUID;
import org.apache.hadoop.fs.FileSystem;

/** Where a report's files are and how they come there: each whole, the page last. */
final class ReportFolder {
  static final String RUN = "run.json";
  static final String FAILED = "failed.jsonl";
  static final String PAGE = "report.html";

  private static final String STAGING = ".unfinished";
  private static final int LONGEST_RUN_JSON = 16 << 20;

  private final String folder;

  /** Of this writer alone: another run may report to the same folder. */
  private final String own = UUID.randomUUID().toString();

  ReportFolder(String uri) {
    this.folder = uri.endsWith("/") ? uri.substring(0, uri.length() - 1) : uri;
  }

  String uri() {
    return folder;
  }

  String file(String name) {
    return folder + "/" + name;
  }

  void put(String name, Path local) throws IOException {
    WholeFiles.createParent(file(name));
    WholeFiles.copy(local, file(name), staging());
  }

  void put(String name, byte[] bytes) throws IOException {
    WholeFiles.createParent(file(name));
    WholeFiles.write(file(name), bytes, staging());
  }

  /** To be called once all files are there. */
  void tidy() throws IOException {
    FileSystem files = HadoopFiles.fileSystem(folder);
    files.delete(HadoopFiles.path(staging()), true);
    org.apache.hadoop.fs.Path shared = HadoopFiles.path(file(STAGING));
    if (files.exists(shared)) {
      try {
        files.delete(shared, false);
      } catch (IOException e) {
        // Not empty: another run is writing, and removes it later.
      }
    }
  }

  RunJson.Written run() throws IOException {
    String file = file(RUN);
    try (InputStream in = HadoopFiles.fileSystem(file).open(HadoopFiles.path(file))) {
      byte[] bytes = in.readNBytes(LONGEST_RUN_JSON);
      return RunJson.read(file, bytes);
    } catch (FileNotFoundException e) {
      throw new BadDataException(
          "Cannot find a report at %s: there is no %s".formatted(folder, RUN), e);
    }
  }

  boolean has(Table<?> table) throws IOException {
    String file = file(table.file());
    return HadoopFiles.fileSystem(file).exists(HadoopFiles.path(file));
  }

  private String staging() {
    return file(STAGING) + "/" + own;
  }
}
