package dev.troupe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the program says of command lines that hold secrets, right or wrong. */
class SecretsTest {
  private static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCY==";
  private static final String KEY = "spark.hadoop.fs.s3a.secret.key";

  @TempDir private Path folder;

  static Stream<List<String>> mistakes() {
    return Stream.of(
        List.of("--conf", KEY + ":" + SECRET),
        List.of("--conf", KEY + " " + SECRET),
        List.of("--conf", KEY, SECRET),
        List.of("--conf", KEY, "=", SECRET),
        List.of("--conf", KEY + "=", SECRET),
        List.of("--conf=" + KEY, SECRET),
        List.of("--conf", "fs.s3a.secret.key=" + SECRET),
        List.of("--conf", "fs.azure.account.key.studio.dfs.core.windows.net=" + SECRET),
        List.of("--conf", "something=" + SECRET),
        List.of("--conf", SECRET),
        List.of("--conf", SECRET.replace("=", "")),
        List.of("--conf" + KEY + "=" + SECRET),
        List.of("--hadoop-conf", KEY + "=" + SECRET),
        List.of("-D" + KEY + "=" + SECRET),
        List.of("--secret-key", SECRET),
        List.of("--password=" + SECRET));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void mistake_withASecret_isExplainedWithoutIt(List<String> arguments) {
    for (String command : List.of("animate", "render", "plan", "dataset", "evaluate")) {
      List<String> line = new java.util.ArrayList<>(List.of(command));
      line.addAll(arguments);

      Terminal terminal = Terminal.run(line.toArray(String[]::new));

      assertThat(terminal.exitCode()).isEqualTo(2);
      assertThat(terminal.err()).doesNotContain(SECRET.substring(0, 20));
      assertThat(terminal.err()).contains("See: troupe " + command);
    }
  }

  @Test
  void mistake_withASecret_namesTheSetting() {
    assertThat(Terminal.run("plan", "--conf", "fs.s3a.secret.key=" + SECRET).err())
        .contains("begin with \"spark.\", found \"fs.s3a.secret.key\".");
    assertThat(Terminal.run("plan", "--conf", KEY, SECRET).err())
        .contains("must be KEY=VALUE, found \"" + KEY + "\" without");
  }

  @ParameterizedTest
  @ValueSource(strings = {"s3a", "ftp", "https"})
  void uri_withAPassword_isNotPrinted(String scheme) throws IOException {
    String uri = scheme + "://AKIAEXAMPLE:" + SECRET + "@studio/faces/ada.png";
    Path manifest =
        Files.writeString(
            folder.resolve("m.csv"), "source,driving,output\n" + uri + ",b.mp4,out/1.mp4\n");

    Terminal one =
        Terminal.run("animate", "--source=" + uri, "--driving=" + uri, "--output=" + uri + ".mp4");
    Terminal many = Terminal.run("render", "--manifest=" + manifest, "--library=" + uri);
    Terminal product =
        Terminal.run("plan", "--sources=" + uri, "--drivings=" + uri, "--output=out/{source}.mp4");

    for (Terminal terminal : List.of(one, many, product)) {
      assertThat(terminal.exitCode()).isNotZero();
      assertThat(terminal.out() + terminal.err())
          .doesNotContain(SECRET.substring(0, 20), "AKIAEXAMPLE");
    }
  }

  @Test
  void value_ofASecretSetting_isHiddenWhereverItStands() {
    Terminal hidden =
        Terminal.run(
            "plan",
            "--conf",
            KEY + "=minio-secret-value",
            "--manifest=" + folder.resolve("minio-secret-value.csv"));

    assertThat(hidden.exitCode()).isNotZero();
    assertThat(hidden.err()).contains("***.csv").doesNotContain("minio-secret-value");
    System.clearProperty(KEY);
  }
}
