package dev.troupe.torchscript;

import dev.troupe.torchscript.StoredTensor.StorageSlice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The only names of a checkpoint's pickle that mean something, and what they build. A pickle can
 * name any class and function of its reader's language; here a name is looked up in this list and
 * nowhere else, and whatever is made with another is a {@link Placeholder}.
 */
class PickleGlobals {
  private static final String ORDERED_DICT = "collections.OrderedDict";
  private static final String TENSOR = "torch._utils._rebuild_tensor_v2";
  private static final String PARAMETER = "torch._utils._rebuild_parameter";
  private static final String PARAMETER_WITH_STATE = "torch._utils._rebuild_parameter_with_state";
  private static final String FROM_TYPE = "torch._tensor._rebuild_from_type_v2";
  private static final String SIZE = "torch.Size";
  private static final String DEFAULT_DICT = "collections.defaultdict";
  private static final String COUNTER = "collections.Counter";
  private static final Set<String> CALLABLE =
      Set.of(
          ORDERED_DICT,
          TENSOR,
          PARAMETER,
          PARAMETER_WITH_STATE,
          FROM_TYPE,
          SIZE,
          DEFAULT_DICT,
          COUNTER);
  private static final String STORAGE_MODULE = "torch.";
  private static final int MOST_SIDES = 64;

  /** One instruction may copy a dictionary that is in memory once: what copies hold is limited. */
  private static final long MOST_COPIED = 2_000_000;

  private final String file;
  private long copied;
  private final Map<String, Storage> storages = new LinkedHashMap<>();

  PickleGlobals(String file) {
    this.file = file;
  }

  /**
   * A name.
   *
   * @param known whether it is on the list
   */
  record Name(String name, boolean known) {
    @Override
    public String toString() {
      return "\"" + name + "\"";
    }
  }

  /** The storages met so far, by key. */
  Map<String, Storage> storages() {
    return storages;
  }

  /** Looks a name up. */
  Name find(String module, String name) {
    String whole = module + "." + name;
    return new Name(whole, CALLABLE.contains(whole) || storageType(whole) != null);
  }

  /** What calling a name gives. */
  Object call(Name callee, List<?> arguments) {
    if (!callee.known()) {
      return new Placeholder(callee.name());
    }
    return switch (callee.name()) {
      case ORDERED_DICT, COUNTER -> dictionary(arguments);
      case DEFAULT_DICT -> new LinkedHashMap<>();
      case TENSOR -> tensor(arguments);
      case PARAMETER, PARAMETER_WITH_STATE -> parameter(arguments);
      case FROM_TYPE -> typed(arguments);
      case SIZE -> argument(arguments, 0, List.class, "a size");
      default -> throw new MalformedException("it calls " + callee.name());
    };
  }

  /** A new object. */
  Object object(Name type) {
    if (type.known()) {
      throw new MalformedException("it makes an object of " + type.name());
    }
    return new Placeholder(type.name());
  }

  /** The storage, or the part of one, that a persistent id stands for. */
  Object storage(List<?> id) {
    if (!"storage".equals(argument(id, 0, String.class, "a persistent id"))) {
      throw new MalformedException("it refers to something that is no storage");
    }
    Name typeName = argument(id, 1, Name.class, "a storage's type");
    if (!typeName.known()) {
      return new Placeholder(typeName.name());
    }
    ElementType type = storageType(typeName.name());
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

  /** A tensor, or a placeholder where its storage is of an unknown kind. */
  private Object tensor(List<?> arguments) {
    if (!arguments.isEmpty() && arguments.get(0) instanceof Placeholder storage) {
      return storage;
    }
    return StoredTensor.view(
        file,
        argument(arguments, 0, StorageSlice.class, "a tensor's storage"),
        argument(arguments, 1, Long.class, "a tensor's offset"),
        longs(argument(arguments, 2, List.class, "a tensor's shape")),
        longs(argument(arguments, 3, List.class, "a tensor's strides")));
  }

  /** A tensor of a class of its own, or one with attributes: the tensor itself. */
  private Object typed(List<?> arguments) {
    Name maker = argument(arguments, 0, Name.class, "a tensor's maker");
    List<?> made = argument(arguments, 2, List.class, "a tensor's description");
    return switch (maker.name()) {
      case TENSOR -> tensor(made);
      case PARAMETER, PARAMETER_WITH_STATE -> parameter(made);
      default -> new Placeholder(maker.name());
    };
  }

  private static Object parameter(List<?> arguments) {
    return !arguments.isEmpty() && arguments.get(0) instanceof Placeholder unknown
        ? unknown
        : argument(arguments, 0, StoredTensor.class, "a parameter's tensor");
  }

  /** From nothing, pairs, or another dictionary. */
  private Map<Object, Object> dictionary(List<?> arguments) {
    Map<Object, Object> dict = new LinkedHashMap<>();
    if (!arguments.isEmpty() && arguments.get(0) instanceof Map<?, ?> other) {
      copying(other.size());
      dict.putAll(other);
    } else if (!arguments.isEmpty() && arguments.get(0) instanceof Placeholder unknown) {
      copying(unknown.items().size());
      dict.putAll(unknown.items());
    } else if (!arguments.isEmpty()) {
      copying(argument(arguments, 0, List.class, "an ordered dictionary's pairs").size());
      for (Object pair : argument(arguments, 0, List.class, "an ordered dictionary's pairs")) {
        if (!(pair instanceof List<?> both) || both.size() != 2) {
          throw new MalformedException("an ordered dictionary is not made of pairs");
        }
        dict.put(Unpickler.key(both.get(0)), both.get(1));
      }
    }
    return dict;
  }

  private void copying(int entries) {
    copied += entries;
    if (copied > MOST_COPIED) {
      throw new MalformedException(
          "its pickle copies lists over and over, to more than " + MOST_COPIED + " entries");
    }
  }

  static <T> T argument(List<?> arguments, int index, Class<T> type, String what) {
    if (index >= arguments.size() || !type.isInstance(arguments.get(index))) {
      throw new MalformedException(what + " is missing or of the wrong kind");
    }
    return type.cast(arguments.get(index));
  }

  private static long[] longs(List<?> values) {
    if (values.size() > MOST_SIDES) {
      throw new MalformedException("a tensor has %d sides".formatted(values.size()));
    }
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
