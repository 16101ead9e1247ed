package dev.troupe.torchscript;

import com.google.errorprone.annotations.MustBeClosed;
import dev.troupe.problems.BadDataException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An opened checkpoint in either of PyTorch's serialisations, or in safetensors. Only the
 * description is in memory; tensors are read from the file when asked for, until the checkpoint is
 * closed.
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

  /** Names that wrappers of modules (parallel, compiled, sharded) put between those of modules. */
  private static final Set<String> WRAPPERS =
      Set.of("module", "_orig_mod", "_fsdp_wrapped_module", "_checkpoint_wrapped_module");

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
   * @param path a {@code .pth.tar}, {@code .pth} or {@code .safetensors} file
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
        throw new MalformedException(
            "it is a folder; expected a .pth.tar, .pth or .safetensors file");
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
      Object value = readValue(file, channel, zip);
      Map<?, ?> values = dictionary(value);
      if (values == null) {
        throw new MalformedException(
            "it holds %s; expected a dictionary of networks".formatted(described(value)));
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
    if (SafetensorsReader.begins(channel, size)) {
      return new SafetensorsReader(channel, size, file).read();
    }
    int start = new ByteCursor(channel, 0, 4).int32();
    if (start == ZIP_SIGNATURE) {
      return zip.reader(channel, size, file).read();
    }
    if ((start & 0xff) == PICKLE_PROTOCOL) {
      return new LegacyReader(channel, size, file).read();
    }
    throw new MalformedException(
        "it is no PyTorch checkpoint; expected a zip, a pickle or safetensors, found bytes %08x"
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
   * Double}, {@code Boolean}, {@code String}, {@link StoredTensor}, {@link #NONE}, lists and maps;
   * anything else stands for a value that is of no use here.
   *
   * @return an unmodifiable map
   */
  public Map<?, ?> values() {
    return values;
  }

  /**
   * Whether the checkpoint holds a network.
   *
   * @param network its name in the checkpoint
   * @return whether {@link #tensors} finds it
   */
  public boolean holds(String network) {
    return state(network) != null;
  }

  /**
   * The tensors of one network, whether in a dictionary of that name or, as in flat files, each
   * behind the name and a dot. What parallel training and compiling put into names ({@code
   * module.}, {@code _orig_mod.}) is left out.
   *
   * @param network its name in the checkpoint, such as {@code generator}
   * @return the tensors by name, in the file's order
   * @throws BadDataException if the checkpoint does not hold that network
   */
  public Map<String, StoredTensor> tensors(String network) {
    Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    entries(network)
        .forEach(
            (name, value) -> {
              if (value instanceof StoredTensor tensor) {
                tensors.put(name, tensor);
              }
            });
    return tensors;
  }

  /**
   * What stands where a tensor is looked for, for people.
   *
   * @param network the network's name in the checkpoint
   * @param tensor the tensor's name in it
   * @return "none", a tensor's shape or what else there is
   */
  public String found(String network, String tensor) {
    Object value = entries(network).get(tensor);
    return value instanceof StoredTensor stored
        ? stored.shape().toString()
        : value == null ? "none" : described(value).replaceAll("\\p{Cntrl}", "?");
  }

  private Map<String, Object> entries(String network) {
    Map<?, ?> state = state(network);
    if (state == null) {
      Object found = values.get(network);
      throw unusable(
          found == null
              ? "it has no network \"%s\"; found %s".formatted(network, values.keySet())
              : "its \"%s\" is %s; expected a dictionary of tensors"
                  .formatted(network, described(found)));
    }
    Map<String, Object> entries = new LinkedHashMap<>();
    state.forEach(
        (key, value) -> {
          if (key instanceof String wrapped) {
            putOnce(unwrapped(wrapped), value, entries);
          }
        });
    return entries;
  }

  private @Nullable Map<?, ?> state(String network) {
    Map<?, ?> inner = dictionary(values.get(network));
    if (inner != null || values.containsKey(network)) {
      return inner;
    }
    Map<String, Object> flat = new LinkedHashMap<>();
    values.forEach(
        (key, value) -> {
          String name = key instanceof String wrapped ? unwrapped(wrapped) : "";
          if (name.startsWith(network + ".")) {
            putOnce(name.substring(network.length() + 1), value, flat);
          }
        });
    return flat.isEmpty() ? null : flat;
  }

  private void putOnce(String name, Object value, Map<String, Object> entries) {
    if (entries.put(name, value) != null) {
      throw unusable("it has \"%s\" twice, once behind a wrapper's name".formatted(name));
    }
  }

  private static String unwrapped(String name) {
    return Arrays.stream(name.split("\\.", -1))
        .filter(part -> !WRAPPERS.contains(part))
        .collect(Collectors.joining("."));
  }

  /** A dictionary, also one of a class derived from Python's; null for anything else. */
  private static @Nullable Map<?, ?> dictionary(@Nullable Object value) {
    if (value instanceof Placeholder object && !object.items().isEmpty()) {
      return object.items();
    }
    return value instanceof Map<?, ?> map ? map : null;
  }

  private static String described(Object value) {
    return value instanceof Placeholder || value instanceof PickleGlobals.Name
        ? "a " + value
        : value instanceof StoredTensor ? "a tensor" : "a single value";
  }

  private BadDataException unusable(String reason) {
    MalformedException cause = new MalformedException(reason);
    return unreadable(file, String.valueOf(cause.getMessage()), cause);
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
