package dev.troupe.jobs.report;

import com.google.errorprone.annotations.MustBeClosed;
import dev.troupe.jobs.ParquetSeal;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;

/**
 * Writes a table to a local file, row by row. Spark would need a job for each table, which is most
 * of the time of a batch that has nothing to do.
 *
 * @param <T> the table's rows
 */
final class TableWriter<T> implements AutoCloseable {
  /** What is held in memory until it goes to the disk. */
  private static final long ROW_GROUP_BYTES = 16L << 20;

  private final Table<T> table;
  private final Path file;
  private final ParquetWriter<Group> writer;

  @MustBeClosed
  TableWriter(Table<T> table, Path file) throws IOException {
    this.table = table;
    this.file = file;
    this.writer =
        ExampleParquetWriter.builder(new LocalOutputFile(file))
            .withConf(new PlainParquetConfiguration())
            .withType(table.schema())
            .withCompressionCodec(CompressionCodecName.SNAPPY)
            .withRowGroupSize(ROW_GROUP_BYTES)
            .build();
  }

  void add(T row) throws IOException {
    writer.write(table.encode(row));
  }

  /** Ends the file. */
  Path finish() throws IOException {
    writer.close();
    ParquetSeal.seal(file, table.file());
    return file;
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }
}
