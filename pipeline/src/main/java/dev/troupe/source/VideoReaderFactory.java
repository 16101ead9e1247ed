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

  VideoReaderFactory(StructType columns, Optional<Scaling> scaling, Codecs codecs) {
    this.columns = columns;
    this.scaling = scaling.orElse(null);
    this.codecs = codecs;
  }

  @Override
  public PartitionReader<InternalRow> createReader(InputPartition partition) {
    return new VideoReader(
        (VideoPartition) partition, columns, Optional.ofNullable(scaling), codecs);
  }
}
