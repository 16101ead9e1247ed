package dev.troupe.torchscript;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The unpickler's stack, marks and memo; every step outside them is refused. */
final class PickleStack {
  private static final Object MARK = new Object();

  private final List<Object> items = new ArrayList<>();
  private final Map<Long, Object> memo = new HashMap<>();

  void push(Object value) {
    items.add(value);
  }

  void mark() {
    items.add(MARK);
  }

  Object top() {
    if (items.isEmpty() || items.get(items.size() - 1) == MARK) {
      throw new MalformedException("its pickle takes a value where there is none");
    }
    return items.get(items.size() - 1);
  }

  Object pop() {
    Object value = top();
    items.remove(items.size() - 1);
    return value;
  }

  /** Takes the value on top, or a mark. */
  void drop() {
    if (items.isEmpty()) {
      top();
    }
    items.remove(items.size() - 1);
  }

  /** The last {@code count} values, oldest first. */
  List<Object> pop(int count) {
    Object[] values = new Object[count];
    for (int i = count - 1; i >= 0; i--) {
      values[i] = pop();
    }
    return List.of(values);
  }

  /** The values above the last mark, oldest first; the mark goes too. */
  List<Object> popToMark() {
    int mark = items.size() - 1;
    while (mark >= 0 && items.get(mark) != MARK) {
      mark--;
    }
    if (mark < 0) {
      throw new MalformedException("its pickle goes back to a mark that was never set");
    }
    List<Object> above = items.subList(mark + 1, items.size());
    List<Object> values = List.copyOf(above);
    items.subList(mark, items.size()).clear();
    return values;
  }

  /** The value on top, if it is of a kind. */
  <T> T top(Class<T> type, String what) {
    Object value = top();
    if (!type.isInstance(value)) {
      throw new MalformedException("its pickle treats something else as " + what);
    }
    return type.cast(value);
  }

  void remember(long index) {
    memo.put(index, top());
  }

  void rememberNext() {
    remember(memo.size());
  }

  void recall(long index) {
    Object value = memo.get(index);
    if (value == null) {
      throw new MalformedException("its pickle recalls value " + index + ", which it never kept");
    }
    push(value);
  }
}
