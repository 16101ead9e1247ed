package dev.troupe.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.troupe.source.HadoopFiles;
import dev.troupe.source.WholeFiles;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.RemoteIterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Troupe relies on, wherever its files are. */
abstract class FileLayerContract {
  /** Some blocks and a part of one. */
  static final int LONG = (7 << 19) + 11;

  @TempDir Path local;

  /** A folder for one test, which nobody else uses; without a slash at the end. */
  abstract String folder();

  @Test
  void read_positionsInAnyOrder_givesTheBytesThere() throws IOException {
    byte[] bytes = random(LONG);
    write("long", bytes);
    try (SeekableByteChannel channel = HadoopFiles.input(file("long")).open()) {
      assertThat(channel.size()).isEqualTo(LONG);
      Random random = new Random(3);
      for (int i = 0; i < 40; i++) {
        int from = random.nextInt(LONG);
        int until = Math.min(LONG, from + 1 + random.nextInt(1 << 17));
        channel.position(from);
        assertThat(read(channel, until - from)).isEqualTo(Arrays.copyOfRange(bytes, from, until));
        assertThat(channel.position()).isEqualTo(until);
      }
      assertThat(channel.position(LONG).read(ByteBuffer.allocate(1))).isEqualTo(-1);
    }
  }

  @Test
  void read_missingFile_saysSo() {
    assertThatThrownBy(() -> HadoopFiles.input(file("missing")).open().close())
        .isInstanceOfAny(FileNotFoundException.class, NoSuchFileException.class)
        .hasMessageContaining("missing");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"plain", "with space", "ünïcödé 役者", "100%25", "a+b&c=d;e,f@g", "#1", "what?"})
  void write_anyName_isFoundUnderIt(String name) throws IOException {
    write(name, utf8("content"));

    assertThat(read(name)).isEqualTo(utf8("content"));
    assertThat(all()).containsExactly(name);
    assertThat(HadoopFiles.list(folder())).hasSize(1);
    assertThat(HadoopFiles.input(HadoopFiles.list(folder()).get(0)).open().size()).isEqualTo(7);
  }

  @Test
  void write_existingFile_replacesIt() throws IOException {
    write("file", utf8("the first content"));
    write("file", utf8("the second"));

    assertThat(read("file")).isEqualTo(utf8("the second"));
    assertThat(all()).containsExactly("file");
  }

  @Test
  void write_empty_isThere() throws IOException {
    write("empty", new byte[0]);

    assertThat(read("empty")).isEmpty();
    assertThat(all()).containsExactly("empty");
  }

  @Test
  void write_manyAtOnce_leavesOneWholeFile() throws IOException {
    CompletableFuture<?>[] writers =
        IntStream.range(0, 8)
            .mapToObj(number -> CompletableFuture.runAsync(() -> writeUnchecked("file", number)))
            .toArray(CompletableFuture[]::new);
    CompletableFuture.allOf(writers).join();

    byte[] left = read("file");
    assertThat(left).hasSize(100_000).containsOnly(left[0]);
    assertThat(all()).containsExactly("file");
  }

  @Test
  void copy_localFile_givesItsBytes() throws IOException {
    Path source = Files.write(local.resolve("source"), random(LONG));
    WholeFiles.copy(source, file("target"), file("staging"));

    assertThat(read("target")).isEqualTo(Files.readAllBytes(source));
    assertThat(all()).containsExactly("target");
  }

  @Test
  void copy_thatFails_leavesTheTargetAsItWas() throws IOException {
    write("target", utf8("before"));

    assertThatThrownBy(
            () -> WholeFiles.copy(local.resolve("none"), file("target"), file("staging")))
        .isInstanceOf(NoSuchFileException.class);
    assertThat(read("target")).isEqualTo(utf8("before"));
    assertThat(all()).containsExactly("target");
  }

  @Test
  void moveFolder_overAnother_replacesAllOfIt() throws IOException {
    write("work/a", utf8("new a"));
    write("work/b", utf8("new b"));
    write("result/a", utf8("old a"));
    write("result/c", utf8("old c"));
    WholeFiles.moveFolder(file("work"), file("result"));

    assertThat(all()).containsExactly("result/a", "result/b");
    assertThat(read("result/a")).isEqualTo(utf8("new a"));
  }

  @Test
  void list_filesFoldersAndHidden_givesTheFilesByName() throws IOException {
    for (String name : List.of("b", "a", ".hidden", "_SUCCESS", "folder/c")) {
      write(name, utf8(name));
    }

    assertThat(HadoopFiles.list(folder()))
        .map(name -> name.substring(name.lastIndexOf('/') + 1))
        .containsExactly("a", "b");
    assertThat(HadoopFiles.isFolder(file("folder"))).isTrue();
    assertThat(HadoopFiles.isFolder(file("a"))).isFalse();
    assertThat(HadoopFiles.isFolder(file("none"))).isFalse();
  }

  @Test
  void expand_wildcards_givesWhatMatches() throws IOException {
    for (String name : List.of("one.mp4", "two.mp4", "three.mov")) {
      write(name, utf8(name));
    }

    assertThat(HadoopFiles.expand(file("*.mp4")))
        .map(name -> name.substring(name.lastIndexOf('/') + 1))
        .containsExactly("one.mp4", "two.mp4");
    assertThat(HadoopFiles.expand(file("three.mov"))).containsExactly(file("three.mov"));
    assertThatThrownBy(() -> HadoopFiles.expand(file("*.avi")))
        .isInstanceOf(FileNotFoundException.class);
  }

  @Test
  void delete_folder_removesAllInItAndNothingBeside() throws IOException {
    write("work/a/1", utf8("1"));
    write("work/2", utf8("2"));
    write("worker", utf8("3"));
    files().delete(HadoopFiles.path(file("work")), true);

    assertThat(all()).containsExactly("worker");
  }

  final String file(String name) {
    return folder() + "/" + name;
  }

  final void write(String name, byte[] bytes) throws IOException {
    WholeFiles.createParent(file(name));
    WholeFiles.write(file(name), bytes, folder());
  }

  final byte[] read(String name) throws IOException {
    try (SeekableByteChannel channel = HadoopFiles.input(file(name)).open()) {
      return read(channel, (int) channel.size());
    }
  }

  /** Every file in the folder, hidden ones included, by its path in it. */
  final List<String> all() throws IOException {
    List<String> names = new java.util.ArrayList<>();
    org.apache.hadoop.fs.Path root = files().makeQualified(HadoopFiles.path(folder()));
    RemoteIterator<LocatedFileStatus> found = files().listFiles(root, true);
    while (found.hasNext()) {
      String path = found.next().getPath().toUri().getPath();
      names.add(path.substring(root.toUri().getPath().length() + 1));
    }
    names.sort(null);
    return names;
  }

  static byte[] random(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  static byte[] read(SeekableByteChannel channel, int count) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(count);
    while (buffer.hasRemaining()) {
      assertThat(channel.read(buffer)).isPositive();
    }
    return buffer.array();
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private void writeUnchecked(String name, int number) {
    byte[] bytes = new byte[100_000];
    Arrays.fill(bytes, (byte) number);
    try {
      WholeFiles.write(file(name), bytes, folder());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private FileSystem files() throws IOException {
    return HadoopFiles.fileSystem(folder());
  }
}
