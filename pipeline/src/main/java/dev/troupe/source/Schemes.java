package dev.troupe.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.UnsupportedFileSystemException;
import org.apache.spark.SparkConf;

/**
 * Which file systems may be asked. A manifest is somebody else's word: it shall not make a cluster
 * fetch from wherever Hadoop could. Local files, {@code s3a} and {@code hdfs} are allowed, others
 * as the setting {@value #SETTING} says.
 */
public final class Schemes {
  /** Further schemes, with commas between them: {@code gs,abfss}. */
  public static final String SETTING = "spark.troupe.schemes";

  private static final Set<String> ALWAYS = Set.of("file", "hdfs", "s3a");

  /** Azure's names have the container before an at sign. */
  private static final Set<String> WITH_CONTAINERS = Set.of("abfs", "abfss", "wasb", "wasbs");

  private static final Pattern SCHEME = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]+");

  /** A colon before the at sign, but not that of a port; secret keys may hold slashes. */
  private static final Pattern PASSWORD = Pattern.compile("://[^/@:]*:(?!\\d+(?:/|$))[^@]*@");

  private static final Pattern USER = Pattern.compile("://[^/@]*@");

  private final Set<String> allowed = new TreeSet<>(ALWAYS);
  private final Configuration configuration;
  private final ConcurrentHashMap<String, Boolean> known = new ConcurrentHashMap<>();

  Schemes(SparkConf spark, Configuration configuration) {
    this.configuration = configuration;
    Arrays.stream(spark.get(SETTING, "").split(","))
        .map(scheme -> scheme.strip().replaceAll(":(//)?$", "").toLowerCase(Locale.ROOT))
        .filter(scheme -> !scheme.isEmpty())
        .forEach(allowed::add);
  }

  /**
   * Why a file must not be asked for.
   *
   * @param uri its URI, not a plain path
   * @return the end of a sentence, which repeats no password; empty if it may
   */
  public Optional<String> mistake(String uri) {
    String scheme = uri.substring(0, Math.max(0, uri.indexOf(':')));
    if (!SCHEME.matcher(scheme).matches()) {
      return Optional.of("that is no name of a file");
    }
    if (PASSWORD.matcher(uri).find()
        || (USER.matcher(uri).find() && !WITH_CONTAINERS.contains(scheme))) {
      return Optional.of(
          "it holds credentials; expected them in Spark's configuration and never in a name");
    }
    if (!known.computeIfAbsent(scheme, this::isKnown)) {
      return Optional.of("there is no file system for \"%s\"".formatted(scheme));
    }
    return allowed.contains(scheme.toLowerCase(Locale.ROOT))
        ? Optional.empty()
        : Optional.of(
            "\"%s\" is not supported; expected a local path or one of %s (the setting %s=%s would allow it)"
                .formatted(scheme, String.join(", ", allowed), SETTING, scheme));
  }

  /**
   * A URI as it may be printed.
   *
   * @param uri any
   * @return the same with what looks like credentials left out
   */
  public static String shown(String uri) {
    String shown = PASSWORD.matcher(uri).replaceFirst("://***@");
    int colon = shown.indexOf(':');
    return colon > 0 && WITH_CONTAINERS.contains(shown.substring(0, colon))
        ? shown
        : USER.matcher(shown).replaceFirst("://***@");
  }

  private boolean isKnown(String scheme) {
    try {
      FileSystem.getFileSystemClass(scheme, configuration);
      return true;
    } catch (UnsupportedFileSystemException e) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
