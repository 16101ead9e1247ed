package dev.troupe.torchscript;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Looks through TorchScript of unknown origin before anything compiles it: every operator must be
 * one of {@link ScriptOperators}, every method one of its own. What is not understood is refused.
 */
final class ScriptCheck {
  private static final Pattern TOKEN =
      Pattern.compile(
          "(?<space>[ \\t\\r\\n\\\\]+|#[^\\n]*)"
              + "|(?<text>\"\"\"(?s:.)*?\"\"\"|'''(?s:.)*?'''"
              + "|\"(?:[^\"\\\\\\n]|\\\\.)*+\"|'(?:[^'\\\\\\n]|\\\\.)*+')"
              + "|(?<name>[A-Za-z_][A-Za-z0-9_]*)"
              + "|(?<number>[0-9]+(?:\\.[0-9]*)?(?:[eE][+-]?[0-9]+)?j?)"
              + "|(?<sign>[-+*/%@=<>!&|^~()\\[\\]{},:;.])");

  private final String file;
  private final List<String> tokens = new ArrayList<>();
  private final Set<String> own = new HashSet<>();
  private final Set<String> assigned = new HashSet<>();

  /**
   * Reads the code.
   *
   * @param file its name, for people
   */
  ScriptCheck(String file, String code) {
    this.file = file;
    Matcher matcher = TOKEN.matcher(code);
    int at = 0;
    while (at < code.length()) {
      if (!matcher.find(at) || matcher.start() != at) {
        throw refused("a character that TorchScript does not have");
      }
      at = matcher.end();
      if (matcher.group("space") == null) {
        tokens.add(matcher.group());
      }
    }
    for (int i = 1; i < tokens.size(); i++) {
      boolean defined = tokens.get(i - 1).equals("def") || token(i + 1).equals(":");
      if (defined && isName(tokens.get(i))) {
        own.add(tokens.get(i));
      }
      if (isName(tokens.get(i)) && token(i + 1).equals("=") && !token(i + 2).equals("=")) {
        assigned.add(tokens.get(i));
      }
    }
  }

  /** The names of its methods, attributes and arguments. */
  Set<String> own() {
    return own;
  }

  /**
   * Looks through it.
   *
   * @param known the names of methods and attributes of all of the archive's code
   * @throws MalformedException if it uses anything that is not allowed
   */
  void run(Set<String> known) {
    for (int i = 0; i < tokens.size(); i++) {
      String token = tokens.get(i);
      if (token.startsWith("\"") || token.startsWith("'")) {
        refuseDenied(token.replaceAll("^[\"']+|[\"']+$", ""));
      } else if (isName(token)) {
        i = name(i, known);
      }
    }
  }

  /** Checks the name at a place and what it is followed by; gives the last place looked at. */
  private int name(int i, Set<String> known) {
    String name = tokens.get(i);
    refuseDenied(name);
    if (token(i - 1).equals(".")) {
      if (!known.contains(name) && !ScriptOperators.isOperator(name)) {
        throw refused(name);
      }
      return i;
    }
    return switch (name) {
      case "torch" -> {
        if (!token(i + 1).equals(".") || !ScriptOperators.isOperator(token(i + 2))) {
          throw refused("torch" + token(i + 1) + token(i + 2));
        }
        yield i + 2;
      }
      case "ops" -> {
        boolean allowed = token(i + 2).equals("prim") && ScriptOperators.isPrimitive(token(i + 4));
        if (!allowed || !token(i + 1).equals(".") || !token(i + 3).equals(".")) {
          throw refused("ops." + token(i + 2) + "." + token(i + 4));
        }
        yield i + 4;
      }
      case "__torch__", "CONSTANTS" -> path(i);
      default -> {
        boolean called = token(i + 1).equals("(");
        boolean defined = token(i - 1).equals("def") || token(i - 1).equals("class");
        boolean local = assigned.contains(name); // only what is allowed can be assigned
        if (called && !defined && !local && !ScriptOperators.isFunction(name)) {
          throw refused(name);
        }
        yield i;
      }
    };
  }

  /** A class of the archive or a constant of it, by its whole name. */
  private int path(int i) {
    int at = i;
    while (token(at + 1).equals(".") && isName(token(at + 2))) {
      refuseDenied(token(at + 2));
      at += 2;
    }
    return at;
  }

  private String token(int i) {
    return i >= 0 && i < tokens.size() ? tokens.get(i) : "";
  }

  private static boolean isName(String token) {
    return !token.isEmpty() && (Character.isLetter(token.charAt(0)) || token.charAt(0) == '_');
  }

  private void refuseDenied(String name) {
    if (ScriptOperators.isDenied(name)) {
      throw refused(name);
    }
  }

  private MalformedException refused(String what) {
    return new MalformedException(
        "its code (%s) uses \"%s\"; expected nothing but arithmetic on tensors"
            .formatted(file, what));
  }
}
