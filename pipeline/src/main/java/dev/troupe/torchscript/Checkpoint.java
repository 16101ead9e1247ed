package dev.troupe.torchscript;

import com.google.errorprone.annotations.MustBeClosed;
import dev.troupe.problems.BadDataException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An opened checkpoint in either of PyTorch's serialisations. Only the description is in memory;
 * tensors are read from the file when asked for, until the checkpoint is closed.
 *
 * <p>The file is not trusted: see {@link Unpickler} and {@link ZipDirectory} for what is refused.
 */
public final class Checkpoint implements AutoCloseable {
  /** Python's None, where a checkpoint holds one. */
  public static final Object NONE =
      new Object() {
        @Override
        public String toString() {
          return "None";
        }
      };

  private static final int ZIP_SIGNATURE = 0x04034b50;
  private static final int PICKLE_PROTOCOL = 0x80;
  private static final String WRAPPED_PREFIX = "module.";

  private final String file;
  private final FileChannel channel;
  private final Map<?, ?> values;

  private Checkpoint(String file, FileChannel channel, Map<?, ?> values) {
    this.file = file;
    this.channel = channel;
    this.values = values;
  }

  /**
   * Opens a checkpoint and reads its description.
   *
   * @param path a {@code .pth.tar} or {@code .pth} file
   * @return the checkpoint, to be closed
   * @throws BadDataException if the file is missing, unreadable, damaged, hostile or no checkpoint
   */
  @MustBeClosed
  public static Checkpoint open(Path path) {
    return open(path, ZipReader::ofCheckpoint);
  }

  /**
   * Opens a checkpoint or a TorchScript archive, of which only the numbers are of interest: an
   * archive's {@link #values} are its module's attributes, maps where these are modules. Code in it
   * is not read.
   *
   * @param path a {@code .pth} file, or a {@code .pt} file of {@code torch.jit.save}
   * @return the weights, to be closed
   * @throws BadDataException if the file is missing, unreadable, damaged, hostile or neither
   */
  @MustBeClosed
  public static Checkpoint openWeights(Path path) {
    return open(path, ZipReader::ofWeights);
  }

  private interface ZipForm {
    ZipReader reader(FileChannel channel, long size, String file);
  }

  @MustBeClosed
  private static Checkpoint open(Path path, ZipForm zip) {
    String file = path.toString();
    try {
      if (Files.isDirectory(path)) {
        throw new MalformedException("it is a folder; expected a .pth.tar or .pth file");
      }
      if (!Files.exists(path)) {
        throw new MalformedException("there is no such file");
      }
      return read(file, FileChannel.open(path), zip);
    } catch (MalformedException e) {
      throw unreadable(file, String.valueOf(e.getMessage()), e);
    } catch (IOException e) {
      MalformedException fault = MalformedException.unreadable(e);
      throw unreadable(file, String.valueOf(fault.getMessage()), fault);
    }
  }

  private static Checkpoint read(String file, FileChannel channel, ZipForm zip) throws IOException {
    boolean done = false;
    try {
      if (!(readValue(file, channel, zip) instanceof Map<?, ?> values)) {
        throw new MalformedException("it holds a single value; expected a dictionary of networks");
      }
      done = true;
      return new Checkpoint(file, channel, Collections.unmodifiableMap(values));
    } finally {
      if (!done) {
        channel.close();
      }
    }
  }

  private static Object readValue(String file, FileChannel channel, ZipForm zip)
      throws IOException {
    long size = channel.size();
    if (size < 4) {
      throw new MalformedException(
          size == 0 ? "it is empty" : "it is only " + size + " bytes long");
    }
    int start = new ByteCursor(channel, 0, 4).int32();
    if (start == ZIP_SIGNATURE) {
      return zip.reader(channel, size, file).read();
    }
    if ((start & 0xff) == PICKLE_PROTOCOL) {
      return new LegacyReader(channel, size, file).read();
    }
    throw new MalformedException(
        "it is no PyTorch checkpoint; expected a zip or a pickle, found bytes %08x"
            .formatted(Integer.reverseBytes(start)));
  }

  /**
   * The file's name as given.
   *
   * @return a path
   */
  public String file() {
    return file;
  }

  /**
   * Everything in the checkpoint: networks, optimisers, epoch. Values are {@code Long}, {@code
   * Double}, {@code Boolean}, {@code String}, {@link StoredTensor}, {@link #NONE}, lists and maps.
   *
   * @return an unmodifiable map
   */
  public Map<?, ?> values() {
    return values;
  }

  /**
   * The tensors of one network, without the prefix {@code module.} that parallel training leaves.
   *
   * @param network its name in the checkpoint, such as {@code generator}
   * @return the tensors by name, in the file's order
   * @throws BadDataException if the checkpoint does not hold that network
   */
  public Map<String, StoredTensor> tensors(String network) {
    if (!(values.get(network) instanceof Map<?, ?> state)) {
      MalformedException missing =
          new MalformedException(
              "it has no network \"%s\"; found %s".formatted(network, values.keySet()));
      throw unreadable(file, String.valueOf(missing.getMessage()), missing);
    }
    Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    state.forEach(
        (key, value) -> {
          if (key instanceof String name && value instanceof StoredTensor tensor) {
            boolean wrapped = name.startsWith(WRAPPED_PREFIX);
            tensors.put(wrapped ? name.substring(WRAPPED_PREFIX.length()) : name, tensor);
          }
        });
    return tensors;
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static BadDataException unreadable(String file, String reason, Exception cause) {
    return new BadDataException("Cannot read checkpoint %s: %s".formatted(file, reason), cause);
  }
}
