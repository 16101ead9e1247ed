package dev.troupe.cli;

import dev.troupe.jobs.Version;
import dev.troupe.media.Encoders;
import picocli.CommandLine.IVersionProvider;

/** What {@code troupe --version} prints. */
final class VersionText implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {
      "troupe " + Version.current(), "Java " + Runtime.version(), "H.264 encoder " + Encoders.h264()
    };
  }
}
