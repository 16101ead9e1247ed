package dev.troupe.jobs.manifest;

import dev.troupe.model.ModelLocation;
import dev.troupe.problems.BadDataException;
import dev.troupe.problems.RequestException;
import dev.troupe.source.HadoopFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Makes items of rows. A million items shall fit a small driver: items share the strings of their
 * inputs, and items with equal options share those.
 */
final class ItemReader implements ManifestRow.Reader {
  /** Holds what is unfinished, beside outputs. */
  static final String WORK_FOLDER = ".troupe";

  private final ItemOptions defaults;
  private final ModelFinder models;
  private final FileNames fileNames;
  private final Mistakes mistakes;
  private final List<BatchItem> items = new ArrayList<>();
  private final Map<String, String> inputs = new HashMap<>();
  private final Map<Map<ItemColumn, String>, Options> options = new HashMap<>();
  private final Map<String, Model> foundModels = new HashMap<>();

  ItemReader(ItemOptions defaults, ModelFinder models, FileNames fileNames, Mistakes mistakes) {
    this.defaults = defaults;
    this.models = models;
    this.fileNames = fileNames;
    this.mistakes = mistakes;
  }

  /** What a row's options come to: options, or why they do not. */
  private record Options(Optional<ItemOptions> value, List<String> wrong) {}

  private record Model(Optional<ModelLocation> value, List<String> wrong) {}

  /** Those of all rows so far that name an output; only without mistakes are they to be made. */
  List<BatchItem> items() {
    return items;
  }

  @Override
  public void accept(ManifestRow row) {
    Optional<String> source = input(row, ManifestRow.SOURCE);
    Optional<String> driving = input(row, ManifestRow.DRIVING);
    Optional<String> output = output(row);
    Options made = options.computeIfAbsent(given(row), this::options);
    made.wrong().forEach(mistake -> mistakes.add(row.line(), mistake));
    // A row with mistakes is an item all the same: its output may stand in another's way.
    output.ifPresent(
        place ->
            items.add(
                new BatchItem(
                    row.line(),
                    source.orElse(""),
                    driving.orElse(""),
                    place,
                    made.value().orElse(defaults))));
  }

  private Optional<String> input(ManifestRow row, String column) {
    String written = row.values().get(column);
    if (written == null) {
      mistakes.add(row.line(), column + ": it is missing");
      return Optional.empty();
    }
    String known = inputs.get(written);
    if (known != null) {
      return Optional.of(known);
    }
    Optional<String> place = place(row.line(), column, () -> fileNames.resolve(written));
    place.ifPresent(found -> inputs.put(written.equals(found) ? found : written, found));
    return place;
  }

  private Optional<String> output(ManifestRow row) {
    String written = row.values().get(ManifestRow.OUTPUT);
    if (written == null) {
      mistakes.add(row.line(), "output: it is missing");
      return Optional.empty();
    }
    if (!written.toLowerCase(Locale.ROOT).endsWith(".mp4") || written.endsWith("/.mp4")) {
      mistakes.add(row.line(), "output: it must end in .mp4, found \"%s\"".formatted(written));
      return Optional.empty();
    }
    return place(row.line(), ManifestRow.OUTPUT, () -> fileNames.resolveInside(written));
  }

  /** Finds a name's place. */
  private interface Resolution {
    String place() throws IOException;
  }

  private Optional<String> place(int line, String column, Resolution resolution) {
    try {
      return Optional.of(resolution.place());
    } catch (IllegalArgumentException e) {
      mistakes.add(line, "%s: %s".formatted(column, e.getMessage()));
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<ItemColumn, String> given(ManifestRow row) {
    if (row.values().size() == 3) {
      return Map.of(); // the three files
    }
    Map<ItemColumn, String> given = new java.util.EnumMap<>(ItemColumn.class);
    row.values()
        .forEach(
            (name, text) ->
                ItemColumn.named(name).ifPresent(column -> given.put(column, text.strip())));
    return given;
  }

  private Options options(Map<ItemColumn, String> given) {
    OptionDraft draft = new OptionDraft(defaults);
    List<String> wrong = new ArrayList<>();
    given.forEach((column, text) -> set(draft, column, text).ifPresent(wrong::add));
    String model = given.get(ItemColumn.MODEL);
    if (model != null) {
      Model found = foundModels.computeIfAbsent(model, this::find);
      wrong.addAll(found.wrong());
      found.value().ifPresent(location -> draft.model = location);
    }
    if (wrong.isEmpty()) {
      ItemOptions made = draft.finish();
      wrong.addAll(OptionRules.mistakes(made.pictures(), made.motion(), ""));
      if (wrong.isEmpty()) {
        return new Options(Optional.of(made), List.of());
      }
    }
    return new Options(Optional.empty(), wrong);
  }

  private static Optional<String> set(OptionDraft draft, ItemColumn column, String text) {
    try {
      column.set(draft, text);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of("%s: %s".formatted(column.columnName(), e.getMessage()));
    }
  }

  /** A folder is found beside the manifest, like all other files; a name where names are. */
  private Model find(String model) {
    try {
      boolean named = HadoopFiles.isLocal(model) && !model.contains("/");
      return new Model(
          Optional.of(models.find(named ? model : fileNames.resolve(model))), List.of());
    } catch (RequestException e) {
      return new Model(Optional.empty(), e.mistakes());
    } catch (BadDataException | IllegalArgumentException e) {
      return new Model(Optional.empty(), List.of("model: " + e.getMessage()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
