package dev.troupe.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.troupe.media.MediaInput;
import dev.troupe.problems.BadDataException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names that users give their files, as Hadoop sees them. */
class HadoopFilesTest {
  private static final byte[] CONTENT = "content".getBytes(StandardCharsets.UTF_8);

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain.txt",
        "two words.txt",
        "12:30.txt",
        "100%.txt",
        "a%20b.txt",
        "grüße-演员.txt",
        "a#b?c&d.txt",
        "[1]{2}*.txt",
        "back\\slash.txt",
        ".hidden"
      })
  void path_anyLocalName_namesTheSameFile(String name) throws IOException {
    Path file = Files.write(folder.resolve(name), CONTENT);

    org.apache.hadoop.fs.Path path = HadoopFiles.path(file.toString());
    FileSystem files = HadoopFiles.fileSystem(file.toString());

    assertThat(path.getName()).isEqualTo(name);
    assertThat(files.getFileStatus(path).getLen()).isEqualTo(CONTENT.length);
    assertThat(read(HadoopFiles.input(file.toString()))).isEqualTo(CONTENT);
    assertThat(HadoopFiles.isFolder(file.toString())).isFalse();
    // and once more from what Hadoop writes
    assertThat(HadoopFiles.localPath(path.toString())).isEqualTo(file);
    assertThat(HadoopFiles.path(path.toString())).isEqualTo(path);
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "two words", "12:30", "100%", "grüße", "[1]"})
  void list_folderWithAnyName_givesItsFiles(String name) throws IOException {
    Path inside = Files.createDirectory(folder.resolve(name));
    Files.write(inside.resolve("b:2.txt"), CONTENT);
    Files.write(inside.resolve("a 1.txt"), CONTENT);
    Files.write(inside.resolve(".hidden"), CONTENT);
    Files.write(inside.resolve("_SUCCESS"), CONTENT);
    Files.createDirectory(inside.resolve("sub"));

    assertThat(HadoopFiles.list(inside.toString()))
        .containsExactly(
            inside.resolve("a 1.txt").toString(), inside.resolve("b:2.txt").toString());
    assertThat(HadoopFiles.isFolder(inside.toString())).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "two words", "12:30", "100%", "grüße"})
  void expand_globInFolderWithAnyName_givesWhatMatches(String name) throws IOException {
    Path inside = Files.createDirectory(folder.resolve(name));
    Files.write(inside.resolve("clip 2.mp4"), CONTENT);
    Files.write(inside.resolve("clip:1.mp4"), CONTENT);
    Files.write(inside.resolve("clip.txt"), CONTENT);

    assertThat(HadoopFiles.expand(inside + "/*.mp4"))
        .containsExactly(
            inside.resolve("clip 2.mp4").toString(), inside.resolve("clip:1.mp4").toString());
  }

  @Test
  void expand_globOverFolders_givesWhatMatches() throws IOException {
    for (String each : List.of("a/x.mp4", "b/x.mp4", "b/y.mp4")) {
      Files.createDirectories(folder.resolve(each).getParent());
      Files.write(folder.resolve(each), CONTENT);
    }

    assertThat(HadoopFiles.expand(folder + "/*/x.mp4"))
        .containsExactly(
            folder.resolve("a/x.mp4").toString(), folder.resolve("b/x.mp4").toString());
    assertThat(HadoopFiles.expand(folder + "/{a,c}/*"))
        .containsExactly(folder.resolve("a/x.mp4").toString());
    assertThat(HadoopFiles.expand("file:" + folder + "/b/[xy].mp4")).hasSize(2);
  }

  @Test
  void expand_nameThatLooksLikeAGlob_namesItself() throws IOException {
    Path file = Files.write(folder.resolve("take[1]*.mp4"), CONTENT);
    Files.write(folder.resolve("take1.mp4"), CONTENT);

    assertThat(HadoopFiles.expand(file.toString())).containsExactly(file.toString());
  }

  @Test
  void expand_nothingMatches_isNoSuchFile() {
    assertThatThrownBy(() -> HadoopFiles.expand(folder + "/*.mp4"))
        .isInstanceOf(FileNotFoundException.class);
    assertThatThrownBy(() -> HadoopFiles.expand(folder + "/none.mp4"))
        .isInstanceOf(FileNotFoundException.class);
  }

  @Test
  void path_existingFolder_hasItsName() {
    assertThat(HadoopFiles.path(folder.toString()).getName())
        .isEqualTo(folder.getFileName().toString());
    assertThat(HadoopFiles.path(folder + "/").getName()).isEqualTo(folder.getFileName().toString());
  }

  @Test
  void path_relativeName_isOfTheWorkingFolder() {
    assertThat(HadoopFiles.path("clips/../a.mp4").toUri().getPath())
        .isEqualTo(Path.of("a.mp4").toAbsolutePath().toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.mp4", "/a/b.mp4", "file:/a.mp4", "file:///a.mp4", "12:30.mp4", "a//b"})
  void isLocal_pathsAndFileUris_areLocal(String name) {
    assertThat(HadoopFiles.isLocal(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"s3a://bucket/a.mp4", "hdfs://host:8020/a.mp4", "hdfs:///a.mp4"})
  void isLocal_otherFileSystems_areNot(String name) {
    assertThat(HadoopFiles.isLocal(name)).isFalse();
    assertThat(HadoopFiles.path(name).toString()).startsWith(name.substring(0, 6));
  }

  @Test
  void fileSystem_unknownScheme_isRefusedByName() {
    assertThatThrownBy(() -> HadoopFiles.fileSystem("nowhere://host/a.mp4"))
        .isInstanceOf(BadDataException.class)
        .hasMessage("Cannot use nowhere://host/a.mp4: there is no file system for \"nowhere\"");
  }

  @Test
  void fileSystem_local_leavesNoChecksumFiles() throws IOException {
    Path file = folder.resolve("a.txt");

    try (var out =
        HadoopFiles.fileSystem(file.toString()).create(HadoopFiles.path(file.toString()))) {
      out.write(CONTENT);
    }

    assertThat(folder.toFile().list()).containsExactly("a.txt");
  }

  private static byte[] read(MediaInput input) throws IOException {
    try (SeekableByteChannel channel = input.open()) {
      ByteBuffer bytes = ByteBuffer.allocate((int) channel.size());
      while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
        // until full
      }
      return bytes.array();
    }
  }

  /** Each question to a file system comes with a Spark configuration of its own until then. */
  @Test
  void configuration_beforeSparkHasStarted_isBuiltOnce() {
    assertThat(HadoopFiles.configuration()).isSameAs(HadoopFiles.configuration());
  }

  @Test
  void configuration_otherSettings_isAnother() {
    Configuration before = HadoopFiles.configuration();
    System.setProperty("spark.hadoop.troupe.test", "1");
    try {
      assertThat(HadoopFiles.configuration().get("troupe.test")).isEqualTo("1");
    } finally {
      System.clearProperty("spark.hadoop.troupe.test");
    }
    assertThat(before.get("troupe.test")).isNull();
  }
}
