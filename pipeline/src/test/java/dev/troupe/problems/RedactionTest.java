package dev.troupe.problems;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {
  private static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfi==";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "fs.s3a.secret.key",
        "spark.hadoop.fs.s3a.bucket.studio.secret.key",
        "fs.s3a.session.token",
        "fs.s3a.encryption.key",
        "fs.s3a.server-side-encryption.key",
        "fs.s3a.proxy.password",
        "fs.azure.account.key.studio.dfs.core.windows.net",
        "fs.azure.account.oauth2.client.secret",
        "fs.azure.sas.clips.studio.blob.core.windows.net",
        "fs.azure.sas.fixed.token.studio",
        "fs.azure.client-provided-encryption-key",
        "fs.azure.encryption.encoded.client-provided-key",
        "fs.gs.auth.service.account.private.key",
        "fs.gs.encryption.key",
        "fs.ftp.password.host",
        "spark.ssl.keyStorePassword",
        "ssl.server.keystore.pass",
        "fs.oss.accessKeySecret",
        "fs.adl.oauth2.credential",
        "AWS_SECRET_ACCESS_KEY",
        "AWS_SESSION_TOKEN",
        "AZURE_STORAGE_KEY"
      })
  void secretSetting_isKnownByItsName_hereAndInSpark(String name) {
    assertThat(Redaction.isSecret(name)).isTrue();
    assertThat(Pattern.compile(Redaction.SETTINGS).matcher(name).find()).isTrue();
    assertThat(Redaction.of(Map.of(name, SECRET)).text("It says " + SECRET + "."))
        .isEqualTo("It says ***.");
    assertThat(Redaction.ofProcess().text("Cannot use %s=%s".formatted(name, SECRET)))
        .isEqualTo("Cannot use %s=***".formatted(name));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "spark.executor.memory",
        "fs.s3a.endpoint",
        "spark.hadoop.fs.s3a.committer.name",
        "fs.s3a.path.style.access",
        "spark.hadoop.fs.s3a.performance.flags",
        "key",
        "keypoints"
      })
  void otherSetting_isNoSecret(String name) {
    assertThat(Redaction.isSecret(name)).isFalse();
    assertThat(Pattern.compile(Redaction.SETTINGS).matcher(name).find()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "Cannot read s3a://AKIA:ab/cd+e@bucket/a.png: gone, Cannot read s3a://***@bucket/a.png: gone",
    "s3a://key:p@ss@bucket/a.png, s3a://***@bucket/a.png",
    "s3a:/key:secret@bucket/a.png, s3a:/***@bucket/a.png",
    "jdbc:mysql://u:hunter2@db/x, jdbc:mysql://***@db/x",
    "jdbc:oracle:thin:scott/tiger@//db/x, jdbc:oracle:thin:***@//db/x",
    "jdbc:mysql://db/x?user=u&password=hunter2&z=1, jdbc:mysql://db/x?user=u&password=***&z=1",
    "https://ghp_token@host/a.png, https://***@host/a.png",
    "https://b/a?X-Amz-Signature=abc&X-Amz-Date=1, https://b/a?X-Amz-Signature=***&X-Amz-Date=1",
    "https://b/a?sv=1&sig=ab%2Fc, https://b/a?sv=1&sig=***",
    "-Djavax.net.ssl.trustStorePassword=changeit -Xmx1g,"
        + " -Djavax.net.ssl.trustStorePassword=*** -Xmx1g",
    "fs.s3a.secret.key: abc, fs.s3a.secret.key: ***",
  })
  void secretInText_isHidden(String text, String safe) {
    assertThat(Redaction.ofProcess().text(text)).isEqualTo(safe);
  }

  @Test
  void secretInJson_isHidden() {
    assertThat(Redaction.ofProcess().text("{\"password\": \"hunter2\", \"user\": \"u\"}"))
        .isEqualTo("{\"password\": ***, \"user\": \"u\"}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "abfss://clips@studio.dfs.core.windows.net/a.png",
        "hdfs://namenode:8020/faces/ada@2x.png",
        "/home/ada/faces/token=gold.png",
        "/home/ada/12:30@studio.png",
        "file:/a:b@c.png",
        "Cannot read my.token.png: it is no image",
        "token.png: it is no image",
        "Option --master must be a URL, found \"spark\".",
      })
  void textWithoutSecret_staysAsItIs(String text) {
    assertThat(Redaction.ofProcess().text(text)).isEqualTo(text);
  }

  @Test
  void values_ofProvidersAndShortOnes_areNotTakenForSecrets() {
    Redaction redaction =
        Redaction.of(
            Map.of(
                "fs.s3a.aws.credentials.provider", "org.example.Provider",
                "fs.s3a.access.key", "studio",
                "spark.ssl.keyPassword", "abc",
                "PWD", "/home/ada",
                "AWS_WEB_IDENTITY_TOKEN_FILE", "/var/run/it",
                "AWS_SECRET_ACCESS_KEY", "hunter2"));

    assertThat(redaction.text("org.example.Provider studio abc /home/ada /var/run/it hunter2"))
        .isEqualTo("org.example.Provider studio abc /home/ada /var/run/it ***");
  }

  @Test
  void value_encodedInUri_isHidden() {
    Redaction redaction = Redaction.of(Map.of()).and(List.of(SECRET));

    assertThat(redaction.text("?x=wJalrXUtnFEMI%2FK7MDENG%2BbPxRfi%3D%3D")).isEqualTo("?x=***");
  }
}
