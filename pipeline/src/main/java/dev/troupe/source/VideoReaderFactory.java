package dev.troupe.source;

import dev.troupe.media.Codecs;
import dev.troupe.media.Scaling;
import java.util.Optional;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** Travels to the executors and opens partitions there. */
final class VideoReaderFactory implements PartitionReaderFactory {
  private static final long serialVersionUID = 1L;

  private final StructType columns;
  private final @Nullable Scaling scaling;
  private final Codecs codecs;
  private final boolean ignoreCorrupt;

  VideoReaderFactory(
      StructType columns, Optional<Scaling> scaling, Codecs codecs, boolean ignoreCorrupt) {
    this.columns = columns;
    this.scaling = scaling.orElse(null);
    this.codecs = codecs;
    this.ignoreCorrupt = ignoreCorrupt;
  }

  @Override
  public PartitionReader<InternalRow> createReader(InputPartition partition) {
    PartitionReader<InternalRow> reader =
        new VideoReader((VideoPartition) partition, columns, Optional.ofNullable(scaling), codecs);
    return ignoreCorrupt ? new ForgivingReader(reader) : reader;
  }
}
