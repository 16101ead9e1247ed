package dev.troupe.jobs.report;

import dev.troupe.jobs.quality.Previews;
import dev.troupe.media.FrameSize;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What became of one item.
 *
 * @param item what was asked for
 * @param outcome how it ended
 * @param hashes what it was made from, as far as that was found out
 * @param video the finished video; empty if it failed
 * @param findings what was seen on the way
 */
public record ItemRow(
    Item item, Outcome outcome, Hashes hashes, Optional<Video> video, Findings findings) {

  /**
   * What was asked for.
   *
   * @param number the item's number in the run, from 0
   * @param line its line in the manifest, from 1
   * @param source the source image's URI
   * @param driving the driving clip's URI
   * @param output the video's URI
   */
  public record Item(int number, int line, String source, String driving, String output) {}

  /** How an item ended. */
  public enum Status {
    /** Rendered, in whole or in part, and published by this run. */
    DONE,
    /** Up to date before this run. */
    REUSED,
    /** Not there; the reason says why. */
    FAILED;

    String text() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Status of(String text) {
      return valueOf(text.toUpperCase(Locale.ROOT));
    }
  }

  /**
   * How an item ended.
   *
   * @param status done, reused or failed
   * @param reason why it failed, one sentence for people
   * @param segments how many segments its video has; 0 where unknown
   * @param segmentsReused how many of them were committed before this run
   * @param taskSeconds time that tasks spent on it in this run
   */
  public record Outcome(
      Status status,
      Optional<String> reason,
      int segments,
      int segmentsReused,
      double taskSeconds) {
    /** An item that this run rendered. */
    public static Outcome done(int segments, int segmentsReused, double taskSeconds) {
      return new Outcome(Status.DONE, Optional.empty(), segments, segmentsReused, taskSeconds);
    }

    /** An item that was up to date. */
    public static Outcome reused(int segments) {
      return new Outcome(Status.REUSED, Optional.empty(), segments, segments, 0);
    }

    /** An item that failed. */
    public static Outcome failed(String reason, double taskSeconds) {
      return new Outcome(Status.FAILED, Optional.of(reason), 0, 0, taskSeconds);
    }
  }

  /**
   * SHA-256 in hexadecimal, empty where unknown.
   *
   * @param source of the source image
   * @param clip of the driving clip
   * @param model of the model package
   * @param key of all that decides the video's bytes
   */
  public record Hashes(
      Optional<String> source,
      Optional<String> clip,
      Optional<String> model,
      Optional<String> key) {
    /** Nothing known. */
    public static final Hashes NONE =
        new Hashes(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  /**
   * A finished video.
   *
   * @param frames how many
   * @param seconds its duration
   * @param audioDrift by how many seconds its sound is longer than its pictures; 0 without sound
   * @param size of its pictures
   * @param bytes of the file
   */
  public record Video(int frames, double seconds, double audioDrift, FrameSize size, long bytes) {}

  /**
   * What was seen on the way.
   *
   * @param warnings of preflight, one sentence each
   * @param previews of the video; none for what this run did not render
   */
  public record Findings(List<String> warnings, Previews previews) {
    /** Nothing. */
    public static final Findings NONE = new Findings(List.of(), Previews.NONE);

    /** Copies the warnings. */
    public Findings {
      warnings = List.copyOf(warnings);
    }
  }
}
