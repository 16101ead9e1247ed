package dev.troupe.jobs.batch;

import dev.troupe.jobs.ContentHash;
import dev.troupe.jobs.RenderPlan;
import dev.troupe.jobs.SegmentRenderer;
import dev.troupe.jobs.SegmentSeal;
import dev.troupe.jobs.quality.SegmentTrace;
import dev.troupe.problems.BadDataException;
import dev.troupe.source.Concurrently;
import dev.troupe.source.HadoopFiles;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** An item's committed segments, each looked at before it is used: a power cut may cut files. */
final class CommittedSegments {
  private CommittedSegments() {}

  /**
   * What was kept of all segments.
   *
   * @return empty if segments are gone or damaged; their marks are removed, so that they are
   *     rendered again
   * @throws IOException if the storage fails
   */
  static Optional<List<SegmentTrace>> traces(GroupPlan.Work work) throws IOException {
    List<Optional<SegmentTrace>> found =
        Concurrently.map(
            IntStream.range(0, work.segments()).boxed().toList(), number -> trace(work, number));
    List<SegmentTrace> traces = new ArrayList<>(found.size());
    for (int i = 0; i < found.size(); i++) {
      if (found.get(i).isPresent()) {
        traces.add(found.get(i).get());
      } else {
        String mark = work.folder().file(RenderPlan.Series.RESULT.folder(), i, "mp4");
        HadoopFiles.fileSystem(mark).delete(HadoopFiles.path(mark), false);
      }
    }
    return traces.size() == work.segments() ? Optional.of(traces) : Optional.empty();
  }

  private static Optional<SegmentTrace> trace(GroupPlan.Work work, int number) throws IOException {
    String file = work.folder().file(SegmentRenderer.TRACES, number, "bin");
    try (InputStream in = Channels.newInputStream(HadoopFiles.input(file).open())) {
      SegmentSeal seal = SegmentSeal.read(file, in.readAllBytes());
      for (Map.Entry<String, String> each : seal.hashes().entrySet()) {
        String name = work.folder().uri() + "/" + each.getKey();
        if (!ContentHash.of(HadoopFiles.input(name)).equals(each.getValue())) {
          return Optional.empty();
        }
      }
      return Optional.of(SegmentTrace.read(file, seal.kept()));
    } catch (BadDataException | FileNotFoundException | NoSuchFileException e) {
      return Optional.empty();
    }
  }
}
