package dev.troupe.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The number of the account that this process runs as; it may have no name. */
public final class AccountNumber {
  private static final Path STATUS = Path.of("/proc/self/status");

  private AccountNumber() {}

  /**
   * The number.
   *
   * @return its digits, as the owner of files has them; the account's name where the system does
   *     not say
   */
  public static String own() {
    try {
      return Files.readAllLines(STATUS).stream()
          .filter(line -> line.startsWith("Uid:"))
          .map(line -> line.substring(line.lastIndexOf('\t') + 1).strip())
          .findFirst()
          .orElseGet(AccountNumber::name);
    } catch (IOException e) {
      return name();
    }
  }

  private static String name() {
    return System.getProperty("user.name").replaceAll("[^A-Za-z0-9._-]", "_");
  }
}
