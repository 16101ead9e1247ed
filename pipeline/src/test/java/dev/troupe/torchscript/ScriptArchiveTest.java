package dev.troupe.torchscript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScriptArchiveTest {
  @TempDir Path folder;

  private static ScriptModule module() {
    ScriptModule inner =
        ScriptModule.builder("Inner").buffer("b", TensorData.of(List.of(3), 1, 2, 3)).build();
    return ScriptModule.builder("Outer")
        .parameter("w", TensorData.of(List.of(2), 4, 5))
        .child("inner", inner)
        .method("def forward(self, x: Tensor) -> Tensor:\n  return torch.mul(x, self.w)\n")
        .build();
  }

  @Test
  void write_sameModule_givesSameBytes() throws IOException {
    Path first = folder.resolve("a.pt");
    Path second = folder.resolve("b.pt");
    ScriptArchive.write(module(), first);
    ScriptArchive.write(module(), second);
    assertThat(second).hasSameBinaryContentAs(first);
  }

  @Test
  void write_module_makesAZipOfStoredAlignedEntries() throws IOException {
    Path file = folder.resolve("a.pt");
    ScriptArchive.write(module(), file);
    try (ZipFile zip = new ZipFile(file.toFile())) {
      for (ZipEntry entry : Collections.list(zip.entries())) {
        assertThat(entry.getMethod()).as(entry.getName()).isEqualTo(ZipEntry.STORED);
        zip.getInputStream(entry).readAllBytes(); // checks the CRC
      }
      byte[] tensor = zip.getInputStream(zip.getEntry("archive/data/0")).readAllBytes();
      ByteBuffer numbers = ByteBuffer.wrap(tensor).order(ByteOrder.LITTLE_ENDIAN);
      assertThat(new float[] {numbers.getFloat(), numbers.getFloat()}).containsExactly(4, 5);
    }
    try (FileChannel channel = FileChannel.open(file)) {
      assertThat(new ZipDirectory(channel, channel.size()).entries().values())
          .hasSize(6)
          .allMatch(entry -> entry.position() % 64 == 0);
    }
  }

  @Test
  void write_nestedModules_declaresInnerClassesFirst() throws IOException {
    Path file = folder.resolve("a.pt");
    ScriptArchive.write(module(), file);
    try (ZipFile zip = new ZipFile(file.toFile())) {
      ZipEntry code = zip.getEntry("archive/code/__torch__.py");
      String text = new String(zip.getInputStream(code).readAllBytes(), StandardCharsets.UTF_8);
      assertThat(text)
          .contains("__parameters__ = [\"w\", ]", "  inner : __torch__.Inner\n")
          .containsSubsequence("class Inner(Module):", "class Outer(Module):", "def forward");
    }
  }

  @Test
  void write_failingTensor_leavesNothingBehind() throws IOException {
    TensorData broken =
        TensorData.lazy(
            List.of(2),
            () -> {
              throw new IllegalStateException("no numbers");
            });
    ScriptModule module = ScriptModule.builder("Net").buffer("b", broken).build();
    assertThatThrownBy(() -> ScriptArchive.write(module, folder.resolve("a.pt")))
        .isInstanceOf(IllegalStateException.class);
    try (var left = Files.list(folder)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void builder_nameUsedTwiceOrNoIdentifier_isRefused() {
    TensorData data = TensorData.of(List.of(1), 1);
    ScriptModule.Builder builder = ScriptModule.builder("Net").buffer("b", data);
    assertThatThrownBy(() -> builder.parameter("b", data))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> builder.parameter("a.b", data))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
