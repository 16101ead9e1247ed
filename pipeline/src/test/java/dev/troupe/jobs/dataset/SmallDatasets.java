package dev.troupe.jobs.dataset;

import dev.troupe.fixtures.Demo;
import dev.troupe.jobs.dataset.DatasetRequest.Options;
import dev.troupe.jobs.dataset.DatasetRequest.SampleFormat;
import dev.troupe.media.FrameSize;
import dev.troupe.media.Images;
import dev.troupe.media.Picture;
import dev.troupe.media.Rational;
import dev.troupe.synthesis.Identity;
import dev.troupe.synthesis.Performance;
import dev.troupe.synthesis.Puppet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** What tests of data sets make: clips of a few frames, each a folder, and plans for them. */
abstract class SmallDatasets {
  static final FrameSize SIZE = new FrameSize(128, 128);

  @TempDir Path folder;

  static Options options(SampleFormat format, int every, boolean dense) {
    return new Options(format, every, dense, format == SampleFormat.PARQUET ? 2 : 1, 0.1, 0.1);
  }

  DatasetPlan plan(Path clips, Options options) throws IOException {
    return plan(clips, folder.resolve("out"), options);
  }

  static DatasetPlan plan(Path clips, Path output, Options options) throws IOException {
    return DatasetPlan.of(
        new DatasetRequest(clips.toString(), output.toString(), Demo.model(), options));
  }

  static Picture picture(long who, int frame) {
    return Puppet.draw(Identity.of(who), Performance.of(who).poseAt(new Rational(frame, 5)), SIZE);
  }

  static void writeClip(Path root, String path, long who) throws IOException {
    for (int frame = 0; frame < 3; frame++) {
      Path file = root.resolve(path).resolve("%04d.png".formatted(frame));
      Files.createDirectories(file.getParent());
      Files.write(file, Images.encodePng(picture(who, frame)));
    }
  }
}
