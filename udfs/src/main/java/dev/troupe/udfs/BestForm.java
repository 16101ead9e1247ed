package dev.troupe.udfs;

import java.util.Optional;

/**
 * Chooses a function's form by what is on the class path: with RAPIDS the columnar one, which is a
 * row function too. It cannot be named here, since it does not load without RAPIDS.
 */
final class BestForm {
  private static final String RAPIDS_INTERFACE = "com.nvidia.spark.RapidsUDF";
  private static final String COLUMNAR_FORM = "dev.troupe.udfs.ColumnarUdf";

  private BestForm() {}

  static RowUdf of(KeypointFunction function) {
    return columnarForm().map(form -> create(form, function)).orElseGet(() -> new RowUdf(function));
  }

  /** Empty without RAPIDS, and in a JAR that was built without the profile. */
  private static Optional<Class<?>> columnarForm() {
    return find(RAPIDS_INTERFACE).isPresent() ? find(COLUMNAR_FORM) : Optional.empty();
  }

  private static Optional<Class<?>> find(String name) {
    try {
      return Optional.of(Class.forName(name, false, BestForm.class.getClassLoader()));
    } catch (ClassNotFoundException e) {
      return Optional.empty();
    }
  }

  private static RowUdf create(Class<?> form, KeypointFunction function) {
    try {
      return form.asSubclass(RowUdf.class)
          .getDeclaredConstructor(KeypointFunction.class)
          .newInstance(function);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          "Cannot make the columnar form of " + function.sqlName() + ": " + form, e);
    }
  }
}
