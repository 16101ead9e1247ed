package dev.troupe.jobs.batch;

import dev.troupe.inference.AppearanceEncoder;
import dev.troupe.inference.Compute;
import dev.troupe.jobs.TaskDevice;
import dev.troupe.jobs.library.AppearanceFile;
import dev.troupe.jobs.library.Library;
import dev.troupe.media.Images;
import dev.troupe.media.Picture;
import dev.troupe.media.Scaling;
import dev.troupe.model.ModelLocation;
import dev.troupe.problems.ItemBoundary;
import dev.troupe.source.HadoopFiles;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;

/** Encodes source images into the library, one task for a few of them. */
final class EncodeCharacters {
  private static final int IMAGES_PER_TASK = 16;

  private final JavaSparkContext context;
  private final Compute compute;
  private final Library library;

  EncodeCharacters(JavaSparkContext context, Compute compute, Library library) {
    this.context = context;
    this.compute = compute;
    this.library = library;
  }

  private record Work(
      String key, String uri, ModelLocation model, Scaling scaling, int backgroundRgb)
      implements Serializable {}

  /** Encodes characters and says which of them cannot be. */
  List<Failures.Failure> run(List<NeededAppearance> characters) {
    if (characters.isEmpty()) {
      return List.of();
    }
    List<Work> works = characters.stream().map(EncodeCharacters::work).toList();
    int tasks = Stages.tasks(context, works.size(), IMAGES_PER_TASK);
    Library target = library;
    Compute networks = compute;
    return Stages.models(context.parallelize(works, tasks), compute)
        .map(work -> encode(work, networks, target))
        .filter(Optional::isPresent)
        .map(Optional::get)
        .collect();
  }

  private static Work work(NeededAppearance character) {
    Scaling scaling =
        new Scaling(character.model().open().manifest().network().frameSize(), character.fit());
    return new Work(
        character.key(),
        character.source().uri(),
        character.model(),
        scaling,
        character.backgroundRgb());
  }

  private static Optional<Failures.Failure> encode(Work work, Compute compute, Library library)
      throws IOException {
    List<Failures.Failure> failures = new ArrayList<>();
    Optional<AppearanceFile.EncodedSource> encoded =
        ItemBoundary.run(
            "Cannot encode " + work.uri(),
            () -> Optional.of(encode(work, compute)),
            why -> {
              failures.add(new Failures.Failure(work.key(), why));
              return Optional.empty();
            });
    if (encoded.isPresent()) {
      AppearanceFile.write(library, work.key(), encoded.get());
    }
    return failures.stream().findFirst();
  }

  private static AppearanceFile.EncodedSource encode(Work work, Compute compute) {
    try (AppearanceEncoder encoder =
        new AppearanceEncoder(work.model(), work.scaling().size(), TaskDevice.here(compute))) {
      Picture picture =
          Images.read(HadoopFiles.input(work.uri()), work.backgroundRgb(), work.scaling());
      return new AppearanceFile.EncodedSource(picture, encoder.encode(picture));
    }
  }
}
