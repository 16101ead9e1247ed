package dev.troupe.udfs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What the RAPIDS Accelerator itself says of the functions, in a real spark-submit that needs no
 * GPU: {@code explainOnly} plans as on one, says where each part would run, and runs on the CPU.
 */
class ExplainOnlyTest {
  private static final String LOGGING =
      """
      status = error
      appender.out.type = Console
      appender.out.name = out
      appender.out.layout.type = PatternLayout
      appender.out.layout.pattern = %m%n
      rootLogger.level = error
      rootLogger.appenderRef.out.ref = out
      logger.rapids.name = com.nvidia.spark
      logger.rapids.level = warn
      """;

  @TempDir static Path folder;

  private static List<String> output;

  @BeforeAll
  static void submit() throws IOException, InterruptedException {
    Path log = folder.resolve("output.txt");
    Process process =
        new ProcessBuilder(command())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    boolean ended = process.waitFor(4, TimeUnit.MINUTES);
    process.destroyForcibly();
    output = Files.readAllLines(log);
    assertThat(ended && process.exitValue() == 0).as(String.join("\n", output)).isTrue();
  }

  @ParameterizedTest
  @EnumSource(KeypointFunction.class)
  void function_explained_runsOnGpu(KeypointFunction function) {
    List<String> lines =
        output.stream().filter(line -> line.contains("<ScalaUDF> " + function.sqlName())).toList();

    assertThat(lines)
        .isNotEmpty()
        .allMatch(line -> line.strip().startsWith("*Expression"))
        .allMatch(line -> line.endsWith("will run on GPU"));
    assertThat(output).contains("RESULTS " + function.sqlName() + " 3");
  }

  @Test
  void projections_explained_runOnGpu() {
    List<String> projections =
        output.stream().filter(line -> line.contains("Exec <ProjectExec>")).toList();

    assertThat(projections)
        .hasSizeGreaterThan(KeypointFunction.values().length)
        .allMatch(line -> line.strip().startsWith("*Exec"));
    assertThat(output).contains("RESULTS Column 3");
  }

  private static List<String> command() throws IOException {
    Path jar = jar(folder.resolve("functions.jar"), "target/classes", "target/test-classes");
    Path logging = Files.writeString(folder.resolve("log4j2.properties"), LOGGING);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("-Xmx1g", "@../conf/jvm.options", "-Dlog4j2.configurationFile=" + logging));
    command.addAll(List.of("-cp", spark(), "org.apache.spark.deploy.SparkSubmit"));
    command.addAll(List.of("--master", "local[1]", "--jars", rapids()));
    for (String setting :
        List.of(
            "spark.plugins=com.nvidia.spark.SQLPlugin",
            "spark.rapids.sql.mode=explainOnly",
            "spark.rapids.sql.explain=ALL",
            "spark.driver.host=127.0.0.1",
            "spark.driver.bindAddress=127.0.0.1",
            "spark.ui.enabled=false",
            "spark.sql.adaptive.enabled=false")) {
      command.addAll(List.of("--conf", setting));
    }
    command.addAll(List.of("--class", ExplainedFunctions.class.getName(), jar.toString()));
    command.add(folder.resolve("motion").toString());
    return command;
  }

  /** This build's class path but for what is submitted: RAPIDS and this module's classes. */
  private static String spark() {
    return classPath()
        .filter(entry -> !isRapids(entry) && entry.endsWith(".jar"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static String rapids() {
    return classPath().filter(ExplainOnlyTest::isRapids).findAny().orElseThrow();
  }

  private static boolean isRapids(String entry) {
    return Path.of(entry).getFileName().toString().startsWith("rapids-4-spark");
  }

  private static Stream<String> classPath() {
    String path =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return Arrays.stream(path.split(File.pathSeparator));
  }

  /** The folders' classes; both, since the program looks at package-private ones. */
  private static Path jar(Path jar, String... folders) throws IOException {
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file)) {
      for (String each : folders) {
        Path root = Path.of(each);
        try (Stream<Path> classes = Files.walk(root.resolve("dev"))) {
          classes.filter(Files::isRegularFile).forEach(path -> add(out, root, path));
        }
      }
    }
    return jar;
  }

  private static void add(JarOutputStream out, Path root, Path file) {
    try {
      out.putNextEntry(new JarEntry(root.relativize(file).toString()));
      Files.copy(file, out);
      out.closeEntry();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
