package dev.troupe.source;

import dev.troupe.problems.FolderException;
import dev.troupe.media.MediaInput;
import dev.troupe.problems.BadDataException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.util.functional.FutureIO;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkEnv;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

/**
 * Files by URI in any Hadoop file system ({@code s3a://}, {@code hdfs://}, {@code file:}) or by
 * plain local path, on the driver and in tasks alike.
 */
public final class HadoopFiles {
  /**
   * Also as Hadoop writes URIs without a host, hdfs:/folder; a letter and a colon are no scheme.
   */
  private static final Pattern URI = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]+:/");

  private HadoopFiles() {}

  /**
   * The Hadoop configuration of this process's Spark application ({@code spark.hadoop.*} included).
   *
   * @return a configuration; do not change it
   */
  public static Configuration configuration() {
    return Settings.current().configuration();
  }

  /**
   * Which file systems this process's Spark application allows.
   *
   * @return judges URIs
   */
  public static Schemes schemes() {
    return Settings.current().schemes();
  }

  /**
   * The file system that holds a URI.
   *
   * @param uri a URI or local path
   * @return the file system
   * @throws BadDataException if its scheme is not allowed, there is none for it, or it holds a
   *     password
   * @throws IOException if it cannot be reached; a {@link dev.troupe.problems.StorageException},
   *     here and from all its methods, unless the file itself is at fault
   */
  public static FileSystem fileSystem(String uri) throws IOException {
    if (!isLocal(uri)) {
      schemes()
          .mistake(uri)
          .ifPresent(
              why -> {
                throw new BadDataException("Cannot use %s: %s".formatted(Schemes.shown(uri), why));
              });
    }
    FileSystem files =
        GuardedFileSystem.guard("reach", uri, () -> path(uri).getFileSystem(configuration()));
    // Without Hadoop's checksum files, which would lie about beside a user's outputs.
    return new GuardedFileSystem(
        files instanceof LocalFileSystem local ? local.getRawFileSystem() : files);
  }

  /**
   * A URI as Hadoop writes it. A plain path is local, also where the cluster's default is another
   * file system, and may hold spaces and colons.
   *
   * @param uri a URI or local path
   * @return the qualified path
   */
  public static org.apache.hadoop.fs.Path path(String uri) {
    return isLocal(uri)
        ? new org.apache.hadoop.fs.Path("file", null, absolute(uri).toString())
        : new org.apache.hadoop.fs.Path(uri);
  }

  /**
   * A file beside another one; unlike Hadoop's own ways to it, its name may hold colons.
   *
   * @param path a file
   * @param name of the other file
   * @return a path in the same folder
   */
  public static org.apache.hadoop.fs.Path sibling(org.apache.hadoop.fs.Path path, String name) {
    URI uri = path.toUri();
    String folder = uri.getPath().substring(0, uri.getPath().lastIndexOf('/') + 1);
    return new org.apache.hadoop.fs.Path(uri.getScheme(), uri.getAuthority(), folder + name);
  }

  /**
   * Whether a URI names the local file system.
   *
   * @param uri a URI or local path
   * @return true for plain paths and {@code file:}
   */
  public static boolean isLocal(String uri) {
    return uri.startsWith("file:") || !URI.matcher(uri).lookingAt();
  }

  /**
   * The local path of a local URI.
   *
   * @param uri a plain path or {@code file:} URI
   * @return the path
   */
  public static Path localPath(String uri) {
    return uri.startsWith("file:")
        ? Path.of(new org.apache.hadoop.fs.Path(uri).toUri().getPath())
        : Path.of(uri);
  }

  /**
   * The bytes behind a URI.
   *
   * @param uri a URI or local path
   * @return an input that opens it wherever it travels
   */
  public static MediaInput input(String uri) {
    return isLocal(uri) ? MediaInput.of(localPath(uri)) : new HadoopInput(uri);
  }

  /**
   * The files in a folder, by name.
   *
   * @param folder a URI or local path
   * @return URIs or paths, sorted; hidden files and folders left out
   * @throws IOException if it cannot be listed
   */
  public static List<String> list(String folder) throws IOException {
    List<String> names = new ArrayList<>();
    for (FileStatus status : fileSystem(folder).listStatus(path(folder))) {
      String name = status.getPath().getName();
      if (status.isFile() && !name.startsWith(".") && !name.startsWith("_")) {
        names.add(plain(status.getPath()));
      }
    }
    names.sort(null);
    return names;
  }

  /**
   * The folders in a folder, by name.
   *
   * @param folder a URI or local path
   * @return URIs or paths, sorted; hidden ones left out
   * @throws IOException if it cannot be listed
   */
  public static List<String> folders(String folder) throws IOException {
    List<String> names = new ArrayList<>();
    for (FileStatus status : fileSystem(folder).listStatus(path(folder))) {
      String name = status.getPath().getName();
      if (status.isDirectory() && !name.startsWith(".") && !name.startsWith("_")) {
        names.add(plain(status.getPath()));
      }
    }
    names.sort(null);
    return names;
  }

  /**
   * The files and folders that a glob matches; a URI without wildcards names itself.
   *
   * @param glob a URI or local path, perhaps with wildcards
   * @return URIs or paths, sorted
   * @throws FileNotFoundException if nothing matches
   * @throws IOException if the file system cannot be asked
   */
  public static List<String> expand(String glob) throws IOException {
    if (fileSystem(glob).exists(path(glob))) {
      return List.of(glob);
    }
    List<String> names = new ArrayList<>();
    if (isLocal(glob)) {
      LocalGlob.expand(absolute(glob)).forEach(found -> names.add(found.toString()));
    } else {
      FileStatus[] found = fileSystem(glob).globStatus(path(glob));
      for (FileStatus status : found == null ? new FileStatus[0] : found) {
        names.add(plain(status.getPath()));
      }
      names.sort(null);
    }
    if (names.isEmpty()) {
      throw new FileNotFoundException(glob);
    }
    return names;
  }

  /**
   * Whether a URI is a folder.
   *
   * @param uri a URI or local path
   * @return false also if it is missing
   * @throws IOException if the file system cannot be asked
   */
  public static boolean isFolder(String uri) throws IOException {
    try {
      return fileSystem(uri).getFileStatus(path(uri)).isDirectory();
    } catch (FileNotFoundException e) {
      return false;
    }
  }

  private static Path absolute(String local) {
    return localPath(local).toAbsolutePath().normalize();
  }

  private static String plain(org.apache.hadoop.fs.Path path) {
    return "file".equals(path.toUri().getScheme()) ? path.toUri().getPath() : path.toString();
  }

  private record HadoopInput(String name) implements MediaInput {
    @Override
    public SeekableByteChannel open() throws IOException {
      FileSystem files = fileSystem(name);
      FileStatus status = files.getFileStatus(path(name));
      if (status.isDirectory()) {
        throw new FolderException(name);
      }
      FSDataInputStream stream =
          GuardedFileSystem.guard("read", name, () -> openAnywhere(files, status));
      return new HadoopChannel(name, stream, status.getLen());
    }

    /** Announces reads here and there, so that a store sends what is asked for and no more. */
    private static FSDataInputStream openAnywhere(FileSystem files, FileStatus status)
        throws IOException {
      return FutureIO.awaitFuture(
          files
              .openFile(status.getPath())
              .withFileStatus(status)
              .opt(
                  Options.OpenFileOptions.FS_OPTION_OPENFILE_READ_POLICY,
                  Options.OpenFileOptions.FS_OPTION_OPENFILE_READ_POLICY_RANDOM)
              .build());
    }
  }

  /** What follows from a Spark configuration, made once for each: it means reading many files. */
  private record Settings(
      Set<Tuple2<String, String>> spark, Configuration configuration, Schemes schemes) {
    private static @Nullable Settings latest;

    static synchronized Settings current() {
      SparkEnv environment = SparkEnv.get();
      SparkConf conf = environment == null ? new SparkConf() : environment.conf();
      Set<Tuple2<String, String>> spark = Set.of(conf.getAll());
      Settings known = latest;
      if (known == null || !known.spark().equals(spark)) {
        Configuration made = SparkHadoopUtil.get().newConfiguration(conf);
        known = new Settings(spark, made, new Schemes(conf, made));
        latest = known;
      }
      return known;
    }
  }
}
