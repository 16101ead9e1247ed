package dev.troupe.problems;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Keeps secrets out of what is printed and written: the values of settings whose names say that
 * they are secret, the same values wherever else they stand, and passwords in URIs.
 */
public final class Redaction {
  /** What stands where a secret stood. */
  public static final String MARK = "***";

  /**
   * Names of settings that hold secrets, for Spark's {@code spark.redaction.regex}, which it looks
   * for in names and in values: S3A's, Azure's, Google's and Spark's own, a password in a URI too.
   */
  public static final String SETTINGS =
      "(?i)secret|passw(or)?d|passphrase|token|credentials?$|[._-]pass$|azure[.]sas[.]"
          + "|(access|account|encryption|private|api|client-provided|shared|storage)[._-]?key"
          + "|://[^/@ ]*:(?![0-9]{1,5}/)[^@ ]*@";

  /** Passwords in URIs, for Spark's {@code spark.redaction.string.regex}. */
  public static final String URIS = "(?<=://)[^/@ ]*:(?![0-9]{1,5}/)[^@ ]*@";

  private static final String NAMES =
      "(?:secret|passw(?:or)?d|passphrase|pwd|token|credentials?(?![\\w.-])|azure\\.sas\\."
          + "|(?:access|account|encryption|private|api|client-provided|shared|storage)[._-]?key"
          + "|[._-]pass(?![\\w.-])|signature|(?<=[?&])sig(?==))";

  private static final Pattern NAME = Pattern.compile(NAMES, Pattern.CASE_INSENSITIVE);

  /** Named as secrets are and none: the working folder, providers, an account's identifier. */
  private static final Pattern HARMLESS =
      Pattern.compile(
          "(?i)^(?:OLD)?PWD$|(?:provider|algorithm|length|bits|enabled|endpoint|url|path|file|class|type)s?$"
              + "|(?<!secret[._-]{0,1})access[._-]?key(?:[._-]?id)?$");

  private static final String VALUE = "(\"[^\"]*\"|'[^']*'|[^\\s&;,\"'<>)\\]]+)";

  /** {@code name=value}, also behind dashes or a question mark, not in the middle of a path. */
  private static final Pattern ASSIGNED =
      Pattern.compile(
          "(?i)(?<![\\w./])([\\w.-]{0,200}?" + NAMES + "[\\w.-]{0,200}[\"']?\\s*=\\s*)" + VALUE);

  /** {@code fs.some.name: value} and {@code "name": "value"}. */
  private static final Pattern DESCRIBED =
      Pattern.compile(
          "(?i)((?:\\b(?:spark|fs|hadoop|dfs)\\.[\\w.-]{0,200}?"
              + NAMES
              + "[\\w.-]{0,200}|[\"'][\\w.-]{0,200}?"
              + NAMES
              + "[\\w.-]{0,200}[\"'])\\s*:\\s*)"
              + VALUE);

  /** {@code scheme://name:password@}; what is only a port is none. */
  private static final Pattern USER_INFO =
      Pattern.compile(
          "((?!file:)\\b[a-zA-Z][\\w+.-]+:/{1,3})[^\\s/@\"'<>]*:(?!\\d{1,5}/)[^\\s@\"'<>]*@"
              + "(?:[^\\s/@\"'<>]*@)*");

  /** A token alone, which stands for name and password; elsewhere it is a container's name. */
  private static final Pattern USER_TOKEN =
      Pattern.compile("(?i)(\\b(?:https?|ftps?)://)[^\\s/@\"'<>]+@");

  private static final Pattern ORACLE =
      Pattern.compile("(?i)(\\bjdbc:oracle:\\w+:)[^\\s/@]+/[^\\s@]+@");

  /** Shorter values would be found in innocent words. */
  private static final int SHORTEST = 6;

  private final List<String> secrets;

  private Redaction(Collection<String> secrets) {
    TreeSet<String> all =
        new TreeSet<>(
            Comparator.comparingInt(String::length).reversed().thenComparing(String::compareTo));
    for (String secret : secrets) {
      if (secret.length() >= SHORTEST && !secret.equals("true") && !secret.matches("\\d+|false")) {
        all.add(secret);
        all.add(URLEncoder.encode(secret, StandardCharsets.UTF_8));
      }
    }
    this.secrets = List.copyOf(all);
  }

  /**
   * Whether a setting or environment variable is secret, by its name.
   *
   * @param name as in {@code fs.s3a.secret.key}
   * @return true if its value must not be shown
   */
  public static boolean isSecret(String name) {
    return NAME.matcher(name).find();
  }

  /**
   * What this process knows: secret system properties, Spark's settings among them, and environment
   * variables.
   *
   * @return a redaction of these values, as they are now
   */
  public static Redaction ofProcess() {
    TreeSet<String> values = new TreeSet<>();
    for (String name : System.getProperties().stringPropertyNames()) {
      add(values, name, System.getProperty(name, ""));
    }
    System.getenv().forEach((name, value) -> add(values, name, value));
    return new Redaction(values);
  }

  /**
   * What some settings say.
   *
   * @param settings names and values
   * @return a redaction of the secret ones' values
   */
  public static Redaction of(Map<String, String> settings) {
    TreeSet<String> values = new TreeSet<>();
    settings.forEach((name, value) -> add(values, name, value));
    return new Redaction(values);
  }

  private static void add(Collection<String> values, String name, String value) {
    if (isSecret(name) && !HARMLESS.matcher(name).find()) {
      values.add(value.strip());
    }
  }

  /**
   * The same with more to hide.
   *
   * @param more secrets that have no name here
   * @return a redaction of both
   */
  public Redaction and(Collection<String> more) {
    TreeSet<String> all = new TreeSet<>(secrets);
    all.addAll(more);
    return new Redaction(all);
  }

  /**
   * A text for people: a message, a line of a log.
   *
   * @param text any text
   * @return the same without secrets
   */
  public String text(String text) {
    String safe = uri(text);
    for (String secret : secrets) {
      safe = safe.replace(secret, MARK);
    }
    if (NAME.matcher(safe).find()) {
      safe = ASSIGNED.matcher(safe).replaceAll("$1***");
      safe = DESCRIBED.matcher(safe).replaceAll("$1***");
    }
    return safe;
  }

  /**
   * A file's name that programs read again: only a password in it is hidden.
   *
   * @param uri a URI or path
   * @return the same without name and password
   */
  public static String uri(String uri) {
    if (uri.indexOf('@') < 0) {
      return uri;
    }
    String safe = USER_INFO.matcher(uri).replaceAll("$1***@");
    safe = USER_TOKEN.matcher(safe).replaceAll("$1***@");
    return ORACLE.matcher(safe).replaceAll("$1***@");
  }
}
