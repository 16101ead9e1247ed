package dev.troupe.model;

import dev.troupe.problems.BadDataException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Model packages among the class path's resources: {@code /models/index.txt} names them, one a
 * line. To be loaded they are unpacked to a folder named by their content hash.
 */
final class EmbeddedModels {
  private static final String ROOT = "/models/";
  private static final int HASH_DIGITS = 16;

  private final Path cache;

  EmbeddedModels(Path cache) {
    this.cache = cache;
  }

  /** The packages by name. */
  Map<String, ModelManifest> manifests() {
    return described();
  }

  /** What the packages say of themselves, by name. */
  static Map<String, ModelManifest> described() {
    Map<String, ModelManifest> manifests = new LinkedHashMap<>();
    for (String name : names()) {
      byte[] json = bytes(ROOT + name + "/" + ModelPackage.MANIFEST);
      manifests.put(name, ModelManifest.parse(json, name + " (embedded)"));
    }
    return manifests;
  }

  /**
   * Unpacks a package, unless an earlier run did. Several processes may do so at once: each makes
   * its own copy, and the first to finish puts it in place.
   */
  ModelPackage unpack(String name) throws IOException {
    ModelManifest manifest =
        ModelManifest.parse(bytes(ROOT + name + "/" + ModelPackage.MANIFEST), name);
    Path folder = cache.resolve(name + "-" + manifest.contentHash().substring(0, HASH_DIGITS));
    if (Files.exists(folder)) {
      try {
        return ModelPackage.open(folder);
      } catch (BadDataException e) {
        Folders.delete(folder); // a damaged copy is made anew
      }
    }
    Path draft = Folders.createBeside(folder);
    try {
      copy(name, ModelPackage.MANIFEST, draft);
      for (ArchiveKind kind : ArchiveKind.values()) {
        copy(name, kind.fileName(), draft);
      }
      ModelPackage.open(draft);
      moveUnlessThere(draft, folder);
    } finally {
      Folders.delete(draft);
    }
    return ModelPackage.open(folder);
  }

  private static void moveUnlessThere(Path draft, Path folder) throws IOException {
    try {
      Files.move(draft, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      if (!Files.exists(folder)) {
        throw e;
      }
    }
  }

  private static void copy(String name, String file, Path draft) throws IOException {
    try (InputStream in = EmbeddedModels.class.getResourceAsStream(ROOT + name + "/" + file)) {
      if (in == null) {
        throw new IOException("the embedded model %s lacks %s".formatted(name, file));
      }
      Files.copy(in, draft.resolve(file));
    }
  }

  private static List<String> names() {
    return new String(bytes(ROOT + "index.txt"), StandardCharsets.UTF_8)
        .lines()
        .filter(line -> !line.isBlank())
        .toList();
  }

  private static byte[] bytes(String resource) {
    try (InputStream in = EmbeddedModels.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("the tool was built without " + resource);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
