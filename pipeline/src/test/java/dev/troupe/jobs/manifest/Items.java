package dev.troupe.jobs.manifest;

import dev.troupe.fixtures.Demo;
import dev.troupe.jobs.AnimateRequest;
import dev.troupe.media.Fit;
import dev.troupe.media.Rational;
import dev.troupe.motion.TransferMode;
import java.util.Optional;

/** Options as a command line without any gives them. */
public final class Items {
  /** The embedded model and every default. */
  public static final ItemOptions DEFAULTS =
      new ItemOptions(
          Demo.model(),
          new AnimateRequest.Pictures(Fit.CROP, 0xFFFFFF, new Rational(25, 1), false),
          new AnimateRequest.Motion(
              TransferMode.RELATIVE, false, Optional.empty(), Rational.ZERO, Optional.empty()),
          false,
          false,
          false,
          Optional.empty(),
          true);

  private Items() {}
}
