package dev.troupe.jobs.dataset;

import com.google.errorprone.annotations.MustBeClosed;
import dev.troupe.motion.Keypoints;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.example.GroupWriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/**
 * A Parquet file, one row per sample. Written here and not by Spark, whose files' names and parts
 * differ from run to run. Not compressed: nearly all of it is PNG.
 */
final class ParquetSamples implements SampleSink {
  private static final int ROW_GROUP_BYTES = 64 << 20;
  private static final float[] NONE = {};

  private static final MessageType SCHEMA =
      new MessageType(
          "sample",
          text("key"),
          Types.required(PrimitiveTypeName.BOOLEAN).named("synthetic"),
          text("clip"),
          text("identity"),
          text("source"),
          text("driving"),
          text("split"),
          Types.required(PrimitiveTypeName.INT32).named("frame"),
          Types.required(PrimitiveTypeName.DOUBLE).named("time"),
          Types.required(PrimitiveTypeName.INT32).named("width"),
          Types.required(PrimitiveTypeName.INT32).named("height"),
          Types.required(PrimitiveTypeName.BINARY).named("png"),
          text("sha256"),
          numbers("keypoints"),
          numbers("jacobians"),
          numbers("deformation"),
          numbers("occlusion"));

  private static final SimpleGroupFactory GROUPS = new SimpleGroupFactory(SCHEMA);

  private final Path file;
  private final ParquetWriter<Group> writer;

  @MustBeClosed
  @SuppressWarnings("MustBeClosedChecker") // closed in close()
  ParquetSamples(Path file) throws IOException {
    this.file = file;
    writer =
        new Builder(new LocalOutputFile(file))
            .withConf(configuration())
            .withCompressionCodec(CompressionCodecName.UNCOMPRESSED)
            .withRowGroupSize((long) ROW_GROUP_BYTES)
            .build();
  }

  @Override
  public void add(Sample sample) throws IOException {
    DatasetClip clip = sample.clip();
    Keypoints keypoints = sample.keypoints();
    Group row = GROUPS.newGroup();
    row.append("key", sample.key())
        .append("synthetic", clip.synthetic())
        .append("clip", clip.name())
        .append("identity", clip.identity())
        .append("source", clip.source())
        .append("driving", clip.driving())
        .append("split", clip.split())
        .append("frame", sample.frame())
        .append("time", sample.time().toDouble())
        .append("width", sample.size().width())
        .append("height", sample.size().height())
        .append("png", Binary.fromConstantByteArray(sample.png()))
        .append("sha256", sample.sha256());
    list(row, "keypoints", keypoints.values());
    list(row, "jacobians", keypoints.jacobians());
    list(row, "deformation", sample.dense().map(d -> d.deformation().data()).orElse(NONE));
    list(row, "occlusion", sample.dense().map(d -> d.occlusion().data()).orElse(NONE));
    writer.write(row);
  }

  @Override
  public void close() throws IOException {
    writer.close();
    ParquetFooter.settle(file);
  }

  /** Says in the file who wrote it, and not that an example did. */
  private static final class Support extends GroupWriteSupport {
    @Override
    public String getName() {
      return "troupe";
    }
  }

  private static final class Builder extends ParquetWriter.Builder<Group, Builder> {
    Builder(OutputFile file) {
      super(file);
    }

    @Override
    protected Builder self() {
      return this;
    }

    @Override
    @SuppressWarnings("deprecation") // abstract as yet
    protected WriteSupport<Group> getWriteSupport(Configuration configuration) {
      return new Support();
    }

    @Override
    protected WriteSupport<Group> getWriteSupport(ParquetConfiguration configuration) {
      return new Support();
    }
  }

  private static ParquetConfiguration configuration() {
    ParquetConfiguration configuration = new PlainParquetConfiguration();
    configuration.set(GroupWriteSupport.PARQUET_EXAMPLE_SCHEMA, SCHEMA.toString());
    return configuration;
  }

  private static void list(Group row, String name, float[] values) {
    Group list = row.addGroup(name);
    for (float value : values) {
      list.addGroup("list").append("element", value);
    }
  }

  private static Type text(String name) {
    return Types.required(PrimitiveTypeName.BINARY)
        .as(LogicalTypeAnnotation.stringType())
        .named(name);
  }

  private static Type numbers(String name) {
    return Types.requiredList().requiredElement(PrimitiveTypeName.FLOAT).named(name);
  }
}
