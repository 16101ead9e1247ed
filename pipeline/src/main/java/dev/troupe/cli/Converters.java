package dev.troupe.cli;

import dev.troupe.jobs.AnimateRequest.Reference;
import dev.troupe.media.FrameSize;
import dev.troupe.media.Rational;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Option values from text. */
final class Converters {
  private Converters() {}

  /** Seconds or a rate: "1.5", "30000/1001"; not negative. */
  static final class NotNegative implements ITypeConverter<Rational> {
    @Override
    public Rational convert(String text) {
      Rational value = checked(() -> Rational.parse(text));
      if (value.numerator() < 0) {
        throw new TypeConversionException("must not be negative, found " + text);
      }
      return value;
    }
  }

  /** "1920x1080". */
  static final class Size implements ITypeConverter<FrameSize> {
    @Override
    public FrameSize convert(String text) {
      return checked(() -> FrameSize.parse(text));
    }
  }

  /** A frame's number, or "best". */
  static final class ReferenceFrame implements ITypeConverter<Reference> {
    @Override
    public Reference convert(String text) {
      if (text.equals("best")) {
        return Reference.BEST;
      }
      if (!text.matches("\\d{1,9}")) {
        throw new TypeConversionException(
            "must be a frame's number from 0, or best, found \"" + text + "\"");
      }
      return Reference.frame(Integer.parseInt(text));
    }
  }

  /** A colour as RRGGBB. */
  static final class Colour implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      if (!text.matches("[0-9a-fA-F]{6}")) {
        throw new TypeConversionException(
            "must be a colour as six hexadecimal digits such as ffffff, found \"" + text + "\"");
      }
      return Integer.parseInt(text, 16);
    }
  }

  private static <T> T checked(java.util.function.Supplier<T> parser) {
    try {
      return parser.get();
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }
}
