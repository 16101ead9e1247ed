package dev.troupe.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.troupe.fixtures.Demo;
import dev.troupe.model.ModelPackage;
import dev.troupe.problems.BadDataException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Model packages by URI. */
class RemoteModelTest {
  @TempDir Path folder;
  private Path remote = Path.of("");

  @BeforeEach
  void upload() throws IOException {
    remote = Files.createDirectory(folder.resolve("remote"));
    try (Stream<Path> files = Files.list(Demo.model().open().folder())) {
      for (Path file : files.toList()) {
        Files.copy(file, remote.resolve(file.getFileName()));
      }
    }
  }

  @Test
  void of_package_isCopiedAndOpened() throws IOException {
    RemoteModel model = RemoteModel.of(remote.toUri().toString());

    assertThat(model.contentHash()).isEqualTo(Demo.model().contentHash());
    assertThat(model.open().manifest()).isEqualTo(Demo.model().open().manifest());
    assertThat(model.open().folder()).isNotEqualTo(remote);
    assertThat(model.reference()).startsWith("file:").endsWith("/remote");
  }

  @Test
  void open_afterATripToATask_needsTheStoreNoMore() throws Exception {
    RemoteModel model = RemoteModel.of(remote.toUri().toString());
    Files.delete(remote.resolve(ModelPackage.MANIFEST));

    RemoteModel travelled = travel(model);

    assertThat(travelled.open().manifest()).isEqualTo(Demo.model().open().manifest());
  }

  @Test
  void of_folderThatIsNoPackage_isBadData() throws IOException {
    Files.delete(remote.resolve(ModelPackage.MANIFEST));

    assertThatThrownBy(() -> RemoteModel.of(remote.toUri().toString()))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("it is no model package; there is no manifest.json");
  }

  private static RemoteModel travel(RemoteModel model) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(model);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return (RemoteModel) in.readObject();
    }
  }
}
