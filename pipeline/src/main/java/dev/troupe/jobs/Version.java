package dev.troupe.jobs;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Which Troupe this is. */
public final class Version {
  private Version() {}

  /**
   * The project's version, from the build.
   *
   * @return as in "0.1.0"
   */
  public static String current() {
    try (InputStream in = Version.class.getResourceAsStream("/dev/troupe/version.properties")) {
      if (in == null) {
        throw new IllegalStateException("the build left out version.properties");
      }
      Properties properties = new Properties();
      properties.load(in);
      return properties.getProperty("version", "unknown");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
