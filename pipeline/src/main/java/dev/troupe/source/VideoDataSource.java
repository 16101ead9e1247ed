package dev.troupe.source;

import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SQLContext;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableProvider;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.sources.BaseRelation;
import org.apache.spark.sql.sources.CreatableRelationProvider;
import org.apache.spark.sql.sources.DataSourceRegister;
import org.apache.spark.sql.sources.RelationProvider;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import scala.jdk.javaapi.CollectionConverters;

/**
 * The data source {@code video}: {@code spark.read().format("video").option("size",
 * "256").load(uri)} gives one row per frame, see {@link VideoSchema}.
 *
 * <p>Options: {@code size} (256 or 320x240; the clip's own by default), {@code fit} (crop, pad or
 * stretch), {@code fps} (sampling: the frame shown at each multiple of 1/fps), {@code start} and
 * {@code end} (seconds after the first frame), {@code imageFps} (of folders of images), {@code
 * framesPerPartition}, {@code allowTruncated}, {@code deinterlace} (auto or off), {@code decoder}
 * (software, cuda or vaapi; where a machine has no such device, software); and those of Spark's own
 * file sources, see {@link FileSelection}. Paths may be files, folders of videos, folders of
 * numbered images and globs, in any Hadoop file system. One clip is split into ranges of frames;
 * without the image column nothing is decoded; filters on {@code clip} and {@code index} and limits
 * narrow what is decoded. Frames are decoded on a thread of their own, a few ahead of whoever takes
 * them.
 *
 * <p>{@code CREATE TEMPORARY VIEW ... USING video} asks a source of the older kind, which this is
 * for that purpose alone.
 */
public final class VideoDataSource
    implements TableProvider, DataSourceRegister, RelationProvider, CreatableRelationProvider {
  static final String NAME = "video";

  /** Called by Spark. */
  public VideoDataSource() {}

  @Override
  public String shortName() {
    return NAME;
  }

  @Override
  public StructType inferSchema(CaseInsensitiveStringMap options) {
    return VideoSchema.ROW;
  }

  @Override
  public Table getTable(
      StructType schema, Transform[] partitioning, Map<String, String> properties) {
    return new VideoTable();
  }

  @Override
  public BaseRelation createRelation(
      SQLContext context, scala.collection.immutable.Map<String, String> parameters) {
    return new VideoRelation(context.sparkSession(), CollectionConverters.asJava(parameters));
  }

  /** Refuses, before Spark would clear a folder for files to come. */
  @Override
  public BaseRelation createRelation(
      SQLContext context,
      SaveMode mode,
      scala.collection.immutable.Map<String, String> parameters,
      Dataset<Row> data) {
    throw readOnly();
  }

  private static UnsupportedOperationException readOnly() {
    return new UnsupportedOperationException(
        "Cannot write with the data source video: it only reads");
  }
}
