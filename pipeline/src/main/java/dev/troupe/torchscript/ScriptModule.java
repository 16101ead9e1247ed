package dev.troupe.torchscript;

import dev.troupe.problems.BadDataException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * One TorchScript class with what an instance of it holds. Immutable; numbers are made while an
 * archive is written.
 *
 * <p>The methods are TorchScript text (a subset of Python) as {@code torch.jit.save} writes it:
 * operators by their ATen names with positional arguments.
 */
public final class ScriptModule {
  private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private final String className;
  private final Map<String, Tensor> tensors;
  private final Map<String, ScriptModule> children;
  private final List<String> methods;

  private ScriptModule(Builder builder) {
    className = builder.className;
    tensors = new LinkedHashMap<>(builder.tensors);
    children = new LinkedHashMap<>(builder.children);
    methods = List.copyOf(builder.methods);
  }

  /**
   * Starts a class.
   *
   * @param className a Python identifier, unlike that of every other class of the archive
   * @return a builder
   */
  public static Builder builder(String className) {
    return new Builder(className);
  }

  /** A tensor of an instance; a parameter when {@code trainable}, else a buffer. */
  record Tensor(TensorData data, boolean trainable) {}

  String className() {
    return className;
  }

  Map<String, Tensor> tensors() {
    return tensors;
  }

  Map<String, ScriptModule> children() {
    return children;
  }

  /**
   * The same module with the numbers of an archive that was written from such a module.
   *
   * @param archive an archive opened for its weights; must stay open while numbers are read
   * @return a module whose classes and methods are this one's
   * @throws BadDataException if a tensor is missing or misshapen; when it is read, if it holds a
   *     value that is not finite
   */
  public ScriptModule withNumbersOf(Checkpoint archive) {
    return withNumbers(archive.values(), "", archive.file());
  }

  private ScriptModule withNumbers(Map<?, ?> attributes, String path, String file) {
    Builder builder = builder(className);
    builder.methods.addAll(methods);
    tensors.forEach(
        (name, tensor) -> {
          if (!(attributes.get(name) instanceof StoredTensor stored)
              || !stored.shape().equals(tensor.data().shape())) {
            throw new BadDataException(
                "Cannot load the network %s: its tensor %s is missing or misshapen; expected %s"
                    .formatted(file, path + name, tensor.data().shape()));
          }
          TensorData data = finite(stored, path + name, file);
          builder.tensors.put(name, new Tensor(data, tensor.trainable()));
        });
    children.forEach(
        (name, child) -> {
          if (!(attributes.get(name) instanceof Map<?, ?> inner)) {
            throw new BadDataException(
                "Cannot load the network %s: it has no module %s".formatted(file, path + name));
          }
          builder.children.put(name, child.withNumbers(inner, path + name + ".", file));
        });
    return builder.build();
  }

  private static TensorData finite(StoredTensor stored, String name, String file) {
    return TensorData.lazy(
        stored.shape(),
        () -> {
          float[] values = stored.floats();
          for (float value : values) {
            if (!Float.isFinite(value)) {
              throw new BadDataException(
                  "Cannot load the network %s: its tensor %s holds a value that is not finite"
                      .formatted(file, name));
            }
          }
          return values;
        });
  }

  /** The class in TorchScript, those of its children first. */
  String source() {
    StringBuilder text = new StringBuilder();
    Map<String, ScriptModule> classes = new LinkedHashMap<>();
    collectClasses(classes);
    classes.values().forEach(module -> module.appendClass(text));
    return text.toString();
  }

  private void collectClasses(Map<String, ScriptModule> classes) {
    children.values().forEach(child -> child.collectClasses(classes));
    classes.putIfAbsent(className, this);
  }

  private void appendClass(StringBuilder text) {
    text.append("class ").append(className).append("(Module):\n");
    appendNames(text, "__parameters__", true);
    appendNames(text, "__buffers__", false);
    tensors.keySet().forEach(name -> text.append("  ").append(name).append(" : Tensor\n"));
    text.append("  training : bool\n");
    children.forEach(
        (name, child) -> text.append("  %s : __torch__.%s\n".formatted(name, child.className)));
    for (String method : methods) {
      method.lines().forEach(line -> text.append("  ").append(line).append('\n'));
    }
  }

  private void appendNames(StringBuilder text, String list, boolean trainable) {
    text.append("  ").append(list).append(" = [");
    tensors.forEach(
        (name, tensor) -> {
          if (tensor.trainable() == trainable) {
            text.append('"').append(name).append("\", ");
          }
        });
    text.append("]\n");
  }

  /** Collects what a class has. */
  public static final class Builder {
    private final String className;
    private final Map<String, Tensor> tensors = new LinkedHashMap<>();
    private final Map<String, ScriptModule> children = new LinkedHashMap<>();
    private final List<String> methods = new ArrayList<>();

    private Builder(String className) {
      this.className = checked(className);
    }

    /**
     * Adds a tensor that training may change.
     *
     * @param name the attribute's name
     * @param data its shape and numbers
     * @return this
     */
    public Builder parameter(String name, TensorData data) {
      tensors.put(unused(name), new Tensor(data, true));
      return this;
    }

    /**
     * Adds a tensor that training leaves alone.
     *
     * @param name the attribute's name
     * @param data its shape and numbers
     * @return this
     */
    public Builder buffer(String name, TensorData data) {
      tensors.put(unused(name), new Tensor(data, false));
      return this;
    }

    /**
     * Adds a module inside this one.
     *
     * @param name the attribute's name
     * @param module the module
     * @return this
     */
    public Builder child(String name, ScriptModule module) {
      children.put(unused(name), module);
      return this;
    }

    /**
     * Adds a method, such as {@code def forward(self, x: Tensor) -> Tensor:} and what follows.
     *
     * @param text the whole definition, its first line not indented
     * @return this
     */
    public Builder method(String text) {
      methods.add(text);
      return this;
    }

    /**
     * Finishes the class.
     *
     * @return the module
     */
    public ScriptModule build() {
      return new ScriptModule(this);
    }

    private String unused(String name) {
      if (tensors.containsKey(name) || children.containsKey(name) || name.equals("training")) {
        throw new IllegalArgumentException(className + " has two attributes named " + name);
      }
      return checked(name);
    }

    private static String checked(String name) {
      if (!IDENTIFIER.matcher(name).matches()) {
        throw new IllegalArgumentException("\"" + name + "\" is not a Python identifier");
      }
      return name;
    }
  }
}
