package dev.troupe.cli;

import dev.troupe.evaluation.EvaluationRequest;
import dev.troupe.jobs.AnimateRequest.Reference;
import dev.troupe.jobs.dataset.DatasetRequest;
import dev.troupe.jobs.manifest.OptionText;
import dev.troupe.jobs.synthesis.SynthesisRequest;
import dev.troupe.media.Deinterlacing;
import dev.troupe.media.Fit;
import dev.troupe.media.FrameSize;
import dev.troupe.media.Rational;
import dev.troupe.motion.TransferMode;
import java.util.function.Supplier;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Option values from text. */
final class Converters {
  private Converters() {}

  /** Seconds: "1.5", "1001/30000"; not negative. */
  static final class Seconds implements ITypeConverter<Rational> {
    @Override
    public Rational convert(String text) {
      return checked(() -> OptionText.seconds(text));
    }
  }

  /** Frames per second: "25", "30000/1001"; above zero. */
  static final class FrameRate implements ITypeConverter<Rational> {
    @Override
    public Rational convert(String text) {
      return checked(() -> OptionText.frameRate(text));
    }
  }

  /** "1920x1080". */
  static final class Size implements ITypeConverter<FrameSize> {
    @Override
    public FrameSize convert(String text) {
      return checked(() -> OptionText.size(text));
    }
  }

  /** A frame's number, or "best". */
  static final class ReferenceFrame implements ITypeConverter<Reference> {
    @Override
    public Reference convert(String text) {
      return checked(() -> OptionText.reference(text));
    }
  }

  /** A colour as RRGGBB. */
  static final class Colour implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      return checked(() -> OptionText.colour(text));
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
      return checked(() -> OptionText.choice(type, text));
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

  /** auto or off. */
  static final class Deinterlacings extends Choice<Deinterlacing> {
    Deinterlacings() {
      super(Deinterlacing.class);
    }
  }

  /** copy or none. */
  static final class Sounds extends Choice<OptionText.Audio> {
    Sounds() {
      super(OptionText.Audio.class);
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

  private static <T> T checked(Supplier<T> parser) {
    try {
      return parser.get();
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }
}
