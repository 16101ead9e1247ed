package dev.troupe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** THIRD-PARTY.md against the class path that Maven resolved for this build. */
class ThirdPartyTest {
  private static final Pattern COORDINATES = Pattern.compile("`([\\w.-]+):([\\w.-]+)`");

  @Test
  void thirdPartyPage_runtimeDependencies_allNamed() throws IOException {
    List<String> named = namedFolders();

    assertThat(resolvedFolders()).isNotEmpty().isSubsetOf(named);
  }

  @Test
  void thirdPartyPage_namedParts_allUsed() throws IOException {
    List<String> resolved = resolvedFolders();

    assertThat(namedFolders()).isNotEmpty().doesNotHaveDuplicates().isSubsetOf(resolved);
  }

  /** As "group/id/artifact", the way a local repository lays its folders. */
  private static List<String> namedFolders() throws IOException {
    return COORDINATES
        .matcher(Files.readString(Path.of("../THIRD-PARTY.md")))
        .results()
        .map(ThirdPartyTest::folder)
        .toList();
  }

  private static String folder(MatchResult coordinates) {
    return coordinates.group(1).replace('.', '/') + "/" + coordinates.group(2);
  }

  /** Each JAR lies in its repository under group/id/artifact/version/. */
  private static List<String> resolvedFolders() throws IOException {
    String classPath = Files.readString(Path.of("target/classpath/runtime.txt")).strip();
    List<String> named = namedFolders();
    return Pattern.compile(Pattern.quote(File.pathSeparator))
        .splitAsStream(classPath)
        .map(jar -> Path.of(jar).getParent().getParent().toString())
        .map(
            folder ->
                named.stream().filter(name -> folder.endsWith("/" + name)).findAny().orElse(folder))
        .distinct()
        .toList();
  }
}
