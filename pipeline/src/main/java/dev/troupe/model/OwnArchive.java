package dev.troupe.model;

import dev.troupe.problems.BadDataException;
import dev.troupe.torchscript.Checkpoint;
import dev.troupe.torchscript.ScriptArchive;
import dev.troupe.torchscript.ScriptModule;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Set;

/**
 * Writes a package's archive once more: its code from the package's configuration, its numbers from
 * the archive. TorchScript is a program that can read and write files, and a package may come from
 * anywhere: so only what this class writes is ever given to PyTorch, and an archive that differs
 * from it in a single byte (its code, its names, its table of contents) is refused.
 */
final class OwnArchive {
  /**
   * The {@code createdBy} of releases that wrote other code for the same networks: of their
   * packages the numbers alone are taken. To be added to whenever an archive's text changes; there
   * is none so far.
   */
  private static final Set<String> OTHER_CODE = Set.of();

  private OwnArchive() {}

  /**
   * Writes it.
   *
   * @param out receives the archive; not closed
   * @throws BadDataException if the archive is not what this tool writes for the configuration, or
   *     holds a value that is not finite
   * @throws IOException if it cannot be written
   */
  static void write(ModelManifest manifest, ArchiveKind kind, Path archive, OutputStream out)
      throws IOException {
    MessageDigest digest = FileDigest.sha256();
    ScriptModule module =
        kind.module(
            manifest.network(),
            manifest.alignCorners(),
            NetworkWeights.described(manifest.network()));
    try (Checkpoint numbers = Checkpoint.openWeights(archive)) {
      ScriptArchive.write(module.withNumbersOf(numbers), new DigestOutputStream(out, digest));
    } catch (BadDataException e) {
      String reason = String.valueOf(e.getMessage());
      throw new BadDataException(
          reason.replace("Cannot read checkpoint ", "Cannot load the network "), e);
    }
    ModelManifest.Archive recorded = manifest.archives().get(kind);
    String written = HexFormat.of().formatHex(digest.digest());
    if ((recorded == null || !recorded.sha256().equals(written))
        && !OTHER_CODE.contains(manifest.createdBy())) {
      throw new BadDataException(
          "Cannot open model %s: its archive %s is not what this version of Troupe writes for the"
                  .formatted(archive.getParent(), kind.fileName())
              + " manifest's network, so its code is not run; import the checkpoint again");
    }
  }
}
