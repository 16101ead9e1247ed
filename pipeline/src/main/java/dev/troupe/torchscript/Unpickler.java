package dev.troupe.torchscript;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads the part of Python's pickle language that checkpoints are written in. The file is not
 * trusted: names go through {@link PickleGlobals}, lengths through {@link ByteCursor}, and the
 * number of instructions, of copied entries, the depth and all texts together are limited; values
 * that contain themselves are refused.
 *
 * <p>Gives {@code Long}, {@code BigInteger}, {@code Double}, {@code Boolean}, {@code String},
 * {@link StoredTensor}, {@link Checkpoint#NONE}, lists (unmodifiable for tuples), maps in the
 * file's order, and a {@link Placeholder} for everything else.
 */
final class Unpickler {
  private static final int MOST_INSTRUCTIONS = 2_000_000;
  private static final int LONGEST_NAME = 256;
  private static final int DEEPEST = 64;

  private final ByteCursor in;
  private final PickleGlobals globals;
  private final PickleStack stack = new PickleStack();
  private final PickleScalars scalars;

  Unpickler(ByteCursor in, PickleGlobals globals) {
    this.in = in;
    this.globals = globals;
    this.scalars = new PickleScalars(in, stack);
  }

  /** Reads one pickled value up to its end. */
  Object read() {
    for (int count = 0; count < MOST_INSTRUCTIONS; count++) {
      int code = in.unsignedByte();
      if (code == '.') {
        Object value = stack.pop();
        refuseCycles(
            value,
            Collections.newSetFromMap(new IdentityHashMap<>()),
            Collections.newSetFromMap(new IdentityHashMap<>()));
        return value;
      }
      boolean known =
          structure(code)
              || set(code)
              || scalars.read(code)
              || memo(code)
              || build(code)
              || object(code);
      if (!known) {
        throw new MalformedException(
            "its pickle holds instruction 0x%02x at byte %d, which no checkpoint needs"
                .formatted(code, in.position() - 1));
      }
    }
    throw new MalformedException("its pickle has more than " + MOST_INSTRUCTIONS + " instructions");
  }

  private boolean structure(int code) {
    switch (code) {
      case 0x80 -> protocol(in.unsignedByte());
      case 0x95 -> in.int64(); // the length of a frame: only a hint for buffering
      case '(' -> stack.mark();
      case ')' -> stack.push(List.of());
      case 't' -> stack.push(stack.popToMark());
      case 0x85 -> stack.push(stack.pop(1));
      case 0x86 -> stack.push(stack.pop(2));
      case 0x87 -> stack.push(stack.pop(3));
      case ']' -> stack.push(new ArrayList<>());
      case 'a' -> append(stack.pop(1));
      case 'e' -> append(stack.popToMark());
      case '}' -> stack.push(new LinkedHashMap<>());
      case 's' -> put(stack.pop(2));
      case 'u' -> put(stack.popToMark());
      case '0' -> stack.drop();
      case '1' -> stack.popToMark();
      case '2' -> stack.push(stack.top());
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean set(int code) {
    switch (code) {
      case 0x8f -> stack.push(new Placeholder("set"));
      case 0x90 -> {
        stack.popToMark();
        stack.top(Placeholder.class, "a set");
      }
      case 0x91 -> {
        stack.popToMark();
        stack.push(new Placeholder("frozenset"));
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean memo(int code) {
    switch (code) {
      case 'q' -> stack.remember(in.unsignedByte());
      case 'r' -> stack.remember(in.unsignedInt());
      case 0x94 -> stack.rememberNext();
      case 'h' -> stack.recall(in.unsignedByte());
      case 'j' -> stack.recall(in.unsignedInt());
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean build(int code) {
    switch (code) {
      case 'c' -> {
        String module = in.line(LONGEST_NAME, "a module's name");
        stack.push(globals.find(module, in.line(LONGEST_NAME, "a class name")));
      }
      case 0x93 -> {
        String name = (String) popped(String.class, "a class name");
        stack.push(globals.find((String) popped(String.class, "a module's name"), name));
      }
      case 'R' -> {
        List<?> arguments = (List<?>) popped(List.class, "arguments");
        Object callee = stack.pop();
        stack.push(
            callee instanceof Placeholder unknown
                ? new Placeholder(unknown.name())
                : globals.call(name(callee, "a function"), arguments));
      }
      case 'b' -> {
        Object attributes = stack.pop();
        // Attributes of all else (_metadata: versions of modules) change nothing here.
        if (stack.top() instanceof ScriptGlobals.ScriptObject object) {
          if (!(attributes instanceof Map<?, ?> map)) {
            throw new MalformedException("its pickle treats something else as attributes");
          }
          object.putAll(map);
        }
      }
      case 'Q' -> stack.push(globals.storage((List<?>) popped(List.class, "a persistent id")));
      default -> {
        return false;
      }
    }
    return true;
  }

  /** New objects, in the four ways that there are. */
  private boolean object(int code) {
    switch (code) {
      case 0x81 -> {
        popped(List.class, "arguments");
        make(stack.pop());
      }
      case 0x92 -> {
        popped(Map.class, "arguments");
        popped(List.class, "arguments");
        make(stack.pop());
      }
      case 'i' -> {
        String module = in.line(LONGEST_NAME, "a module's name");
        PickleGlobals.Name type = globals.find(module, in.line(LONGEST_NAME, "a class name"));
        stack.popToMark();
        make(type);
      }
      case 'o' -> {
        List<Object> parts = stack.popToMark();
        make(parts.isEmpty() ? Checkpoint.NONE : parts.get(0));
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private void make(Object type) {
    stack.push(
        type instanceof Placeholder unknown
            ? new Placeholder(unknown.name())
            : globals.object(name(type, "a class")));
  }

  private static PickleGlobals.Name name(Object value, String what) {
    if (value instanceof PickleGlobals.Name name) {
      return name;
    }
    throw new MalformedException("its pickle treats something else as " + what);
  }

  private Object popped(Class<?> type, String what) {
    Object value = stack.top(type, what);
    stack.pop();
    return value;
  }

  private static void protocol(int version) {
    if (version < 2 || version > 5) {
      throw new MalformedException(
          "its pickle is of protocol %d; expected 2 to 5".formatted(version));
    }
  }

  @SuppressWarnings("unchecked") // only lists made for ']' are array lists, and they hold anything
  private void append(List<Object> values) {
    if (!(stack.top() instanceof Placeholder)) {
      ((List<Object>) stack.top(ArrayList.class, "a list")).addAll(values);
    }
  }

  @SuppressWarnings("unchecked") // all maps on the stack hold anything
  private void put(List<Object> pairs) {
    Map<Object, Object> dict =
        stack.top() instanceof Placeholder object
            ? object.items()
            : (Map<Object, Object>) stack.top(LinkedHashMap.class, "a dictionary");
    if (pairs.size() % 2 != 0) {
      throw new MalformedException("its pickle puts a key without a value into a dictionary");
    }
    for (int i = 0; i < pairs.size(); i += 2) {
      dict.put(key(pairs.get(i)), pairs.get(i + 1));
    }
  }

  /**
   * Dictionaries may have texts and numbers for keys: their hashes are cheap and safe. Other keys
   * that Python takes are as good as none: nothing is looked up by them.
   */
  static Object key(Object value) {
    if (value instanceof String || value instanceof Number || value instanceof Boolean) {
      return value;
    }
    if (value instanceof Map || value instanceof ArrayList) {
      throw new MalformedException("a dictionary has a dictionary or a list for a key");
    }
    return new Placeholder("key");
  }

  private static void refuseCycles(Object value, Set<Object> open, Set<Object> done) {
    Iterable<?> children =
        value instanceof Placeholder object
            ? object.items().values()
            : value instanceof Map<?, ?> map
                ? map.values()
                : value instanceof List<?> list ? list : List.of();
    if (!children.iterator().hasNext() || done.contains(value)) {
      return;
    }
    if (!open.add(value)) {
      throw new MalformedException("its pickle holds a value that contains itself");
    }
    if (open.size() > DEEPEST) {
      throw new MalformedException("its values are nested deeper than " + DEEPEST);
    }
    for (Object child : children) {
      refuseCycles(child, open, done);
    }
    open.remove(value);
    done.add(value);
  }
}
