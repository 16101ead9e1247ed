package dev.troupe.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.MustBeClosed;
import dev.troupe.problems.Redaction;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a real session leaves in its event log and shows on its page. */
class SessionSecretsTest {
  private static final Map<String, String> SECRETS =
      Map.of(
          "spark.hadoop.fs.s3a.secret.key", "s3a-secret-key-1",
          "spark.hadoop.fs.s3a.session.token", "s3a-session-token-2",
          "spark.hadoop.fs.s3a.encryption.key", "s3a-encryption-key-3",
          "spark.hadoop.fs.s3a.server-side-encryption.key", "s3a-sse-key-4",
          "spark.hadoop.fs.s3a.bucket.studio.encryption.key", "s3a-bucket-key-5",
          "spark.hadoop.fs.azure.account.key.studio.dfs.core.windows.net", "azure-key-6",
          "spark.hadoop.fs.azure.sas.clips.studio.blob.core.windows.net", "azure-sas-7",
          "spark.hadoop.fs.gs.encryption.key", "gs-encryption-key-8",
          "spark.executor.extraJavaOptions", "-Dx.account.key=java-option-9",
          "spark.hadoop.studio.database", "jdbc:mysql://u:jdbc-url-10@db/x");

  @TempDir private Path folder;

  @Test
  void eventLogAndPage_ofSession_holdNoSecret() throws IOException, InterruptedException {
    Map<String, String> settings = settings();
    settings.put("spark.ui.enabled", "true");
    settings.put("spark.ui.port", "0");

    String page;
    try (Sessions.Session session = session(settings)) {
      SparkSession spark = session.spark();
      assertThat(spark.range(3).count()).isEqualTo(3);
      page = page(spark.sparkContext().uiWebUrl().get() + "/environment/");
    }

    assertThat(page).contains("fs.s3a.encryption.key");
    assertNoSecret(page);
    assertNoSecret(eventLog());
  }

  @Test
  void ownWords_areKeptBesideTroupes() throws IOException {
    Map<String, String> settings = settings();
    settings.put("spark.redaction.regex", "studio[.]name");
    settings.put("spark.studio.name", "nobody-may-know");

    try (Sessions.Session session = session(settings)) {
      session.spark().range(3).count();
    }

    String log = eventLog();
    assertNoSecret(log);
    assertThat(log).contains("spark.studio.name").doesNotContain("nobody-may-know");
  }

  @Test
  void deployedSettings_saveTheSame() throws IOException {
    String settings = Files.readString(Path.of("../conf/spark/common.conf"));
    String application = Files.readString(Path.of("../deploy/kubernetes/spark-application.yaml"));

    assertThat(settings)
        .containsPattern("(?m)^spark\\.redaction\\.regex +\\Q" + Redaction.SETTINGS + "\\E$")
        .containsPattern("(?m)^spark\\.redaction\\.string\\.regex +\\Q" + Redaction.URIS + "\\E$");
    assertThat(application)
        .contains("spark.redaction.regex: '" + Redaction.SETTINGS + "'")
        .contains("spark.redaction.string.regex: '" + Redaction.URIS + "'");
  }

  @MustBeClosed
  private static Sessions.Session session(Map<String, String> settings) {
    return Sessions.open("hidden", Optional.of("local[1]"), settings);
  }

  private Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>(SECRETS);
    settings.put("spark.eventLog.enabled", "true");
    settings.put("spark.eventLog.compress", "false");
    settings.put("spark.eventLog.dir", folder.toUri().toString());
    settings.put("spark.sql.warehouse.dir", "target/spark-warehouse");
    return settings;
  }

  private String eventLog() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> logs = files.filter(Files::isRegularFile).toList();
      StringBuilder all = new StringBuilder();
      for (Path log : logs) {
        all.append(Files.readString(log));
      }
      assertThat(all).contains("SparkListenerEnvironmentUpdate").contains("fs.s3a.encryption.key");
      return all.toString();
    }
  }

  private static void assertNoSecret(String text) {
    assertThat(SECRETS.values().stream().map(SessionSecretsTest::words).filter(text::contains))
        .isEmpty();
  }

  /** The secret's own words, without what stands around it. */
  private static String words(String value) {
    return Stream.of(value.split("[=:@/]"))
        .filter(word -> word.matches("[a-z0-9-]+-\\d+"))
        .collect(Collectors.joining());
  }

  private static String page(String url) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }
}
