package dev.troupe.jobs.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.troupe.fixtures.LocalSpark;
import dev.troupe.fixtures.Mutants;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What earlier runs left is damaged: later runs make it again, and the same comes out. */
class DamagedFilesTest {
  private static final int ITEMS = 62;

  @TempDir static Path folder;

  private static LocalSpark spark;
  private static BatchMaker batch;
  private static Map<Path, byte[]> library;
  private static Map<Path, byte[]> outputs;

  /** Each character performs the pose of its own picture, one frame. */
  @BeforeAll
  static void render() throws IOException {
    spark = new LocalSpark(2);
    batch = new BatchMaker(folder);
    for (int i = 1; i <= ITEMS; i++) {
      batch.item(batch.character(i), batch.character(i), "%d.mp4".formatted(i));
    }
    assertThat(batch.run(spark.session()).done()).isEqualTo(ITEMS);
    library = files(batch.library());
    outputs = files(folder.resolve("out"));
  }

  @AfterAll
  static void stop() {
    spark.close();
  }

  @Test
  void run_everyFileOfTheLibraryDamaged_makesAllAgain() throws IOException {
    List<Path> tables = new ArrayList<>(library.keySet().stream().filter(in("motion")).toList());
    List<Path> characters = library.keySet().stream().filter(in("appearance")).toList();
    assertThat(tables).hasSize(ITEMS);
    assertThat(characters).hasSize(ITEMS);
    for (int i = 0; i < ITEMS - 2; i++) {
      Files.write(tables.get(i), Mutants.of(library.get(tables.get(i)), i));
      Files.write(characters.get(i), Mutants.of(library.get(characters.get(i)), i + 1000));
    }
    exchange(tables.get(ITEMS - 2), tables.get(ITEMS - 1));
    exchange(characters.get(ITEMS - 2), characters.get(ITEMS - 1));

    BatchResult result = batch.overwrite().run(spark.session());

    assertThat(result.failed()).isZero();
    assertThat(result.done()).isEqualTo(ITEMS);
    assertSame(files(folder.resolve("out")), outputs);
    Map<Path, byte[]> healed = files(batch.library());
    for (Path file : library.keySet()) {
      if (in("appearance").test(file) || in("motion").test(file)) {
        assertThat(healed.get(file)).as("%s", file).isEqualTo(library.get(file));
      }
    }
  }

  @Test
  void run_damagedIndex_looksAgain() throws IOException {
    for (int i = 0; i < 20; i++) {
      for (Path index : files(batch.library()).keySet().stream().filter(in("inputs")).toList()) {
        Files.write(index, Mutants.of(Files.readAllBytes(index), i));
      }
      Files.write(batch.library().resolve("throughput.json"), new byte[] {0, 0, 0, (byte) i});

      BatchResult result = again().run(spark.session());

      assertThat(result.failed()).isZero();
      assertThat(result.reused()).as("mutant %d", i).isEqualTo(ITEMS);
    }
  }

  @Test
  void run_damagedEarlierReport_isUpToDateAllTheSame() throws IOException {
    again().run(spark.session());
    Map<Path, byte[]> report = files(folder.resolve("report"));
    for (int i = 0; i < 60; i++) {
      for (Map.Entry<Path, byte[]> file : report.entrySet()) {
        if (file.getValue().length > 0) {
          Files.write(file.getKey(), Mutants.of(file.getValue(), i));
        }
      }

      assertThat(again().run(spark.session()).reused()).as("mutant %d", i).isEqualTo(ITEMS);
    }
  }

  @Test
  void run_damagedSidecars_rendersThoseAgain() throws IOException {
    int damaged = 15;
    for (int i = 1; i <= damaged; i++) {
      Path sidecar = batch.output("%d.mp4.json".formatted(i));
      Files.write(sidecar, Mutants.of(Files.readAllBytes(sidecar), i));
    }

    BatchResult result = again().run(spark.session());

    assertThat(result.failed()).isZero();
    assertThat(result.done() + result.reused()).isEqualTo(ITEMS);
    assertSame(files(folder.resolve("out")), outputs);
  }

  private static BatchMaker again() {
    BatchMaker again = new BatchMaker(folder);
    batch.items().forEach(again::item);
    return again;
  }

  private static void exchange(Path one, Path other) throws IOException {
    byte[] bytes = Files.readAllBytes(one);
    Files.copy(other, one, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    Files.write(other, bytes);
  }

  private static java.util.function.Predicate<Path> in(String name) {
    return file -> file.getParent().endsWith(name);
  }

  private static void assertSame(Map<Path, byte[]> found, Map<Path, byte[]> expected) {
    assertThat(found.keySet()).isEqualTo(expected.keySet());
    expected.forEach(
        (file, bytes) -> {
          if (file.toString().endsWith(".mp4")) {
            assertThat(found.get(file)).as("%s", file).isEqualTo(bytes);
          }
        });
  }

  private static Map<Path, byte[]> files(Path root) throws IOException {
    Map<Path, byte[]> files = new java.util.TreeMap<>();
    try (Stream<Path> all = Files.walk(root)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files.put(file, Files.readAllBytes(file));
      }
    }
    return files;
  }
}
