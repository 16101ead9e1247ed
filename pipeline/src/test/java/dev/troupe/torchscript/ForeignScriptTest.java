package dev.troupe.torchscript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.troupe.problems.BadDataException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** TorchScript of others: looked through before PyTorch sees it. */
class ForeignScriptTest {
  private static final String SAVED =
      """
      class Net(Module):
        __parameters__ = ["weight", ]
        __buffers__ = []
        weight : Tensor
        training : bool
        _is_full_backward_hook : Optional[bool]
        padding : Final[Tuple[int, int]] = (1, 1)
        net : __torch__.torch.nn.modules.container.___torch_mangle_7.Sequential
        __annotations__["0"] = __torch__.torch.nn.modules.conv.Conv2d
        def forward(self: __torch__.Net,
          x: Tensor) -> Tensor:
          # a comment that says torch.save
          _0 = __torch__.torch.nn.functional.relu
          _1 = getattr(self.net, "0")
          y = (_1).forward(x, )
          if torch.gt(torch.dim(y), 3):
            z = torch._convolution(y, self.weight, None, [1, 1], [1, 1], [1, 1], False, [0, 0], 1, False, False, True, True)
          else:
            ops.prim.RaiseException("too few", "builtins.ValueError")
            z = annotate(Tensor, y)
          n = int(ops.prim.NumToTensor(torch.size(z, 0)))
          return (self).scaled(_0(z, False, ), 1e-05)
        def scaled(self, z: Tensor, by: float) -> Tensor:
          return torch.mul(CONSTANTS.c0, torch.add(z, -1.5))
      """;

  @TempDir Path folder;

  private Path archive(String code) throws IOException {
    Path file = folder.resolve("net.pt");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      put(zip, "net/code/__torch__.py", code);
      put(zip, "net/code/__torch__.py.debug_pkl", "anything");
      put(zip, "net/extra/notes.txt", "anything");
      put(zip, "net/bytecode.pkl", "anything");
    }
    return file;
  }

  private static void put(ZipOutputStream zip, String name, String text) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void copy_whatJitSaveWrites_isTakenWithoutWhatIsNotNeeded() throws IOException {
    Path copy = folder.resolve("copy.pt");
    ForeignScript.copy(archive(SAVED), copy);
    try (ZipFile zip = new ZipFile(copy.toFile())) {
      assertThat(zip.stream().map(ZipEntry::getName)).containsExactly("net/code/__torch__.py");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "torch.save(x, \"f\")",
        "torch . save(x, \"f\")",
        "x.save(\"f\")",
        "y = torch.save",
        "t = torch",
        "torch.from_file(\"f\", False, 3)",
        "getattr(x, \"save\")(\"f\")",
        "getattr(torch, \"sa\")",
        "ops.aten.save(x, \"f\")",
        "ops.torchvision.nms(x)",
        "ops.prim.rpc_async(x)",
        "ops.image.read_file(\"f\")",
        "o = ops",
        "print(x)",
        "open(\"f\")",
        "fork(self)",
        "a = __torch__.torch.classes.quantized.Conv2dPackedParamsBase",
        "x.set_(y)",
        "1 .save(x)",
        "torch.\\\n  save(x)",
        "\"\"\"text\"\"\"; torch.save(x)",
        "y = \"a\\\"\"; torch.save(x, \"b\")",
        "caf\u00e9 = 1",
        "y = $x",
        "y = 'open",
      })
  void copy_codeThatIsMoreThanArithmetic_isRefused(String line) throws IOException {
    Path file = archive(SAVED + "    " + line + "\n");
    assertThatThrownBy(() -> ForeignScript.copy(file, folder.resolve("copy.pt")))
        .isInstanceOf(BadDataException.class)
        .hasMessageStartingWith(
            "Cannot use network " + file + ": its code (net/code/__torch__.py)");
  }

  @Test
  void copy_nameDeclaredOnlyToAllowIt_isRefused() throws IOException {
    Path file = archive(SAVED.replace("training : bool", "save : bool"));
    assertThatThrownBy(() -> ForeignScript.copy(file, folder.resolve("copy.pt")))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("\"save\"");
  }

  @Test
  void copy_noArchive_isRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("net.pt"), "PTMF");
    assertThatThrownBy(() -> ForeignScript.copy(file, folder.resolve("copy.pt")))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("no TorchScript archive");
  }

  @Test
  void copy_codeThatUnfoldsWithoutEnd_isRefused() throws IOException {
    Path file = archive("#" + "x".repeat(20_000_000));
    assertThatThrownBy(() -> ForeignScript.copy(file, folder.resolve("copy.pt")))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("too long");
  }
}
