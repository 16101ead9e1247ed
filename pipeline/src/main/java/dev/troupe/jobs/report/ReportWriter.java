package dev.troupe.jobs.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.errorprone.annotations.MustBeClosed;
import dev.troupe.jobs.Version;
import dev.troupe.jobs.quality.FrameMetrics;
import dev.troupe.jobs.quality.Previews;
import dev.troupe.problems.Redaction;
import dev.troupe.source.ScratchFolder;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.io.file.PathUtils;

/**
 * Takes a batch's rows as they come, from any thread, and makes the report of them. Nothing is seen
 * in the report's folder before {@link #finish}; memory does not grow with frames.
 */
public final class ReportWriter implements AutoCloseable {
  /** The column of failed.jsonl that says why; a manifest's reader passes over it. */
  public static final String REASON = "reason";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final ReportFolder folder;
  private final Path local;
  private final TableWriter<ItemRow> items;
  private final TableWriter<SegmentRow> segments;
  private final TableWriter<Columns.FrameRow> frames;
  private final BufferedWriter failed;
  private final PageFacts facts = new PageFacts();
  private final HiddenSecrets secrets = new HiddenSecrets(Redaction.ofProcess());
  private final List<ItemRow> upToDate = new ArrayList<>();
  private final Optional<WholeBatch> whole;

  @MustBeClosed
  @SuppressWarnings("MustBeClosedChecker") // closed by close()
  private ReportWriter(ReportFolder folder, Optional<WholeBatch> whole, Path local)
      throws IOException {
    this.folder = folder;
    this.whole = whole;
    this.local = local;
    this.items = new TableWriter<>(Table.ITEMS, local.resolve("items.parquet"));
    this.segments = new TableWriter<>(Table.SEGMENTS, local.resolve("segments.parquet"));
    this.frames = new TableWriter<>(Table.FRAMES, local.resolve("frames.parquet"));
    this.failed = Files.newBufferedWriter(local.resolve(ReportFolder.FAILED));
  }

  /**
   * A report to be.
   *
   * @param folder its URI or path; what an earlier report left there is replaced at the end
   * @return a writer without rows
   * @throws IOException if the local disk cannot be written
   */
  @MustBeClosed
  public static ReportWriter open(String folder) throws IOException {
    return new ReportWriter(
        new ReportFolder(folder), Optional.empty(), ScratchFolder.create("troupe-report"));
  }

  /**
   * A report to be of a batch of which a run makes some items: what the report that is there says
   * of the others stays.
   *
   * @param folder its URI or path
   * @param outputs the outputs of the run's items, by number
   * @return a writer without rows
   * @throws IOException if the report cannot be read or the local disk not be written
   */
  @MustBeClosed
  public static ReportWriter continuing(String folder, List<String> outputs) throws IOException {
    ReportFolder place = new ReportFolder(folder);
    WholeBatch whole = WholeBatch.of(place, outputs);
    return new ReportWriter(place, Optional.of(whole), ScratchFolder.create("troupe-report"));
  }

  /**
   * Takes an item. Once each.
   *
   * @param found what became of it
   * @param manifestLine the item as a manifest has it, source, driving and output and every option,
   *     to replay it if it failed
   * @throws IOException if the local disk is full
   */
  public synchronized void item(ItemRow found, Map<String, ?> manifestLine) throws IOException {
    ItemRow placed = whole.map(batch -> batch.placed(found)).orElse(found);
    ItemRow row = secrets.row(placed);
    if (row.outcome().status() == ItemRow.Status.REUSED
        && row.findings().previews().equals(Previews.NONE)) {
      upToDate.add(row);
      return;
    }
    add(row);
    if (row.outcome().status() == ItemRow.Status.FAILED) {
      Map<String, Object> line = secrets.line(manifestLine);
      line.put(REASON, row.outcome().reason().orElse("no reason known"));
      failed.write(JSON.writeValueAsString(line));
      failed.write('\n');
    }
  }

  /**
   * Takes a segment that was rendered.
   *
   * @param rendered who rendered it and when
   * @throws IOException if the local disk is full
   */
  public synchronized void segment(SegmentRow rendered) throws IOException {
    SegmentRow row =
        new SegmentRow(
            number(rendered.item()), rendered.segment(), rendered.frames(), rendered.work());
    segments.add(row);
    facts.segment(row);
  }

  /**
   * Takes all frames of an item that was rendered, after the item itself.
   *
   * @param item its number in the run
   * @param metrics its frames in order
   * @throws IOException if the local disk is full
   */
  public synchronized void frames(int item, List<FrameMetrics> metrics) throws IOException {
    addFrames(number(item), metrics);
  }

  private int number(int item) {
    return whole.map(batch -> batch.number(item)).orElse(item);
  }

  private void addFrames(int item, List<FrameMetrics> metrics) throws IOException {
    for (FrameMetrics frame : metrics) {
      frames.add(new Columns.FrameRow(item, frame));
    }
    facts.frames(item, metrics);
  }

  /**
   * Publishes tables, failed.jsonl, run.json and last the page. What the report of an earlier run
   * in the same folder knows of items that are up to date is carried over.
   *
   * @param measured the run as a whole
   * @return the page's URI
   * @throws IOException if the report's folder cannot be written
   */
  public synchronized String finish(RunFacts measured) throws IOException {
    RunFacts run = secrets.run(measured);
    EarlierReport earlier =
        new EarlierReport(
            folder, upToDate, whole.isPresent() ? whole.get()::isAnother : EarlierReport.NOTHING);
    for (ItemRow row : earlier.rows()) {
      add(row);
    }
    earlier.frames(this::addFrames);
    RunFacts all = run;
    if (whole.isPresent()) {
      for (String line : whole.get().otherFailures(folder)) {
        failed.write(line + "\n");
      }
      all = WholeBatch.withManifest(folder, run);
    }
    publish(all);
    return folder.file(ReportFolder.PAGE);
  }

  private void publish(RunFacts run) throws IOException {
    folder.put(Table.ITEMS.file(), items.finish());
    folder.put(Table.SEGMENTS.file(), segments.finish());
    folder.put(Table.FRAMES.file(), frames.finish());
    failed.close();
    folder.put(ReportFolder.FAILED, local.resolve(ReportFolder.FAILED));
    folder.put(ReportFolder.RUN, RunJson.write(run, facts.totals()));
    folder.put(
        ReportFolder.PAGE,
        Page.of(
            new RunJson.Written(run, Version.current()),
            facts,
            new PageLinks(folder.file(ReportFolder.PAGE))));
    folder.tidy();
  }

  /** Forgets what was not finished. */
  @Override
  public synchronized void close() throws IOException {
    items.close();
    segments.close();
    frames.close();
    failed.close();
    PathUtils.deleteDirectory(local);
  }

  private void add(ItemRow row) throws IOException {
    items.add(row);
    facts.item(row);
  }
}
