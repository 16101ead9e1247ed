package dev.troupe.source;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.GlobFilter;

/**
 * Which files behind a path are read, with the options of Spark's own file sources.
 *
 * @param nameGlob {@code pathGlobFilter}: what a file's name must match
 * @param recursive {@code recursiveFileLookup}: whether folders in folders are looked through
 * @param after {@code modifiedAfter}: files changed later than this
 * @param before {@code modifiedBefore}: files changed earlier than this
 * @param ignoreCorrupt {@code ignoreCorruptFiles}: whether clips that are damaged or cannot be read
 *     are left out; empty for {@code spark.sql.files.ignoreCorruptFiles}
 */
record FileSelection(
    Optional<String> nameGlob,
    boolean recursive,
    Optional<Instant> after,
    Optional<Instant> before,
    Optional<Boolean> ignoreCorrupt) {

  /** What lies in the folder, damaged or not. */
  static final FileSelection ALL =
      new FileSelection(
          Optional.empty(), false, Optional.empty(), Optional.empty(), Optional.empty());

  /** Whether any file may be left out. */
  boolean isNarrow() {
    return nameGlob.isPresent() || after.isPresent() || before.isPresent();
  }

  /** Whether a file is wanted. */
  boolean accepts(FileStatus file) throws IOException {
    long changed = file.getModificationTime();
    return (nameGlob.isEmpty() || new GlobFilter(nameGlob.get()).accept(file.getPath()))
        && (after.isEmpty() || changed > after.get().toEpochMilli())
        && (before.isEmpty() || changed < before.get().toEpochMilli());
  }

  /** A pattern as {@code pathGlobFilter} takes it. */
  static String glob(String text) {
    try {
      return new GlobFilter(text) == null ? "" : text;
    } catch (IOException e) {
      throw new IllegalArgumentException("it must be a pattern such as *.mp4", e);
    }
  }

  /** A time zone, such as Europe/Berlin or +02:00. */
  static ZoneId zone(String text) {
    try {
      return ZoneId.of(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("it must be a time zone such as UTC or +02:00", e);
    }
  }

  /** A time such as 2026-05-01T12:00:00. */
  static Instant time(String text, ZoneId zone) {
    try {
      return text.contains("T")
          ? LocalDateTime.parse(text).atZone(zone).toInstant()
          : LocalDate.parse(text).atStartOfDay(zone).toInstant();
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("it must be a time such as 2026-05-01T12:00:00", e);
    }
  }
}
