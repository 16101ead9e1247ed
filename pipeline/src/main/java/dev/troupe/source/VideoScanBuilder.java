package dev.troupe.source;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.connector.expressions.filter.Predicate;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.SupportsPushDownLimit;
import org.apache.spark.sql.connector.read.SupportsPushDownRequiredColumns;
import org.apache.spark.sql.connector.read.SupportsPushDownV2Filters;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Learns from Spark which columns and frames are wanted. */
final class VideoScanBuilder
    implements SupportsPushDownRequiredColumns, SupportsPushDownV2Filters, SupportsPushDownLimit {
  private final VideoOptions options;
  private StructType columns = VideoSchema.ROW;
  private FrameFilter filter = FrameFilter.ALL;
  private Predicate[] pushed = new Predicate[0];
  private Optional<Integer> limit = Optional.empty();

  VideoScanBuilder(VideoOptions options) {
    this.options = options;
  }

  /** Whole columns only: of an image all fields are delivered even if a query names one. */
  @Override
  public void pruneColumns(StructType requiredSchema) {
    Set<String> names = Set.of(requiredSchema.fieldNames());
    StructType all = VideoSchema.ROW.add(VideoSchema.DECODE_NANOS, DataTypes.LongType, true);
    columns =
        new StructType(
            Arrays.stream(all.fields())
                .filter(field -> names.contains(field.name()))
                .toArray(StructField[]::new));
  }

  /** Narrows what is decoded; Spark evaluates every predicate again, so being generous is safe. */
  @Override
  public Predicate[] pushPredicates(Predicate[] predicates) {
    filter = FrameFilter.of(predicates);
    pushed = filter.equals(FrameFilter.ALL) ? pushed : predicates;
    return predicates;
  }

  @Override
  public Predicate[] pushedPredicates() {
    return pushed.clone();
  }

  @Override
  public boolean pushLimit(int rows) {
    limit = Optional.of(rows);
    return true;
  }

  @Override
  public boolean isPartiallyPushed() {
    return true;
  }

  @Override
  public Scan build() {
    return new VideoScan(options, columns, filter, limit);
  }
}
