package dev.troupe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is in the self-contained JAR, and what must not be. */
class JobJarIT {
  private static JarFile jar;
  private static List<String> names;

  @BeforeAll
  static void open() throws IOException {
    jar = new JarFile(System.getProperty("troupe.job.jar"));
    names = jar.stream().map(ZipEntry::getName).toList();
  }

  @AfterAll
  static void close() throws IOException {
    jar.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "org/apache/commons/",
        "org/apache/http/",
        "org/apache/log4j/",
        "org/apache/logging/",
        "org/slf4j/",
        "scala/",
        "io/netty/",
        "com/google/",
        "com/fasterxml/",
        "org/yaml/",
        "META-INF/versions/"
      })
  void jobJar_whatSparkBrings_isLeftOut(String folder) {
    assertThat(names).noneMatch(name -> name.startsWith(folder));
  }

  /** Hadoop and Spark are the cluster's, but for the parts that distributions leave out. */
  @Test
  void jobJar_hadoopAndSpark_areOnlyTheClientsOfObjectStores() {
    assertThat(names)
        .filteredOn(name -> name.matches("org/apache/.*\\.class"))
        .isNotEmpty()
        .allMatch(
            name -> name.matches("org/apache/(hadoop/fs/s3(a|native)|spark/internal/io/cloud)/.*"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dev/troupe/motion/MotionTransfer.class",
        "dev/troupe/media/Timeline.class",
        "dev/troupe/shaded/jackson/csv/CsvFactory.class",
        "dev/troupe/shaded/jackson/yaml/YAMLFactory.class",
        "dev/troupe/shaded/snakeyaml/Yaml.class",
        "dev/troupe/shaded/http/client/HttpClient.class",
        "org/apache/hadoop/fs/s3a/S3AFileSystem.class",
        "org/apache/spark/internal/io/cloud/PathOutputCommitProtocol.class",
        "software/amazon/awssdk/services/s3/S3Client.class",
        "software/amazon/awssdk/services/sts/internal/StsWebIdentityCredentialsProviderFactory.class",
        "software/amazon/awssdk/transfer/s3/S3TransferManager.class",
        "pytorch/cpu/linux-x86_64/libtorch_cpu.so",
        "jnilib/linux-x86_64/cpu/libdjl_torch.so",
        "org/bytedeco/javacpp/linux-x86_64/libjnijavacpp.so",
        "org/bytedeco/ffmpeg/linux-x86_64/libavcodec.so.62",
        "com/sun/jna/linux-x86-64/libjnidispatch.so",
        "io/pebbletemplates/pebble/PebbleEngine.class",
        "dev/troupe/report/page.html",
        "META-INF/maven/org.webjars.npm/chart.js/pom.properties",
        "META-INF/LICENSE",
        "META-INF/NOTICE",
        "META-INF/THIRD-PARTY.md",
        "META-INF/licenses/LGPL-3.0.txt"
      })
  void jobJar_whatTroupeNeeds_isInside(String entry) {
    assertThat(names).contains(entry);
  }

  @Test
  void jobJar_nativeLibraries_areForLinuxOnX86Only() {
    assertThat(names)
        .noneMatch(name -> name.matches(".*\\.(dll|dylib|jnilib|a)$"))
        .filteredOn(name -> name.matches(".*\\.so(\\.\\d+)*$"))
        .allMatch(name -> name.contains("linux-x86_64/") || name.contains("linux-x86-64/"));
  }

  @Test
  void jobJar_servicesOfSeveralParts_areMerged() throws IOException {
    assertThat(read("META-INF/services/javax.imageio.spi.ImageReaderSpi"))
        .contains("jpeg.JPEGImageReaderSpi")
        .contains("tiff.TIFFImageReaderSpi")
        .contains("webp.WebPImageReaderSpi")
        .contains("bmp.BMPImageReaderSpi");
    assertThat(read("META-INF/services/ai.djl.engine.EngineProvider"))
        .contains("ai.djl.pytorch.engine.PtEngineProvider");
  }

  @Test
  void jobJar_manifest_startsTheCommandLineAndIsUnsigned() throws IOException {
    assertThat(jar.getManifest().getMainAttributes().getValue(Attributes.Name.MAIN_CLASS))
        .isEqualTo("dev.troupe.cli.Main");
    assertThat(names).noneMatch(name -> name.matches("META-INF/[^/]*\\.(SF|RSA|DSA)"));
  }

  private static String read(String entry) throws IOException {
    return new String(
        jar.getInputStream(jar.getEntry(entry)).readAllBytes(), StandardCharsets.UTF_8);
  }
}
