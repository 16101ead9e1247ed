package dev.troupe.media;

/** What is done with frames that consist of two fields, recorded one after the other. */
public enum Deinterlacing {
  /** Frames that are marked as interlaced become progressive, one for each. */
  AUTO,
  /** Frames stay as they are stored. */
  OFF
}
