package dev.troupe.model;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A package's hashes, made to fit whatever its archives have become. */
public final class ForgedManifest {
  private ForgedManifest() {}

  /** Makes the manifest's sizes and hashes those of what is there. */
  public static void fitHashes(Path folder) throws IOException {
    Path file = folder.resolve(ModelPackage.MANIFEST);
    ObjectMapper json = new ObjectMapper();
    ObjectNode manifest = (ObjectNode) json.readTree(file.toFile());
    manifest.remove("networkHash");
    StringBuilder all = new StringBuilder();
    for (ArchiveKind kind : ArchiveKind.values()) {
      Path archive = folder.resolve(kind.fileName());
      String name = kind.fileName().replace(".pt", "");
      ((ObjectNode) manifest.path("archives").path(name))
          .put("bytes", Files.size(archive))
          .put("sha256", FileDigest.of(archive));
      all.append(kind.fileName()).append(' ').append(FileDigest.of(archive)).append('\n');
    }
    manifest.put("contentHash", FileDigest.of(all.toString()));
    Files.write(file, json.writeValueAsBytes(manifest));
  }
}
