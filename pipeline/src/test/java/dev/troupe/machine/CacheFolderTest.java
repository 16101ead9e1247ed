package dev.troupe.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.troupe.problems.RequestException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CacheFolderTest {
  private static final Mounts NONE = Mounts.parse(List.of());

  @TempDir Path folder;
  private Path home;
  private Path temporary;

  @BeforeEach
  void folders() throws IOException {
    home = Files.createDirectory(folder.resolve("home"));
    temporary = Files.createDirectory(folder.resolve("tmp"));
  }

  private CacheFolder chosen(Path home, Mounts mounts) {
    return CacheFolder.of(Map.of(), new CacheFolder.Account(home, temporary, mounts));
  }

  private static Mounts noexec(Path folder) throws IOException {
    return Mounts.parse(
        List.of(
            "21 1 8:1 / / rw,relatime shared:1 - ext4 /dev/vda rw",
            "22 21 0:5 / %s rw,nosuid,noexec - tmpfs tmpfs rw".formatted(folder.toRealPath())));
  }

  @Test
  void of_homeThatCanBeWritten_isUsedAndLoadersKeepTheirDefaults() {
    CacheFolder cache = chosen(home, NONE);
    assertThat(cache.packages()).isEqualTo(home.resolve(".cache/troupe"));
    assertThat(cache.natives()).isEmpty();
    assertThat(cache.note()).isEmpty();
  }

  @Test
  void of_variable_winsOverEverything() {
    Path named = folder.resolve("named/deep");
    CacheFolder cache =
        CacheFolder.of(
            Map.of("TROUPE_CACHE", named.toString()),
            new CacheFolder.Account(home, temporary, NONE));
    assertThat(cache.packages()).isEqualTo(named);
    assertThat(cache.natives()).contains(named);
  }

  @Test
  void of_variableThatNamesAFile_isRefusedByName() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    for (Path named : List.of(file, file.resolve("below"))) {
      assertThatThrownBy(
              () ->
                  CacheFolder.of(
                      Map.of("TROUPE_CACHE", named.toString()),
                      new CacheFolder.Account(home, temporary, NONE)))
          .isInstanceOf(RequestException.class)
          .hasMessageContaining("Cannot use TROUPE_CACHE=" + named);
    }
  }

  /** Java's word for no home, and those that stock images name without making them. */
  @ParameterizedTest
  @ValueSource(strings = {"?", "/nonexistent", "/proc/1/home"})
  void of_noHome_isAFolderOfTheAccountsOwn(String none) throws IOException {
    CacheFolder cache = chosen(Path.of(none), NONE);
    assertThat(cache.packages()).hasParent(temporary).isDirectory();
    assertThat(cache.natives()).contains(cache.packages());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(cache.packages())))
        .isEqualTo("rwx------");
    assertThat(chosen(Path.of(none), NONE)).isEqualTo(cache);
  }

  @Test
  void of_noHomeAndAFolderThatOthersCanWriteTo_isRefusedByName() throws IOException {
    Path open = chosen(Path.of("?"), NONE).packages();
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
    assertThatThrownBy(() -> chosen(Path.of("?"), NONE))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("Cannot use " + open)
        .hasMessageContaining("TROUPE_CACHE");
  }

  @Test
  void of_homeWithoutExecution_unpacksLibrariesElsewhereAndSaysSo() throws IOException {
    CacheFolder cache = chosen(home, noexec(home));
    assertThat(cache.packages()).isEqualTo(home.resolve(".cache/troupe"));
    assertThat(cache.natives().orElseThrow()).hasParent(temporary);
    assertThat(cache.note().orElseThrow())
        .contains(home + ", which is mounted noexec", "TROUPE_CACHE");
  }

  @Test
  void prepare_noFolderAllowsExecution_namesTheFolder() throws IOException {
    CacheFolder.Account account = new CacheFolder.Account(home, temporary, noexec(folder));
    assertThatThrownBy(() -> NativeLibraries.prepare(Map.of(), account))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("Cannot load libraries from %s or %s".formatted(home, temporary))
        .hasMessageContaining("mounted noexec");
    assertThatThrownBy(
            () ->
                NativeLibraries.prepare(
                    Map.of(), new CacheFolder.Account(Path.of("?"), temporary, account.mounts())))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("Cannot load libraries from " + temporary);
    for (String variable : List.of("TROUPE_CACHE", "DJL_CACHE_DIR")) {
      Path named = folder.resolve("natives");
      assertThatThrownBy(
              () -> NativeLibraries.prepare(Map.of(variable, named.toString()), account))
          .isInstanceOf(RequestException.class)
          .hasMessageContaining("from " + named);
    }
  }

  @Test
  void mounts_inner_winsOverOuterAndEscapesAreRead() throws IOException {
    Path outer = Files.createDirectory(folder.toRealPath().resolve("with space"));
    Path inner = Files.createDirectory(outer.resolve("inner"));
    String written = outer.toString().replace(" ", "\\040");
    Mounts mounts =
        Mounts.parse(
            List.of(
                "1 0 8:1 / / rw - ext4 a rw",
                "2 1 8:2 / %s rw,noexec - ext4 b rw".formatted(written),
                "3 2 8:3 / %s/inner rw - ext4 c rw".formatted(written),
                "broken"));
    assertThat(mounts.forbidLibraries(outer.resolve("not/there/yet"))).isTrue();
    assertThat(mounts.forbidLibraries(inner.resolve("deep"))).isFalse();
    assertThat(mounts.forbidLibraries(home)).isFalse();
  }
}
