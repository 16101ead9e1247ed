package dev.troupe.jobs.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.troupe.fixtures.Demo;
import dev.troupe.jobs.AnimateRequest.Reference;
import dev.troupe.jobs.Sessions;
import dev.troupe.media.Rational;
import dev.troupe.problems.RequestException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Manifests that Spark reads. */
class ParquetManifestTest {
  private static Sessions.Session session;

  @TempDir Path folder;

  @BeforeAll
  @SuppressWarnings("MustBeClosedChecker") // closed after all tests
  static void start() {
    session = Sessions.open("tests", Optional.of("local[2]"), Map.of());
  }

  @AfterAll
  static void stop() {
    session.close();
  }

  @Test
  void parquet_typedColumns_areItemsInTheFilesOrder() throws IOException {
    Path file =
        write(
            """
            SELECT concat('a', id, '.png') AS source, 'b.mp4' AS driving,
              concat(id, '.mp4') AS output, id / 4 AS start, CAST(id + 10 AS DOUBLE) AS end,
              id AS `reference-frame`, id = 1 AS compare, CAST(NULL AS STRING) AS fit
            FROM range(0, 3, 1, 1)
            """);

    List<BatchItem> items = read(file);

    assertThat(items).extracting(BatchItem::line).containsExactly(1, 2, 3);
    assertThat(items.get(2).source()).isEqualTo(folder.resolve("a2.png").toString());
    assertThat(items.get(1).options().motion().start()).isEqualTo(new Rational(1, 4));
    assertThat(items.get(1).options().motion().end()).contains(new Rational(11, 1));
    assertThat(items.get(1).options().motion().reference()).contains(Reference.frame(1));
    assertThat(items.get(1).options().compare()).isTrue();
  }

  @Test
  void parquet_mistakesOfColumns_areAllNamed() {
    Path file = write("SELECT 'a' AS source, array(1) AS output, 1 AS speed");

    assertThat(mistakes(file))
        .satisfiesExactly(
            first -> assertThat(first).startsWith("there is no column \"speed\""),
            second -> assertThat(second).isEqualTo("column \"driving\" is missing"),
            third ->
                assertThat(third)
                    .isEqualTo(
                        "Column output must hold text, numbers or booleans, found array<int>"));
  }

  @Test
  void parquet_mistakesOfRows_haveTheirNumbers() {
    Path file =
        write(
            "SELECT 'a' AS source, 'b' AS driving, concat(id, if(id = 1, '.avi', '.mp4')) AS output"
                + " FROM range(0, 3, 1, 1)");

    assertThat(mistakes(file))
        .containsExactly("m.parquet, row 2: output: it must end in .mp4, found \"1.avi\"");
  }

  @Test
  void parquet_fileOfAnotherKind_isAMistake() throws IOException {
    Path file = Files.writeString(folder.resolve("m.parquet"), "source,driving,output");

    assertThat(mistakes(file)).singleElement().asString().contains("this is no Parquet file");
  }

  private Path write(String query) {
    Path file = folder.resolve("m.parquet");
    session.spark().sql(query).write().option("compression", "gzip").parquet(file.toString());
    return file;
  }

  private static List<String> mistakes(Path file) {
    return catchThrowableOfType(RequestException.class, () -> read(file)).mistakes();
  }

  private static List<BatchItem> read(Path file) throws IOException {
    return new Manifest(Items.DEFAULTS, name -> Demo.model())
        .read(ManifestFile.of(file.toString()), () -> session);
  }
}
