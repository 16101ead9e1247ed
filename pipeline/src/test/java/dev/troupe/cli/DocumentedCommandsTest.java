package dev.troupe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/** Holds the documents to the program: every command line in them parses, every option exists. */
class DocumentedCommandsTest {
  private static final Path ROOT = Path.of("..");

  /** A command line that begins a line, or stands in backticks by itself. */
  private static final Pattern BLOCK =
      Pattern.compile("(?m)^[ $]*(?:\\./)?troupe ((?:[^\\n\\\\]|\\\\\\n?)*)$");

  private static final Pattern INLINE = Pattern.compile("`(?:\\./)?troupe\\s([^`]*)`");

  /** What submit.sh and spark-submit hand to the program. */
  private static final Pattern SUBMITTED =
      Pattern.compile(
          "(?m)(?:submit\\.sh[^\\n`]*(?:\\\\\\n[^\\n`]*)*? -- |-job\\.jar )\\s*(?:\\\\\\n\\s*)?"
              + "([a-z](?:[^\\n\\\\`]|\\\\\\n)*)");

  private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|([^\\s'\"]+)");
  private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--[a-z][a-z-]+");

  /** Options of other programs that the documents speak of. */
  private static final Set<String> FOREIGN =
      Set.of(
          "--add-opens",
          "--build-arg",
          "--class",
          "--deploy-mode",
          "--driver-java-options",
          "--jars",
          "--name",
          "--profile",
          "--properties-file",
          "--packages");

  /** A command line; in running text it may name a part only. */
  private record Line(String document, String text, boolean inText) {
    @Override
    public String toString() {
      return document + ": " + text.strip();
    }
  }

  static List<Path> documents() throws IOException {
    try (Stream<Path> files = Files.list(ROOT.resolve("docs"))) {
      List<Path> all =
          new ArrayList<>(files.filter(file -> file.toString().endsWith(".md")).sorted().toList());
      all.add(ROOT.resolve("README.md"));
      return all;
    }
  }

  static List<Line> lines() throws IOException {
    List<Line> lines = new ArrayList<>();
    for (Path document : documents()) {
      String text = Files.readString(document);
      for (Pattern pattern : List.of(BLOCK, INLINE, SUBMITTED)) {
        pattern
            .matcher(text)
            .results()
            .map(
                result ->
                    new Line(document.getFileName().toString(), result.group(1), pattern == INLINE))
            .filter(line -> !words(line.text()).isEmpty())
            .forEach(lines::add);
      }
    }
    return lines;
  }

  @Test
  void documents_haveCommandLines() throws IOException {
    assertThat(lines()).hasSizeGreaterThan(40);
    assertThat(lines().stream().map(Line::document)).contains("README.md", "running.md");
  }

  @ParameterizedTest
  @MethodSource("lines")
  void commandLine_inADocument_parses(Line line) {
    List<String> words = words(line.text());
    CommandLine program = program();
    if (words.get(0).equals("COMMAND")) {
      words.set(0, "render");
    }

    ParseResult parsed = program.parseArgs(words.toArray(String[]::new));

    List<String> errors = new ArrayList<>();
    for (ParseResult level = parsed; level != null; level = level.subcommand()) {
      level.errors().forEach(error -> errors.add(String.valueOf(error.getMessage())));
    }
    boolean partial = line.inText() || line.text().contains("…");
    errors.removeIf(error -> partial && error.startsWith("Missing required"));
    assertThat(errors).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("documents")
  void option_inADocument_exists(Path document) throws IOException {
    Set<String> known = new HashSet<>(FOREIGN);
    CommandLine program = program();
    program
        .getSubcommands()
        .values()
        .forEach(command -> known.addAll(command.getCommandSpec().optionsMap().keySet()));
    Set<String> unknown = new HashSet<>();
    Matcher options = OPTION.matcher(Files.readString(document));
    options
        .results()
        .map(MatchResult::group)
        .filter(each -> !known.contains(each))
        .forEach(unknown::add);

    assertThat(unknown).isEmpty();
  }

  private static CommandLine program() {
    return CommandLines.create(
        new PrintWriter(new StringWriter()), new PrintWriter(new StringWriter()));
  }

  /** As a shell would divide it, without what stands for more. */
  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(text.replace("\\\n", " ").replaceAll("(?m)(^|\\s)#.*$", ""));
    while (matcher.find()) {
      String word = matcher.group().replaceAll("['\"]", "");
      if (word.matches("[|>&;].*|2>.*")) {
        break;
      }
      if (!word.matches("…|\\[.*|\\.\\.\\.")) {
        words.add(word.matches("[A-Z]") ? "1" : word);
      }
    }
    return words;
  }
}
