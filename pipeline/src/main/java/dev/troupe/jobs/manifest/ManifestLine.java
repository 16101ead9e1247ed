package dev.troupe.jobs.manifest;

import dev.troupe.jobs.AnimateRequest;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;

/** Writes items as a manifest has them, to be made again just so. */
public final class ManifestLine {
  private ManifestLine() {}

  /**
   * An item's columns: its files and every option, whatever a later command line's defaults are.
   *
   * @param item any
   * @return texts, numbers and booleans by column, in a fixed order
   */
  public static Map<String, Object> of(BatchItem item) {
    ItemOptions options = item.options();
    Map<String, Object> line = new LinkedHashMap<>();
    line.put(ManifestRow.SOURCE, item.source());
    line.put(ManifestRow.DRIVING, item.driving());
    line.put(ManifestRow.OUTPUT, item.output());
    put(line, ItemColumn.MODEL, options.model().reference());
    putMotion(line, options.motion());
    put(line, ItemColumn.FIT, lower(options.pictures().fit()));
    put(line, ItemColumn.BACKGROUND, "%06x".formatted(options.pictures().backgroundRgb()));
    put(line, ItemColumn.FRAME_RATE, options.pictures().imageRate().toString());
    put(line, ItemColumn.RESIZE, options.resize().map(Object::toString).orElse("none"));
    put(
        line,
        ItemColumn.AUDIO,
        lower(options.sound() ? OptionText.Audio.COPY : OptionText.Audio.NONE));
    put(line, ItemColumn.COMPARE, options.compare());
    put(line, ItemColumn.VISUALIZE, options.visualize());
    put(line, ItemColumn.FRAMES, options.frames());
    put(line, ItemColumn.ALLOW_TRUNCATED, options.pictures().allowTruncated());
    put(line, ItemColumn.DEINTERLACE, lower(options.pictures().deinterlacing()));
    return line;
  }

  private static void putMotion(Map<String, Object> line, AnimateRequest.Motion motion) {
    put(line, ItemColumn.TRANSFER, lower(motion.transfer()));
    put(line, ItemColumn.ADAPT_SCALE, motion.adaptScale());
    put(
        line,
        ItemColumn.REFERENCE_FRAME,
        motion.reference().map(ManifestLine::reference).orElse("first"));
    put(line, ItemColumn.START, motion.start().toString());
    put(line, ItemColumn.END, motion.end().map(Object::toString).orElse("none"));
  }

  private static String reference(AnimateRequest.Reference reference) {
    OptionalInt index = reference.index();
    return index.isPresent() ? Integer.toString(index.getAsInt()) : "best";
  }

  private static void put(Map<String, Object> line, ItemColumn column, Object value) {
    line.put(column.columnName(), value);
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
