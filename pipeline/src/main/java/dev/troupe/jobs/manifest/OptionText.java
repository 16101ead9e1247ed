package dev.troupe.jobs.manifest;

import dev.troupe.jobs.AnimateRequest.Reference;
import dev.troupe.media.FrameSize;
import dev.troupe.media.Rational;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The values of {@code animate}'s options, read from text: the same on a command line and in a
 * manifest. What is no value gives an {@link IllegalArgumentException} whose message ends a
 * sentence that begins with the option's name.
 */
public final class OptionText {
  private OptionText() {}

  /** What becomes of the driving clip's sound. */
  public enum Audio {
    /** The result gets it as it is. */
    COPY,
    /** The result is silent. */
    NONE
  }

  /**
   * Seconds: "1.5", "1001/30000".
   *
   * @param text a number or fraction
   * @return its value, not negative
   * @throws IllegalArgumentException if it is none
   */
  public static Rational seconds(String text) {
    Rational value = Rational.parse(text);
    if (value.numerator() < 0) {
      throw new IllegalArgumentException("must not be negative, found " + text);
    }
    return value;
  }

  /**
   * Frames per second: "25", "30000/1001".
   *
   * @param text a number or fraction
   * @return its value, above zero
   * @throws IllegalArgumentException if it is none
   */
  public static Rational frameRate(String text) {
    Rational value = Rational.parse(text);
    if (value.numerator() <= 0) {
      throw new IllegalArgumentException("must be above zero, found " + text);
    }
    return value;
  }

  /**
   * A picture's size: "1920x1080".
   *
   * @param text one or two numbers
   * @return the size
   * @throws IllegalArgumentException if it is none
   */
  public static FrameSize size(String text) {
    return FrameSize.parse(text);
  }

  /**
   * A driving frame: its number or "best".
   *
   * @param text a number from 0, or best
   * @return the choice
   * @throws IllegalArgumentException if it is neither
   */
  public static Reference reference(String text) {
    if (text.equals("best")) {
      return Reference.BEST;
    }
    if (!text.matches("\\d{1,9}")) {
      throw new IllegalArgumentException(
          "must be a frame's number from 0, or best, found \"" + text + "\"");
    }
    return Reference.frame(Integer.parseInt(text));
  }

  /**
   * A colour as RRGGBB.
   *
   * @param text six hexadecimal digits
   * @return 0xRRGGBB
   * @throws IllegalArgumentException if it is none
   */
  public static int colour(String text) {
    if (!text.matches("[0-9a-fA-F]{6}")) {
      throw new IllegalArgumentException(
          "must be a colour as six hexadecimal digits such as ffffff, found \"" + text + "\"");
    }
    return Integer.parseInt(text, 16);
  }

  /**
   * Yes or no.
   *
   * @param text true or false
   * @return which
   * @throws IllegalArgumentException if it is neither
   */
  public static boolean flag(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw new IllegalArgumentException("must be true or false, found \"" + text + "\"");
    };
  }

  /**
   * One of an enum's names in lower case.
   *
   * @param type the enum
   * @param text a name
   * @param <E> the enum
   * @return the constant
   * @throws IllegalArgumentException if there is none of that name
   */
  public static <E extends Enum<E>> E choice(Class<E> type, String text) {
    for (E value : type.getEnumConstants()) {
      if (name(value).equals(text.toLowerCase(Locale.ROOT))) {
        return value;
      }
    }
    throw new IllegalArgumentException(
        "must be %s, found \"%s\""
            .formatted(
                Arrays.stream(type.getEnumConstants())
                    .map(OptionText::name)
                    .collect(Collectors.joining(" or ")),
                text));
  }

  private static String name(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
