package dev.troupe.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** The bundled character and clip as files. */
public final class DemoMedia {
  private DemoMedia() {}

  /** A file of the demo in a folder, put there if it is not there yet. */
  public static Path copy(String name, Path folder) throws IOException {
    Path file = folder.resolve(name);
    if (!Files.exists(file)) {
      try (InputStream in = DemoMedia.class.getResourceAsStream("/demo/" + name)) {
        Files.copy(Objects.requireNonNull(in, name), file);
      }
    }
    return file;
  }
}
