package dev.troupe.cli;

import dev.troupe.problems.Redaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds secrets in a command line, well-formed or not, so that no complaint about it shows them.
 */
final class SecretArguments {
  /** Words with dots between them: no key, token or password looks like that. */
  private static final Pattern SETTING =
      Pattern.compile("\\s*([a-zA-Z][\\w-]{0,60}(?:\\.[\\w*-]{1,63}){1,12})(?=[\\s:=]|$)");

  private static final String OPTION = "--conf";

  private SecretArguments() {}

  /** The name at the begin of a setting, whatever follows; empty where there is none. */
  static Optional<String> name(String setting) {
    Matcher matcher = SETTING.matcher(setting);
    return matcher.lookingAt() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  /** Every value that a name before it says is secret. */
  static List<String> in(List<String> arguments) {
    List<String> secrets = new ArrayList<>();
    boolean secret = false;
    String before = "";
    for (String argument : arguments) {
      boolean joined = argument.startsWith(OPTION + "=");
      if (joined || before.equals(OPTION)) {
        String setting = joined ? argument.substring(OPTION.length() + 1) : argument;
        secret = found(name(setting).orElse(""), setting, secrets);
      } else if (argument.startsWith("-")) {
        secret = found(argument.split("[=:]", 2)[0], argument, secrets);
      } else if (secret) {
        secrets.add(argument);
      }
      before = argument;
    }
    return secrets;
  }

  private static boolean found(String name, String whole, List<String> secrets) {
    if (!Redaction.isSecret(name)) {
      return false;
    }
    String rest = whole.substring(whole.indexOf(name) + name.length());
    secrets.add(rest.replaceFirst("^[\\s:=]+", ""));
    return true;
  }
}
