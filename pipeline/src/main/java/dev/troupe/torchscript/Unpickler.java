package dev.troupe.torchscript;

import java.math.BigInteger;
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
 * number of instructions, the depth and the length of texts are limited; values that contain
 * themselves are refused.
 *
 * <p>Gives {@code Long}, {@code BigInteger}, {@code Double}, {@code Boolean}, {@code String},
 * {@link StoredTensor}, {@link Checkpoint#NONE}, lists (unmodifiable for tuples) and maps in the
 * file's order.
 */
final class Unpickler {
  private static final int MOST_INSTRUCTIONS = 2_000_000;
  private static final int LONGEST_TEXT = 1 << 16;
  private static final int LONGEST_NAME = 256;
  private static final int DEEPEST = 64;

  private final ByteCursor in;
  private final PickleGlobals globals;
  private final PickleStack stack = new PickleStack();

  Unpickler(ByteCursor in, PickleGlobals globals) {
    this.in = in;
    this.globals = globals;
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
      boolean known = structure(code) || number(code) || text(code) || memo(code) || build(code);
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
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean number(int code) {
    switch (code) {
      case 'N' -> stack.push(Checkpoint.NONE);
      case 0x88 -> stack.push(true);
      case 0x89 -> stack.push(false);
      case 'K' -> stack.push((long) in.unsignedByte());
      case 'M' -> stack.push((long) in.unsignedShort());
      case 'J' -> stack.push((long) in.int32());
      case 0x8a -> stack.push(integer(in.bytes(in.unsignedByte(), 255, "an integer")));
      case 'G' -> stack.push(in.bigEndianDouble());
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean text(int code) {
    switch (code) {
      case 'X', 'T' -> stack.push(in.text(in.unsignedInt(), LONGEST_TEXT, "a text"));
      case 0x8c, 'U' -> stack.push(in.text(in.unsignedByte(), LONGEST_TEXT, "a text"));
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
        PickleGlobals.Name callee =
            (PickleGlobals.Name) popped(PickleGlobals.Name.class, "a function");
        stack.push(globals.call(callee, arguments));
      }
      case 'b' -> {
        Object attributes = popped(Map.class, "attributes");
        // The attributes of a dictionary (_metadata: versions of modules) change nothing here.
        if (stack.top(Map.class, "an object with attributes")
            instanceof ScriptGlobals.ScriptObject object) {
          object.putAll((Map<?, ?>) attributes);
        }
      }
      case 0x81 -> {
        return newObject();
      }
      case 'Q' -> stack.push(globals.storage((List<?>) popped(List.class, "a persistent id")));
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean newObject() {
    if (globals.hasObjects()) {
      popped(List.class, "arguments");
      stack.push(globals.object((PickleGlobals.Name) popped(PickleGlobals.Name.class, "a class")));
    }
    return globals.hasObjects();
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

  private static Object integer(byte[] littleEndian) {
    byte[] bigEndian = new byte[littleEndian.length + 1];
    for (int i = 0; i < littleEndian.length; i++) {
      bigEndian[littleEndian.length - i] = littleEndian[i];
    }
    bigEndian[0] =
        (byte) (littleEndian.length > 0 && littleEndian[littleEndian.length - 1] < 0 ? -1 : 0);
    BigInteger value = new BigInteger(bigEndian);
    return value.bitLength() < Long.SIZE ? (Object) value.longValue() : value;
  }

  @SuppressWarnings("unchecked") // only lists made for ']' are array lists, and they hold anything
  private void append(List<Object> values) {
    ((List<Object>) stack.top(ArrayList.class, "a list")).addAll(values);
  }

  @SuppressWarnings("unchecked") // all maps on the stack hold anything
  private void put(List<Object> pairs) {
    Map<Object, Object> dict = (Map<Object, Object>) stack.top(LinkedHashMap.class, "a dictionary");
    if (pairs.size() % 2 != 0) {
      throw new MalformedException("its pickle puts a key without a value into a dictionary");
    }
    for (int i = 0; i < pairs.size(); i += 2) {
      dict.put(key(pairs.get(i)), pairs.get(i + 1));
    }
  }

  /** Dictionaries may have texts and integers for keys: their hashes are cheap and safe. */
  static Object key(Object value) {
    if (value instanceof String || value instanceof Long || value instanceof BigInteger) {
      return value;
    }
    throw new MalformedException("a dictionary has a key that is neither a text nor an integer");
  }

  private static void refuseCycles(Object value, Set<Object> open, Set<Object> done) {
    Iterable<?> children =
        value instanceof Map<?, ?> map
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
