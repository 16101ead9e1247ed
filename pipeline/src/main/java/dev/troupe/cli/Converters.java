package dev.troupe.cli;

import dev.troupe.evaluation.EvaluationRequest;
import dev.troupe.jobs.AnimateRequest.Reference;
import dev.troupe.jobs.dataset.DatasetRequest;
import dev.troupe.jobs.synthesis.SynthesisRequest;
import dev.troupe.media.Fit;
import dev.troupe.media.FrameSize;
import dev.troupe.media.Rational;
import dev.troupe.motion.TransferMode;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
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

  /** One of an enum's names in lower case. */
  private abstract static class Choice<E extends Enum<E>> implements ITypeConverter<E> {
    private final Class<E> type;

    Choice(Class<E> type) {
      this.type = type;
    }

    @Override
    public E convert(String text) {
      for (E value : type.getEnumConstants()) {
        if (name(value).equals(text.toLowerCase(Locale.ROOT))) {
          return value;
        }
      }
      throw new TypeConversionException(
          "must be %s, found \"%s\""
              .formatted(
                  Arrays.stream(type.getEnumConstants())
                      .map(Choice::name)
                      .collect(Collectors.joining(" or ")),
                  text));
    }

    private static String name(Enum<?> value) {
      return value.name().toLowerCase(Locale.ROOT);
    }
  }

  /** relative or absolute. */
  static final class Transfer extends Choice<TransferMode> {
    Transfer() {
      super(TransferMode.class);
    }
  }

  /** crop, pad or stretch. */
  static final class Fits extends Choice<Fit> {
    Fits() {
      super(Fit.class);
    }
  }

  /** copy or none. */
  static final class Sounds extends Choice<AnimateCommand.Audio> {
    Sounds() {
      super(AnimateCommand.Audio.class);
    }
  }

  /** reconstruction or animation. */
  static final class Modes extends Choice<EvaluationRequest.Mode> {
    Modes() {
      super(EvaluationRequest.Mode.class);
    }
  }

  /** copy or none. */
  static final class Baselines extends Choice<EvaluateCommand.Baseline> {
    Baselines() {
      super(EvaluateCommand.Baseline.class);
    }
  }

  /** parquet or webdataset. */
  static final class SampleFormats extends Choice<DatasetRequest.SampleFormat> {
    SampleFormats() {
      super(DatasetRequest.SampleFormat.class);
    }
  }

  /** mp4 or png. */
  static final class FrameFormats extends Choice<SynthesisRequest.FrameFormat> {
    FrameFormats() {
      super(SynthesisRequest.FrameFormat.class);
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
