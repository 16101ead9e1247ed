package dev.troupe.jobs.report;

import dev.troupe.jobs.quality.FrameMetrics;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads the table of frames an item at a time; an item's frames lie together. */
final class ItemFrames {
  private final EarlierReport.Frames items;
  private final List<FrameMetrics> frames = new ArrayList<>();
  private int item;

  private ItemFrames(EarlierReport.Frames items) {
    this.items = items;
  }

  static void read(String folder, EarlierReport.Frames items) throws IOException {
    ItemFrames reader = new ItemFrames(items);
    TableReader.read(folder, Table.FRAMES, reader::add);
    reader.flush();
  }

  private void add(Columns.FrameRow row) throws IOException {
    if (row.item() != item) {
      flush();
      item = row.item();
    }
    frames.add(row.metrics());
  }

  private void flush() throws IOException {
    if (!frames.isEmpty()) {
      items.accept(item, List.copyOf(frames));
      frames.clear();
    }
  }
}
