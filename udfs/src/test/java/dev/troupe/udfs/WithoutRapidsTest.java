package dev.troupe.udfs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The functions where the RAPIDS Accelerator is not, which is the usual case. */
class WithoutRapidsTest {
  @Test
  void bestForm_rapidsNotOnClassPath_isTheRowForm()
      throws ReflectiveOperationException, IOException {
    try (NoRapids loader = new NoRapids()) {
      Class<?> function = loader.loadClass(KeypointFunction.class.getName());
      var of = loader.loadClass(BestForm.class.getName()).getDeclaredMethod("of", function);
      of.setAccessible(true);

      Object form = of.invoke(null, function.getEnumConstants()[0]);

      assertThat(form.getClass().getName()).isEqualTo(RowUdf.class.getName());
      assertThat(form.getClass().getClassLoader()).isSameAs(loader);
    }
  }

  /** This module's classes anew, and everything else but RAPIDS from the tests' class path. */
  private static final class NoRapids extends URLClassLoader {
    NoRapids() throws IOException {
      super(
          new URL[] {Path.of("target/classes").toUri().toURL()},
          WithoutRapidsTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (name.startsWith("com.nvidia.") || name.startsWith("ai.rapids.")) {
        throw new ClassNotFoundException(name);
      }
      if (name.startsWith("dev.troupe.udfs.")) {
        Class<?> loaded = findLoadedClass(name);
        return loaded == null ? findClass(name) : loaded;
      }
      return super.loadClass(name, resolve);
    }
  }
}
