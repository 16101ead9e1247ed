package dev.troupe.torchscript;

import dev.troupe.torchscript.StoredTensor.StorageSlice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The only names a checkpoint's pickle may use, and what they build. A pickle can name any class
 * and function of its reader's language; here a name is looked up in this list and nowhere else.
 */
class PickleGlobals {
  private static final String ORDERED_DICT = "collections.OrderedDict";
  private static final String TENSOR = "torch._utils._rebuild_tensor_v2";
  private static final String PARAMETER = "torch._utils._rebuild_parameter";
  private static final String SIZE = "torch.Size";
  private static final Set<String> CALLABLE = Set.of(ORDERED_DICT, TENSOR, PARAMETER, SIZE);
  private static final String STORAGE_MODULE = "torch.";

  private final String file;
  private final Map<String, Storage> storages = new LinkedHashMap<>();

  PickleGlobals(String file) {
    this.file = file;
  }

  /** A name on the list. */
  record Name(String name) {}

  /** The storages met so far, by key. */
  Map<String, Storage> storages() {
    return storages;
  }

  /** Looks a name up; refuses any that is not on the list. */
  Name find(String module, String name) {
    String whole = module + "." + name;
    if (!CALLABLE.contains(whole) && storageType(whole) == null) {
      throw new MalformedException(
          "it names \"%s\", which no checkpoint needs; nothing of it was loaded".formatted(whole));
    }
    return new Name(whole);
  }

  /** What calling a name gives. */
  Object call(Name callee, List<?> arguments) {
    return switch (callee.name()) {
      case ORDERED_DICT -> orderedDict(arguments);
      case TENSOR -> tensor(arguments);
      case PARAMETER -> argument(arguments, 0, StoredTensor.class, "a parameter's tensor");
      case SIZE -> argument(arguments, 0, List.class, "a size");
      default -> throw new MalformedException("it calls " + callee.name());
    };
  }

  /** Whether the pickle may make objects of classes. */
  boolean hasObjects() {
    return false;
  }

  /** A new object, as the map of its attributes. */
  Map<Object, Object> object(Name type) {
    throw new MalformedException("it makes an object of " + type.name());
  }

  /** The storage, or the part of one, that a persistent id stands for. */
  StorageSlice storage(List<?> id) {
    if (!"storage".equals(argument(id, 0, String.class, "a persistent id"))) {
      throw new MalformedException("it refers to something that is no storage");
    }
    ElementType type = storageType(argument(id, 1, Name.class, "a storage's type").name());
    String key = argument(id, 2, String.class, "a storage's key");
    long count = argument(id, 4, Long.class, "a storage's size");
    if (type == null || count < 0 || count > Long.MAX_VALUE / 8) {
      throw new MalformedException("storage %s cannot have %d elements".formatted(key, count));
    }
    Storage storage = storages.computeIfAbsent(key, k -> new Storage(k, type, count));
    if (storage.type() != type || storage.count() != count) {
      throw new MalformedException(
          "storage %s is described as %d %s and as %d %s"
              .formatted(key, storage.count(), storage.type(), count, type));
    }
    return id.size() > 5 && id.get(5) instanceof List<?> view
        ? partOf(storage, view)
        : new StorageSlice(storage, 0, count);
  }

  private static StorageSlice partOf(Storage storage, List<?> view) {
    long offset = argument(view, 1, Long.class, "a storage view's offset");
    long count = argument(view, 2, Long.class, "a storage view's size");
    if (offset < 0 || count < 0 || offset > storage.count() || count > storage.count() - offset) {
      throw new MalformedException(
          "elements %d to %d of storage %s are outside its %d elements"
              .formatted(offset, offset + count, storage.key(), storage.count()));
    }
    return new StorageSlice(storage, offset, count);
  }

  private StoredTensor tensor(List<?> arguments) {
    return StoredTensor.view(
        file,
        argument(arguments, 0, StorageSlice.class, "a tensor's storage"),
        argument(arguments, 1, Long.class, "a tensor's offset"),
        longs(argument(arguments, 2, List.class, "a tensor's shape")),
        longs(argument(arguments, 3, List.class, "a tensor's strides")));
  }

  private static Map<Object, Object> orderedDict(List<?> arguments) {
    Map<Object, Object> dict = new LinkedHashMap<>();
    if (!arguments.isEmpty()) {
      for (Object pair : argument(arguments, 0, List.class, "an ordered dictionary's pairs")) {
        if (!(pair instanceof List<?> both) || both.size() != 2) {
          throw new MalformedException("an ordered dictionary is not made of pairs");
        }
        dict.put(Unpickler.key(both.get(0)), both.get(1));
      }
    }
    return dict;
  }

  static <T> T argument(List<?> arguments, int index, Class<T> type, String what) {
    if (index >= arguments.size() || !type.isInstance(arguments.get(index))) {
      throw new MalformedException(what + " is missing or of the wrong kind");
    }
    return type.cast(arguments.get(index));
  }

  private static long[] longs(List<?> values) {
    List<Long> numbers = new ArrayList<>();
    for (Object value : values) {
      if (!(value instanceof Long number)) {
        throw new MalformedException("a tensor's shape or strides hold something but integers");
      }
      numbers.add(number);
    }
    return numbers.stream().mapToLong(Long::longValue).toArray();
  }

  private static @Nullable ElementType storageType(String name) {
    return name.startsWith(STORAGE_MODULE)
        ? ElementType.ofStorage(name.substring(STORAGE_MODULE.length())).orElse(null)
        : null;
  }
}
