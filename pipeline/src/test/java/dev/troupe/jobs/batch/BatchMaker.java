package dev.troupe.jobs.batch;

import dev.troupe.fixtures.Demo;
import dev.troupe.fixtures.TestClips;
import dev.troupe.inference.Compute;
import dev.troupe.jobs.AnimateRequest;
import dev.troupe.jobs.Progress;
import dev.troupe.jobs.manifest.BatchItem;
import dev.troupe.jobs.manifest.ItemOptions;
import dev.troupe.media.Fit;
import dev.troupe.media.FrameSize;
import dev.troupe.media.Picture;
import dev.troupe.media.Rational;
import dev.troupe.model.ModelLocation;
import dev.troupe.motion.TransferMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.SparkSession;

/** A batch in a folder of its own: characters, short clips and where everything goes. */
final class BatchMaker {
  private static final ModelLocation MODEL = Demo.model();

  /** The options of {@code troupe animate} without any option, but for sound of tests' clips. */
  static final ItemOptions PLAIN =
      new ItemOptions(
          MODEL,
          new AnimateRequest.Pictures(Fit.CROP, 0xFFFFFF, new Rational(25, 1), false),
          new AnimateRequest.Motion(
              TransferMode.RELATIVE, false, Optional.empty(), Rational.ZERO, Optional.empty()),
          false,
          false,
          false,
          Optional.empty(),
          true);

  private final Path folder;
  private final List<BatchItem> items = new ArrayList<>();
  private BatchRequest.Policy policy = BatchRequest.Policy.DEFAULT;

  BatchMaker(Path folder) {
    this.folder = folder;
  }

  /** Character 1 is the bundled one, others are it turned about. */
  Path character(int number) throws IOException {
    Path file = folder.resolve("in/character-%d.png".formatted(number));
    if (!Files.exists(file)) {
      Files.createDirectories(file.getParent());
      TestClips.writePng(file, shifted(Demo.source(), number - 1));
    }
    return file;
  }

  /** A clip with sound of some frames. */
  Path clip(String name, int frames) throws IOException {
    Path file = folder.resolve("in/" + name);
    if (!Files.exists(file)) {
      Files.createDirectories(file.getParent());
      TestClips.writeWithSound(file, TestClips.steady(frames, 8), new FrameSize(128, 128));
    }
    return file;
  }

  Path output(String name) {
    return folder.resolve("out/" + name);
  }

  Path library() {
    return folder.resolve("library");
  }

  BatchMaker item(Path source, Path driving, String output) {
    return item(source, driving, output, options -> options);
  }

  BatchMaker item(Path source, Path driving, String output, UnaryOperator<ItemOptions> change) {
    items.add(
        new BatchItem(
            items.size() + 1,
            source.toString(),
            driving.toString(),
            output(output).toString(),
            change.apply(PLAIN)));
    return this;
  }

  BatchMaker item(BatchItem item) {
    items.add(item);
    return this;
  }

  BatchMaker maxFailures(int most) {
    policy = new BatchRequest.Policy(OptionalInt.of(most), false, policy.overwrite());
    return this;
  }

  BatchMaker overwrite() {
    policy = new BatchRequest.Policy(policy.maxFailures(), false, true);
    return this;
  }

  BatchMaker strict() {
    policy = new BatchRequest.Policy(policy.maxFailures(), true, policy.overwrite());
    return this;
  }

  BatchRequest make() {
    return new BatchRequest(
        items,
        new BatchRequest.Places(
            library().toString(), folder.resolve("report").toString(), Optional.empty()),
        policy);
  }

  BatchResult run(SparkSession spark) throws IOException {
    return new RenderBatch(spark, Compute.CPU, Progress.NONE).run(make());
  }

  /** A run that must not need an application. */
  BatchResult runWithoutSpark() throws IOException {
    Supplier<SparkSession> none =
        () -> {
          throw new AssertionError("Spark was started");
        };
    return new RenderBatch(none, Compute.CPU, Progress.NONE).run(make());
  }

  List<BatchItem> items() {
    return items;
  }

  /** Every row moved to the right by some pixels, so that content and pose differ a little. */
  private static Picture shifted(Picture picture, int pixels) {
    byte[] bgr = new byte[picture.bgr().length];
    int width = picture.width();
    for (int y = 0; y < picture.height(); y++) {
      for (int x = 0; x < width; x++) {
        int from = (y * width + Math.max(0, x - pixels)) * 3;
        System.arraycopy(picture.bgr(), from, bgr, (y * width + x) * 3, 3);
      }
    }
    return new Picture(width, picture.height(), bgr);
  }
}
