package dev.troupe.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.troupe.media.Deinterlacing;
import dev.troupe.media.Fit;
import dev.troupe.media.FrameSize;
import dev.troupe.media.Rational;
import dev.troupe.media.Scaling;
import dev.troupe.problems.RequestException;
import java.util.Map;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What options mean, and what is said of wrong ones. */
class VideoOptionsTest {
  @Test
  void parse_onlyAPath_takesTheDefaults() {
    VideoOptions options = parse(Map.of("path", "a.mp4"));

    assertThat(options.paths()).containsExactly("a.mp4");
    assertThat(options.scaling()).isEmpty();
    assertThat(options.rate()).isEmpty();
    assertThat(options.imageRate()).isEqualTo(new Rational(25, 1));
    assertThat(options.start()).isEqualTo(Rational.ZERO);
    assertThat(options.end()).isEmpty();
    assertThat(options.framesPerPartition()).isEmpty();
    assertThat(options.allowDamage()).isFalse();
    assertThat(options.deinterlacing()).isEqualTo(Deinterlacing.AUTO);
  }

  @Test
  void parse_everyOptionInAnyCase_isUnderstood() {
    VideoOptions options =
        parse(
            Map.of(
                "PATH",
                "a.mp4",
                "Size",
                "320x240",
                "FIT",
                "Pad",
                "fps",
                "30000/1001",
                "imagefps",
                "12.5",
                "Start",
                "0.5",
                "end",
                "4",
                "FramesPerPartition",
                "7",
                "AllowTruncated",
                "TRUE"));

    assertThat(options.scaling()).contains(new Scaling(new FrameSize(320, 240), Fit.PAD));
    assertThat(options.rate()).contains(new Rational(30000, 1001));
    assertThat(options.imageRate()).isEqualTo(new Rational(25, 2));
    assertThat(options.start()).isEqualTo(new Rational(1, 2));
    assertThat(options.end()).contains(new Rational(4, 1));
    assertThat(options.framesPerPartition()).contains(7);
    assertThat(options.allowDamage()).isTrue();
  }

  @Test
  void parse_deinterlace_isAutoOrOff() {
    assertThat(parse(Map.of("path", "a.mp4", "deinterlace", "Off")).deinterlacing())
        .isEqualTo(Deinterlacing.OFF);
    assertThat(refusal(Map.of("path", "a.mp4", "deinterlace", "bob")).mistakes())
        .containsExactly("Option \"deinterlace\" cannot be \"bob\": it must be auto or off.");
  }

  @Test
  void parse_severalPaths_keepsTheirOrder() {
    assertThat(parse(Map.of("paths", "[\"b.mp4\", \"a b.mp4\"]")).paths())
        .containsExactly("b.mp4", "a b.mp4");
  }

  @Test
  void parse_severalMistakes_reportsAllTogether() {
    RequestException failure =
        refusal(Map.of("fps", "0", "fit", "squash", "tempo", "fast", "start", "2", "end", "1"));

    assertThat(failure.mistakes())
        .containsExactlyInAnyOrder(
            "The video source has no option \"tempo\".",
            "Option \"fit\" cannot be \"squash\": it must be crop, pad or stretch.",
            "Option \"fps\" cannot be \"0\": it must be above zero.",
            "Option \"end\" must come after \"start\".",
            "The video source needs at least one path.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "size|big|\"big\" is not a size; expected WIDTHxHEIGHT such as 1920x1080",
        "size|0x5|a frame's sides must be 1 to 16384 pixels, found 0x5",
        "fps|-1|it must be above zero",
        "fps|fast|\"fast\" is neither a number nor a fraction such as 30000/1001",
        "imageFps|0|it must be above zero",
        "start|-0.5|it must not be negative",
        "end|1/0|the denominator of 1/0 must not be zero",
        "framesPerPartition|0|it must be a whole number from 1 to 999999999",
        "framesPerPartition|many|it must be a whole number from 1 to 999999999",
        "framesPerPartition|99999999999|it must be a whole number from 1 to 999999999",
        "allowTruncated|yes|it must be true or false",
        "decoder|magic|the decoder must be software or one of [cuda, vaapi], found \"magic\"",
        "paths|a.mp4|it must be a JSON array of strings",
        "paths|{}|it must be a JSON array of strings",
        "paths|[1]|it must be a JSON array of strings",
      })
  void parse_wrongValue_saysWhatIsExpected(String option, String value, String why) {
    assertThat(refusal(Map.of("path", "a.mp4", option, value)).mistakes())
        .containsExactly("Option \"%s\" cannot be \"%s\": %s.".formatted(option, value, why));
  }

  private static VideoOptions parse(Map<String, String> options) {
    return VideoOptions.parse(new CaseInsensitiveStringMap(options));
  }

  private static RequestException refusal(Map<String, String> options) {
    return catchThrowableOfType(RequestException.class, () -> parse(options));
  }
}
