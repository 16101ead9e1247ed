package dev.troupe.jobs.dataset;

import java.io.IOException;

/** Writes the samples of one shard to a local file; the same samples give the same bytes. */
interface SampleSink extends AutoCloseable {

  /** Adds the next sample. */
  void add(Sample sample) throws IOException;

  /** Ends the file. */
  @Override
  void close() throws IOException;
}
