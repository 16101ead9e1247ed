package dev.troupe.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.troupe.fixtures.Folders;
import dev.troupe.fixtures.LocalSpark;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One core or two, from one application to the next: the same bytes in every output. */
class SameBytesTest {
  @TempDir Path folder;

  @Test
  void run_oneCoreAndTwo_givesTheSameBytes() throws IOException {
    run("one", 1);
    run("two", 2);

    assertThat(Folders.all(folder.resolve("one"))).hasSize(5 + 70);
    assertThat(Folders.all(folder.resolve("two"))).isEqualTo(Folders.all(folder.resolve("one")));
    for (String name : Folders.all(folder.resolve("one"))) {
      if (!name.endsWith("/")) {
        assertThat(folder.resolve("two").resolve(name))
            .as(name)
            .hasSameBinaryContentAs(folder.resolve("one").resolve(name));
      }
    }
  }

  private void run(String name, int cores) throws IOException {
    Path output = folder.resolve(name);
    try (LocalSpark spark = new LocalSpark(cores)) {
      new RequestMaker(output.resolve("out.mp4"))
          .end("2.8")
          .compare()
          .visualize()
          .frames(output.resolve("png"))
          .run(spark.session());
    }
  }
}
