package dev.troupe.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.RemoteIterator;

/** A bucket as tests see it: what they put there and what they find. */
public final class S3Bucket implements AutoCloseable {
  private static final String HADOOP = "spark.hadoop.";

  private final FileSystem files;
  private final String uri;

  /** A bucket of a server. */
  public S3Bucket(String name, Map<String, String> settings) throws IOException {
    Configuration configuration = new Configuration();
    settings.forEach((key, value) -> configuration.set(key.substring(HADOOP.length()), value));
    uri = "s3a://" + name;
    files = FileSystem.newInstance(java.net.URI.create(uri), configuration);
  }

  /** The URI of an object. */
  public String uri(String key) {
    return uri + "/" + key;
  }

  /** Puts a local file. */
  public void put(Path file, String key) throws IOException {
    try (var out = files.create(path(key), true)) {
      Files.copy(file, out);
    }
  }

  /** An object's bytes. */
  public byte[] read(String key) throws IOException {
    try (var in = files.open(path(key))) {
      return in.readAllBytes();
    }
  }

  /** All keys, sorted; objects that stand for folders included, with a slash at the end. */
  public List<String> keys() throws IOException {
    List<String> keys = new ArrayList<>();
    RemoteIterator<LocatedFileStatus> all = files.listFiles(path(""), true);
    while (all.hasNext()) {
      keys.add(all.next().getPath().toUri().getPath().substring(1));
    }
    keys.sort(null);
    return keys;
  }

  @Override
  public void close() throws IOException {
    files.close();
  }

  private org.apache.hadoop.fs.Path path(String key) {
    return new org.apache.hadoop.fs.Path(uri + "/" + key);
  }
}
