package dev.troupe.jobs.manifest;

import dev.troupe.jobs.AnimateRequest;
import dev.troupe.jobs.AnimateRequest.Reference;
import dev.troupe.media.Deinterlacing;
import dev.troupe.media.Fit;
import dev.troupe.media.FrameSize;
import dev.troupe.media.Rational;
import dev.troupe.model.ModelLocation;
import dev.troupe.motion.TransferMode;
import java.util.Optional;

/** Options that a row changes one by one, beginning with the command line's. */
final class OptionDraft {
  ModelLocation model;
  Fit fit;
  int background;
  Rational imageRate;
  boolean allowTruncated;
  Deinterlacing deinterlacing;
  TransferMode transfer;
  boolean adaptScale;
  Optional<Reference> reference;
  Rational start;
  Optional<Rational> end;
  boolean compare;
  boolean visualize;
  boolean frames;
  Optional<FrameSize> resize;
  boolean sound;

  OptionDraft(ItemOptions defaults) {
    model = defaults.model();
    fit = defaults.pictures().fit();
    background = defaults.pictures().backgroundRgb();
    imageRate = defaults.pictures().imageRate();
    allowTruncated = defaults.pictures().allowTruncated();
    deinterlacing = defaults.pictures().deinterlacing();
    transfer = defaults.motion().transfer();
    adaptScale = defaults.motion().adaptScale();
    reference = defaults.motion().reference();
    start = defaults.motion().start();
    end = defaults.motion().end();
    compare = defaults.compare();
    visualize = defaults.visualize();
    frames = defaults.frames();
    resize = defaults.resize();
    sound = defaults.sound();
  }

  ItemOptions finish() {
    return new ItemOptions(
        model,
        new AnimateRequest.Pictures(fit, background, imageRate, allowTruncated, deinterlacing),
        new AnimateRequest.Motion(transfer, adaptScale, reference, start, end),
        compare,
        visualize,
        frames,
        resize,
        sound);
  }
}
