package dev.troupe.jobs.manifest;

import dev.troupe.jobs.Sessions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.util.List;
import java.util.function.Supplier;

/**
 * Reads manifests. Everything that is wrong with one is found before any input is opened, and said
 * together with the numbers of the lines.
 */
public final class Manifest {
  private final ItemOptions defaults;
  private final ModelFinder models;

  /**
   * A reader of manifests.
   *
   * @param defaults how items are made whose row does not say otherwise
   * @param models finds the models that rows name
   */
  public Manifest(ItemOptions defaults, ModelFinder models) {
    this.defaults = defaults;
    this.models = models;
  }

  /**
   * Reads a manifest. Relative names in it are relative to its folder.
   *
   * @param file the manifest
   * @param session where Parquet is read; not asked for other formats
   * @return its items, at least one, in its order
   * @throws dev.troupe.problems.RequestException with everything that is wrong with it
   * @throws IOException if a file system fails
   */
  public List<BatchItem> read(ManifestFile file, Supplier<Sessions.Session> session)
      throws IOException {
    file.checkThere();
    Mistakes mistakes = new Mistakes(file.linePlace());
    ItemReader items = new ItemReader(defaults, models, FileNames.beside(file.uri()), mistakes);
    try {
      switch (file.format()) {
        case CSV -> CsvRows.read(file.text(), mistakes, items);
        case JSON_LINES -> JsonLines.read(file.text(), mistakes, items);
        case PARQUET -> ParquetRows.read(session.get().spark(), file.uri(), mistakes, items);
      }
    } catch (CharacterCodingException e) {
      mistakes.add("Cannot read all of manifest %s: it is not UTF-8".formatted(file.uri()));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    OutputRules.check(items.items(), mistakes);
    if (items.items().isEmpty() && mistakes.isEmpty()) {
      mistakes.add("Manifest %s has no items".formatted(file.uri()));
    }
    mistakes.check();
    return items.items();
  }
}
