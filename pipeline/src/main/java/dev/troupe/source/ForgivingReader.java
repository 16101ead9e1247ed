package dev.troupe.source;

import dev.troupe.problems.BadDataException;
import java.io.IOException;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends a partition where a file turns out to be damaged, instead of failing. */
final class ForgivingReader implements PartitionReader<InternalRow> {
  private static final Logger LOG = LoggerFactory.getLogger(ForgivingReader.class);

  private final PartitionReader<InternalRow> reader;
  private boolean isAtEnd;

  /** Takes over the reader. */
  ForgivingReader(PartitionReader<InternalRow> reader) {
    this.reader = reader;
  }

  @Override
  public boolean next() throws IOException {
    try {
      isAtEnd |= !reader.next();
    } catch (BadDataException e) {
      LOG.warn("Left out the rest: {}", e.getMessage());
      isAtEnd = true;
    }
    return !isAtEnd;
  }

  @Override
  public InternalRow get() {
    return reader.get();
  }

  @Override
  public CustomTaskMetric[] currentMetricsValues() {
    return reader.currentMetricsValues();
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
