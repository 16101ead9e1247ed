package dev.troupe.source;

import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.connector.catalog.Column;
import org.apache.spark.sql.connector.catalog.MetadataColumn;
import org.apache.spark.sql.connector.catalog.SupportsMetadataColumns;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/** Frames of clips as a table that can be read in batches. */
final class VideoTable implements SupportsRead, SupportsMetadataColumns {
  @Override
  public String name() {
    return "video";
  }

  @Override
  public Column[] columns() {
    return Stream.of(VideoSchema.ROW.fields())
        .map(field -> Column.create(field.name(), field.dataType(), field.nullable()))
        .toArray(Column[]::new);
  }

  @Override
  public MetadataColumn[] metadataColumns() {
    return new MetadataColumn[] {new DecodeNanos()};
  }

  private static final class DecodeNanos implements MetadataColumn {
    @Override
    public String name() {
      return VideoSchema.DECODE_NANOS;
    }

    @Override
    public DataType dataType() {
      return DataTypes.LongType;
    }
  }

  @Override
  public Set<TableCapability> capabilities() {
    return Set.of(TableCapability.BATCH_READ);
  }

  @Override
  public ScanBuilder newScanBuilder(CaseInsensitiveStringMap options) {
    return new VideoScanBuilder(VideoOptions.parse(options));
  }
}
