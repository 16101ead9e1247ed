package dev.troupe.jobs.report;

import dev.troupe.jobs.ParquetSeal;
import dev.troupe.problems.BadDataException;
import dev.troupe.source.HadoopFiles;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.HadoopParquetConfiguration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/** Reads a report's tables again. */
final class TableReader {
  private TableReader() {}

  /** Takes rows one by one. */
  interface Rows<T> {
    void accept(T row) throws IOException;
  }

  /**
   * Reads all rows.
   *
   * @param folder the report's
   * @throws FileNotFoundException if there is no such table
   * @throws BadDataException if it is damaged, or not a report's
   * @throws IOException if it cannot be read
   */
  static <T> void read(String folder, Table<T> table, Rows<T> rows) throws IOException {
    read(folder, table, table.schema(), group -> rows.accept(table.decode(group)));
  }

  /** Reads some columns only. */
  static <T> void read(String folder, Table<T> table, Rows<Group> rows, String... columns)
      throws IOException {
    read(folder, table, projection(table.schema(), columns), rows);
  }

  private static void read(String folder, Table<?> table, MessageType columns, Rows<Group> rows)
      throws IOException {
    String file = folder + "/" + table.file();
    if (!HadoopFiles.fileSystem(file).exists(HadoopFiles.path(file))) {
      throw new FileNotFoundException(file);
    }
    if (!ParquetSeal.isSound(file, table.file())) {
      throw new BadDataException(
          "Cannot read %s: it is no table of a report of this version, or damaged".formatted(file));
    }
    Configuration configuration = new Configuration(HadoopFiles.configuration());
    configuration.set(ReadSupport.PARQUET_READ_SCHEMA, columns.toString());
    try (ParquetReader<Group> reader =
        new Groups(
                HadoopInputFile.fromPath(HadoopFiles.path(file), configuration),
                new HadoopParquetConfiguration(configuration))
            .build()) {
      for (Group row = reader.read(); row != null; row = reader.read()) {
        rows.accept(row);
      }
    }
  }

  private static MessageType projection(MessageType schema, String... columns) {
    return new MessageType(
        schema.getName(),
        Arrays.stream(columns).map(schema::getType).collect(Collectors.<Type>toList()));
  }

  private static final class Groups extends ParquetReader.Builder<Group> {
    Groups(InputFile file, ParquetConfiguration configuration) {
      super(file, configuration);
    }

    @Override
    protected ReadSupport<Group> getReadSupport() {
      return new GroupReadSupport();
    }
  }
}
