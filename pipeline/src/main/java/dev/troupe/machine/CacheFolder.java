package dev.troupe.machine;

import dev.troupe.problems.RequestException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where a process keeps what it unpacks and copies: {@code TROUPE_CACHE}, else the account's home
 * if it can be written to, else a folder of the account's own in the folder for temporary files.
 *
 * @param packages holds model packages; perhaps not there yet
 * @param natives holds native libraries; empty where PyTorch's and FFmpeg's own defaults, in the
 *     home, serve
 * @param note what the user should know of the choice, one sentence
 */
public record CacheFolder(Path packages, Optional<Path> natives, Optional<String> note) {
  /** Names the folder. */
  public static final String VARIABLE = "TROUPE_CACHE";

  private static final String REMEDY =
      "set %s to a folder of a file system that allows it".formatted(VARIABLE);

  /** What the choice depends on. */
  record Account(Path home, Path temporary, Mounts mounts) {
    static Account current() {
      return new Account(
          Path.of(System.getProperty("user.home")),
          Path.of(System.getProperty("java.io.tmpdir")),
          Mounts.current());
    }

    /** Java says "?" of an account that has no home; others name one that is not there. */
    boolean hasHome() {
      return home.isAbsolute() && Files.isDirectory(home) && Files.isWritable(home);
    }
  }

  /**
   * The folder of this process.
   *
   * @param environment the environment's variables
   * @return the choice
   * @throws RequestException if there is none that can be used
   */
  public static CacheFolder of(Map<String, String> environment) {
    return of(environment, Account.current());
  }

  static CacheFolder of(Map<String, String> environment, Account account) {
    String named = environment.getOrDefault(VARIABLE, "");
    if (!named.isBlank()) {
      Path folder = Path.of(named).toAbsolutePath();
      checkNamed(folder);
      return new CacheFolder(folder, Optional.of(folder), Optional.empty());
    }
    if (!account.hasHome()) {
      Path folder = own(account.temporary());
      return new CacheFolder(folder, Optional.of(folder), Optional.empty());
    }
    Path packages = account.home().resolve(".cache").resolve("troupe");
    if (!account.mounts().forbidLibraries(account.home())) {
      return new CacheFolder(packages, Optional.empty(), Optional.empty());
    }
    if (account.mounts().forbidLibraries(account.temporary())) {
      throw new RequestException(
          List.of(
              "Cannot load libraries from %s or %s: their file systems are mounted noexec; %s"
                  .formatted(account.home(), account.temporary(), REMEDY)));
    }
    Path natives = own(account.temporary());
    return new CacheFolder(
        packages,
        Optional.of(natives),
        Optional.of(
            "No library can be loaded from %s, which is mounted noexec; they are unpacked to %s instead, or to where %s says"
                .formatted(account.home(), natives, VARIABLE)));
  }

  /**
   * Checks that libraries can be loaded from it.
   *
   * @throws RequestException if they cannot
   */
  void check(Mounts mounts) {
    natives.ifPresent(
        folder -> {
          if (mounts.forbidLibraries(folder)) {
            throw new RequestException(
                List.of(
                    "Cannot load libraries from %s: its file system is mounted noexec; %s"
                        .formatted(folder, REMEDY)));
          }
        });
  }

  /** What is there already need not be written to: an image may hold all that is unpacked. */
  private static void checkNamed(Path folder) {
    Path there = Mounts.existing(folder);
    if (!Files.isDirectory(there) || (!Files.exists(folder) && !Files.isWritable(there))) {
      throw new RequestException(
          List.of(
              "Cannot use %s=%s: expected a folder that can be written to, found that it cannot be made in %s"
                  .formatted(VARIABLE, folder, there)));
    }
  }

  /** A folder that nobody else can put libraries into. */
  private static Path own(Path temporary) {
    Path folder = temporary.toAbsolutePath().resolve("troupe-" + AccountNumber.own());
    try {
      Files.createDirectory(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      return folder;
    } catch (FileAlreadyExistsException e) {
      if (isOwn(folder)) {
        return folder;
      }
      throw new RequestException(
          List.of(
              "Cannot use %s for what is unpacked: others may write to it; set %s to another folder"
                  .formatted(folder, VARIABLE)));
    } catch (IOException e) {
      throw new RequestException(
          List.of(
              "Cannot keep what is unpacked: the account has no home, and %s cannot be written to; set %s to a folder that can"
                  .formatted(temporary, VARIABLE)));
    }
  }

  private static boolean isOwn(Path folder) {
    try {
      PosixFileAttributes found =
          Files.readAttributes(folder, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      Set<PosixFilePermission> open = found.permissions();
      return found.isDirectory()
          && AccountNumber.own().equals(owner(folder))
          && !open.contains(PosixFilePermission.GROUP_WRITE)
          && !open.contains(PosixFilePermission.OTHERS_WRITE);
    } catch (IOException e) {
      return false;
    }
  }

  private static String owner(Path path) throws IOException {
    return String.valueOf(Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS));
  }
}
