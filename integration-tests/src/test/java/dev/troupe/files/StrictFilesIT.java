package dev.troupe.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.troupe.source.Schemes;
import java.io.FileNotFoundException;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The contract on a file system that renames over nothing. */
class StrictFilesIT extends FileLayerContract {
  private static final String SETTING = "spark.hadoop.fs.strict.impl";

  @BeforeEach
  void register() {
    System.setProperty(SETTING, StrictFileSystem.class.getName());
    System.setProperty(Schemes.SETTING, "strict");
  }

  @AfterEach
  void forget() {
    System.clearProperty(SETTING);
    System.clearProperty(Schemes.SETTING);
    StrictFileSystem.TO_LOSE.set(0);
  }

  @Override
  String folder() {
    return "strict://" + local.resolve("files");
  }

  @Test
  void write_unfinishedFileIsRemovedByAnother_isWrittenAgain() throws IOException {
    StrictFileSystem.TO_LOSE.set(2);
    write("file", utf8("content"));

    assertThat(read("file")).isEqualTo(utf8("content"));
    assertThat(all()).containsExactly("file");
  }

  @Test
  void write_unfinishedFileIsRemovedAlways_fails() {
    StrictFileSystem.TO_LOSE.set(100);

    assertThatThrownBy(() -> write("file", utf8("content")))
        .isInstanceOf(FileNotFoundException.class)
        .hasMessageContaining("it is gone");
  }
}
