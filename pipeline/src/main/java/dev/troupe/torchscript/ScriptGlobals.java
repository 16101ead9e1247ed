package dev.troupe.torchscript;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;

/**
 * The names that the pickle of a TorchScript archive may use besides a checkpoint's. Its classes
 * are those of its own code, of which nothing is read: an object becomes the map of its attributes.
 */
final class ScriptGlobals extends PickleGlobals {
  private static final String CLASSES = "__torch__.";
  private static final Set<String> LISTS =
      Set.of(
          "torch.jit._pickle.build_intlist",
          "torch.jit._pickle.build_doublelist",
          "torch.jit._pickle.build_boollist",
          "torch.jit._pickle.build_tensorlist");

  ScriptGlobals(String file) {
    super(file);
  }

  /** An object's attributes. */
  static final class ScriptObject extends LinkedHashMap<Object, Object> {
    private static final long serialVersionUID = 1L;
  }

  @Override
  Name find(String module, String name) {
    String whole = module + "." + name;
    return whole.startsWith(CLASSES) || LISTS.contains(whole)
        ? new Name(whole, true)
        : super.find(module, name);
  }

  @Override
  Object call(Name callee, List<?> arguments) {
    return LISTS.contains(callee.name())
        ? argument(arguments, 0, List.class, "a list's items")
        : super.call(callee, arguments);
  }

  @Override
  Object object(Name type) {
    return type.name().startsWith(CLASSES) ? new ScriptObject() : super.object(type);
  }
}
