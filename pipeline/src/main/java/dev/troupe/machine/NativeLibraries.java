package dev.troupe.machine;

import dev.troupe.problems.RequestException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells PyTorch's and FFmpeg's loaders where to unpack, before they do it. */
public final class NativeLibraries {
  /** Where DJL unpacks PyTorch; it reads the environment's first, then the property. */
  static final String PYTORCH = "DJL_CACHE_DIR";

  /** JavaCPP's property for the folder that FFmpeg is unpacked to. */
  static final String FFMPEG = "org.bytedeco.javacpp.cachedir";

  /** The same of JNA, which DJL asks for GPUs with. */
  private static final String JNA = "jna.tmpdir";

  private static final Logger LOG = LoggerFactory.getLogger(NativeLibraries.class);

  private static boolean prepared;

  private NativeLibraries() {}

  /**
   * Chooses the folders, once in a process; what the user chose with the loaders' own settings
   * stays.
   *
   * @throws RequestException if libraries cannot be loaded from the folder
   */
  public static synchronized void prepare() {
    if (!prepared) {
      prepare(System.getenv(), CacheFolder.Account.current());
      prepared = true;
    }
  }

  static void prepare(Map<String, String> environment, CacheFolder.Account account) {
    String chosen = environment.getOrDefault(PYTORCH, System.getProperty(PYTORCH, ""));
    if (!chosen.isBlank()) {
      checkChosen(chosen, account.mounts());
    }
    CacheFolder cache = CacheFolder.of(environment, account);
    cache.check(account.mounts());
    cache.note().ifPresent(LOG::warn);
    cache
        .natives()
        .ifPresent(
            folder -> {
              if (chosen.isBlank()) {
                System.setProperty(PYTORCH, folder.toString());
              }
              System.getProperties().putIfAbsent(FFMPEG, folder.resolve("javacpp").toString());
              System.getProperties().putIfAbsent(JNA, folder.resolve("jna").toString());
            });
  }

  private static void checkChosen(String folder, Mounts mounts) {
    if (mounts.forbidLibraries(Path.of(folder))) {
      throw new RequestException(
          List.of(
              "Cannot load PyTorch from %s, where %s says: its file system is mounted noexec; choose a folder of one that allows it"
                  .formatted(folder, PYTORCH)));
    }
  }
}
