package dev.troupe.jobs.report;

/**
 * What all items add up to.
 *
 * @param done items that the run rendered
 * @param reused items that were up to date
 * @param failed items that failed
 * @param frames of all finished videos
 * @param seconds of all finished videos
 */
record Totals(long done, long reused, long failed, long frames, double seconds) {
  static final Totals NONE = new Totals(0, 0, 0, 0, 0);

  Totals plus(ItemRow row) {
    ItemRow.Status status = row.outcome().status();
    return new Totals(
        done + (status == ItemRow.Status.DONE ? 1 : 0),
        reused + (status == ItemRow.Status.REUSED ? 1 : 0),
        failed + (status == ItemRow.Status.FAILED ? 1 : 0),
        frames + row.video().map(ItemRow.Video::frames).orElse(0),
        seconds + row.video().map(ItemRow.Video::seconds).orElse(0.0));
  }

  long items() {
    return done + reused + failed;
  }
}
