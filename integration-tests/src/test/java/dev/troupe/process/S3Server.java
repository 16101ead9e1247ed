package dev.troupe.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A server that speaks S3 (s3proxy), in a process of its own on the loopback interface. It checks
 * signatures, version 4 included, and keeps objects as files.
 */
public final class S3Server implements AutoCloseable {
  private static final String KEY = "troupe-test-key";
  private static final String SECRET = "troupe-test-secret";

  private final Process process;
  private final int port;

  /**
   * Starts a server; ready when this returns.
   *
   * @param folder where it keeps its objects and its log
   * @param buckets empty buckets to begin with
   */
  public S3Server(Path folder, String... buckets) throws IOException, InterruptedException {
    port = Ports.free();
    Path objects = Files.createDirectories(folder.resolve("objects"));
    for (String bucket : buckets) {
      Files.createDirectories(objects.resolve(bucket));
    }
    Path properties = folder.resolve("s3proxy.properties");
    Files.write(
        properties,
        List.of(
            "s3proxy.endpoint=http://127.0.0.1:" + port,
            "s3proxy.authorization=aws-v2-or-v4",
            "s3proxy.identity=" + KEY,
            "s3proxy.credential=" + SECRET,
            "s3proxy.v4-max-non-chunked-request-size=134217728",
            "jclouds.provider=filesystem-nio2",
            "jclouds.identity=any",
            "jclouds.credential=any",
            "jclouds.filesystem.basedir=" + objects));
    process =
        JavaProcess.start(
            folder.resolve("s3proxy.log"),
            Map.of(),
            List.of(
                "-Xmx256m",
                "-jar",
                System.getProperty("troupe.s3proxy.jar"),
                "--properties",
                properties.toString()));
    Ports.await(process, port);
  }

  /** Where it listens on the loopback interface. */
  public int port() {
    return port;
  }

  /** The Spark settings with which S3A finds this server, directly. */
  public Map<String, String> settings() {
    return settings(port);
  }

  /** The Spark settings with which S3A finds this server through a proxy at another port. */
  public static Map<String, String> settings(int port) {
    Map<String, String> settings = new TreeMap<>();
    settings.put("spark.hadoop.fs.s3a.endpoint", "http://127.0.0.1:" + port);
    settings.put("spark.hadoop.fs.s3a.endpoint.region", "us-east-1");
    settings.put("spark.hadoop.fs.s3a.path.style.access", "true");
    settings.put("spark.hadoop.fs.s3a.access.key", KEY);
    settings.put("spark.hadoop.fs.s3a.secret.key", SECRET);
    return settings;
  }

  @Override
  public void close() {
    JavaProcess.stop(process);
  }
}
