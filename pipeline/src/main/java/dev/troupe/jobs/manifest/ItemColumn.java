package dev.troupe.jobs.manifest;

import com.google.errorprone.annotations.Immutable;
import dev.troupe.media.Deinterlacing;
import dev.troupe.media.Fit;
import dev.troupe.motion.TransferMode;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The columns that a manifest may have besides source, driving and output: the options of {@code
 * animate}, by their names. A word undoes what the command line gave: "none" for an end and a size,
 * "first" for the reference frame.
 */
enum ItemColumn {
  /** Found and set by who knows where models are. */
  MODEL((draft, text) -> {}),
  TRANSFER((draft, text) -> draft.transfer = OptionText.choice(TransferMode.class, text)),
  ADAPT_SCALE((draft, text) -> draft.adaptScale = OptionText.flag(text)),
  REFERENCE_FRAME(
      (draft, text) ->
          draft.reference = unless("first", text).map(given -> OptionText.reference(given))),
  START((draft, text) -> draft.start = OptionText.seconds(text)),
  END((draft, text) -> draft.end = unless("none", text).map(OptionText::seconds)),
  FIT((draft, text) -> draft.fit = OptionText.choice(Fit.class, text)),
  BACKGROUND((draft, text) -> draft.background = OptionText.colour(text)),
  FRAME_RATE((draft, text) -> draft.imageRate = OptionText.frameRate(text)),
  RESIZE((draft, text) -> draft.resize = unless("none", text).map(OptionText::size)),
  AUDIO(
      (draft, text) ->
          draft.sound = OptionText.choice(OptionText.Audio.class, text) == OptionText.Audio.COPY),
  COMPARE((draft, text) -> draft.compare = OptionText.flag(text)),
  VISUALIZE((draft, text) -> draft.visualize = OptionText.flag(text)),
  /** Into OUTPUT-frames. */
  FRAMES((draft, text) -> draft.frames = OptionText.flag(text)),
  ALLOW_TRUNCATED((draft, text) -> draft.allowTruncated = OptionText.flag(text)),
  DEINTERLACE((draft, text) -> draft.deinterlacing = OptionText.choice(Deinterlacing.class, text));

  /** Puts a value into a draft; holds nothing itself. */
  @Immutable
  private interface Setter {
    void accept(OptionDraft draft, String text);
  }

  private final Setter setter;

  ItemColumn(Setter setter) {
    this.setter = setter;
  }

  /** The option's name without dashes. */
  String columnName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Optional<ItemColumn> named(String name) {
    return Arrays.stream(values()).filter(each -> each.columnName().equals(name)).findFirst();
  }

  /** All names, for a sentence. */
  static String names() {
    return Arrays.stream(values()).map(ItemColumn::columnName).collect(Collectors.joining(", "));
  }

  /**
   * Sets the option.
   *
   * @throws IllegalArgumentException if the text is no value of it
   */
  void set(OptionDraft draft, String text) {
    setter.accept(draft, text);
  }

  private static Optional<String> unless(String word, String text) {
    return text.equals(word) ? Optional.empty() : Optional.of(text);
  }
}
