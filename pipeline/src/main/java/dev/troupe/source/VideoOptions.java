package dev.troupe.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.troupe.media.Codecs;
import dev.troupe.media.Deinterlacing;
import dev.troupe.media.Fit;
import dev.troupe.media.FrameSize;
import dev.troupe.media.Rational;
import dev.troupe.media.Scaling;
import dev.troupe.problems.RequestException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.jspecify.annotations.Nullable;

/**
 * The options of {@code spark.read().format("video")}.
 *
 * @param paths files, folders or globs
 * @param scaling of the pictures; empty for each clip's own size
 * @param rate sampled frames per second; empty for every frame
 * @param imageRate frames per second of folders of images
 * @param start seconds after the first frame
 * @param end seconds after the first frame; empty for the clip's end
 * @param framesPerPartition frames in one partition; empty for as many as use every core
 * @param allowDamage whether a truncated or damaged clip is read up to its last good frame
 * @param deinterlacing what is done with interlaced frames
 * @param codecs what decodes
 * @param files which files behind the paths are read
 * @param traits what an earlier look at the one path told, so that it is not decoded whole again
 */
record VideoOptions(
    List<String> paths,
    Optional<Scaling> scaling,
    Optional<Rational> rate,
    Rational imageRate,
    Rational start,
    Optional<Rational> end,
    Optional<Integer> framesPerPartition,
    boolean allowDamage,
    Deinterlacing deinterlacing,
    Codecs codecs,
    FileSelection files,
    Optional<String> traits) {

  private static final Set<String> KNOWN =
      Set.of(
          "path",
          "paths",
          "size",
          "fit",
          "fps",
          "imagefps",
          "start",
          "end",
          "framesperpartition",
          "allowtruncated",
          "deinterlace",
          "decoder",
          "traits",
          "pathglobfilter",
          "recursivefilelookup",
          "modifiedafter",
          "modifiedbefore",
          "timezone",
          "ignorecorruptfiles");
  private static final Rational DEFAULT_IMAGE_RATE = new Rational(25, 1);

  static VideoOptions parse(CaseInsensitiveStringMap options) {
    return new Parser(options).parse();
  }

  /** Reads every option and keeps all mistakes until the end. */
  private static final class Parser {
    private final CaseInsensitiveStringMap options;
    private final List<String> mistakes = new ArrayList<>();

    Parser(CaseInsensitiveStringMap options) {
      this.options = options;
    }

    VideoOptions parse() {
      for (String key : options.keySet()) {
        if (!KNOWN.contains(key.toLowerCase(Locale.ROOT))) {
          mistakes.add("The video source has no option \"" + key + "\".");
        }
      }
      Optional<FrameSize> size = read("size", FrameSize::parse);
      Fit fit = read("fit", Parser::fit).orElse(Fit.CROP);
      Optional<Rational> rate = read("fps", Parser::positive);
      Rational imageRate = read("imageFps", Parser::positive).orElse(DEFAULT_IMAGE_RATE);
      Rational start = read("start", Parser::notNegative).orElse(Rational.ZERO);
      Optional<Rational> end = read("end", Parser::notNegative);
      if (end.isPresent() && end.get().compareTo(start) <= 0) {
        mistakes.add("Option \"end\" must come after \"start\".");
      }
      Optional<Integer> frames = read("framesPerPartition", Parser::count);
      boolean allowDamage = read("allowTruncated", Parser::flag).orElse(false);
      Deinterlacing fields = read("deinterlace", Parser::deinterlacing).orElse(Deinterlacing.AUTO);
      Codecs codecs = read("decoder", Parser::decoder).orElse(Codecs.IN_SOFTWARE);
      FileSelection files = files();
      List<String> paths = paths();
      if (!mistakes.isEmpty()) {
        throw new RequestException(mistakes);
      }
      return new VideoOptions(
          paths,
          size.map(s -> new Scaling(s, fit)),
          rate,
          imageRate,
          start,
          end,
          frames,
          allowDamage,
          fields,
          codecs,
          files,
          Optional.ofNullable(options.get("traits")));
    }

    private <T> Optional<T> read(String key, Function<String, T> parser) {
      @Nullable String text = options.get(key);
      if (text == null) {
        return Optional.empty();
      }
      try {
        return Optional.of(parser.apply(text));
      } catch (IllegalArgumentException e) {
        mistakes.add("Option \"%s\" cannot be \"%s\": %s.".formatted(key, text, e.getMessage()));
        return Optional.empty();
      }
    }

    private FileSelection files() {
      ZoneId zone = read("timeZone", FileSelection::zone).orElseGet(Parser::sessionZone);
      return new FileSelection(
          read("pathGlobFilter", FileSelection::glob),
          read("recursiveFileLookup", Parser::flag).orElse(false),
          read("modifiedAfter", text -> FileSelection.time(text, zone)),
          read("modifiedBefore", text -> FileSelection.time(text, zone)),
          read("ignoreCorruptFiles", Parser::flag));
    }

    private static ZoneId sessionZone() {
      return SparkSession.getActiveSession().isDefined()
          ? ZoneId.of(SparkSession.active().conf().get("spark.sql.session.timeZone"))
          : ZoneId.systemDefault();
    }

    private List<String> paths() {
      List<String> paths = new ArrayList<>();
      Optional.ofNullable(options.get("path")).ifPresent(paths::add);
      read("paths", Parser::strings).ifPresent(paths::addAll);
      if (paths.isEmpty() && !options.containsKey("paths")) {
        mistakes.add("The video source needs at least one path.");
      }
      return paths;
    }

    private static Rational positive(String text) {
      Rational value = Rational.parse(text);
      if (value.numerator() <= 0) {
        throw new IllegalArgumentException("it must be above zero");
      }
      return value;
    }

    private static Rational notNegative(String text) {
      Rational value = Rational.parse(text);
      if (value.numerator() < 0) {
        throw new IllegalArgumentException("it must not be negative");
      }
      return value;
    }

    private static int count(String text) {
      if (!text.matches("[1-9]\\d{0,8}")) {
        throw new IllegalArgumentException("it must be a whole number from 1 to 999999999");
      }
      return Integer.parseInt(text);
    }

    private static boolean flag(String text) {
      return switch (text.toLowerCase(Locale.ROOT)) {
        case "true" -> true;
        case "false" -> false;
        default -> throw new IllegalArgumentException("it must be true or false");
      };
    }

    private static Codecs decoder(String text) {
      return new Codecs(text.toLowerCase(Locale.ROOT), Codecs.SOFTWARE, 0);
    }

    private static Deinterlacing deinterlacing(String text) {
      return switch (text.toLowerCase(Locale.ROOT)) {
        case "auto" -> Deinterlacing.AUTO;
        case "off" -> Deinterlacing.OFF;
        default -> throw new IllegalArgumentException("it must be auto or off");
      };
    }

    private static Fit fit(String text) {
      return switch (text.toLowerCase(Locale.ROOT)) {
        case "crop" -> Fit.CROP;
        case "pad" -> Fit.PAD;
        case "stretch" -> Fit.STRETCH;
        default -> throw new IllegalArgumentException("it must be crop, pad or stretch");
      };
    }

    private static List<String> strings(String json) {
      List<String> strings = new ArrayList<>();
      try {
        JsonNode array = new ObjectMapper().readTree(json);
        array.forEach(node -> strings.add(node.isTextual() ? node.textValue() : ""));
        if (array.isArray() && !strings.contains("")) {
          return strings;
        }
      } catch (JsonProcessingException e) {
        // falls through to the one message
      }
      throw new IllegalArgumentException("it must be a JSON array of strings");
    }
  }
}
