package dev.troupe.jobs.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.troupe.fixtures.Demo;
import dev.troupe.jobs.dataset.DatasetRequest.Options;
import dev.troupe.jobs.dataset.DatasetRequest.SampleFormat;
import dev.troupe.problems.RequestException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is decided about a data set, or refused, before anything runs. */
class DatasetPlanTest extends SmallDatasets {
  @TempDir static Path data;

  @BeforeAll
  static void write() throws IOException {
    writeClip(data, "train/ada#000", 1);
  }

  @Test
  void plan_identityInTwoSplits_isRefused() throws IOException {
    Path mixed = folder.resolve("mixed");
    writeClip(mixed, "train/ada#000", 1);
    writeClip(mixed, "test/ada#001", 2);

    assertThatThrownBy(() -> plan(mixed, options(SampleFormat.PARQUET, 1, false)))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("show one identity, ada");
  }

  @Test
  void plan_looseClips_areSplitByIdentity() throws IOException {
    for (int i = 0; i < 40; i++) {
      Files.createDirectories(folder.resolve("loose"));
      Files.writeString(folder.resolve("loose/%02d#%d.mp4".formatted(i / 2, i % 2)), "unread");
    }
    DatasetPlan plan =
        plan(folder.resolve("loose"), new Options(SampleFormat.PARQUET, 1, false, 20, 0.3, 0.3));

    Map<String, String> homes = new TreeMap<>();
    plan.clips()
        .forEach(
            clip ->
                assertThat(homes.putIfAbsent(clip.identity(), clip.split()))
                    .isIn(null, clip.split()));
    assertThat(homes).hasSize(20);
    assertThat(homes.values()).contains("train", "validation", "test");
  }

  @Test
  void plan_wrongManifestOrFolder_isRefused() throws IOException {
    Path manifest = Files.writeString(folder.resolve("m.json"), "{\"clips\":3}");
    assertAgainRefused(manifest, "expected the manifest of a data set");
    String good =
        "{\"model\":\"%s\",\"options\":{\"format\":\"%s\"},\"clips\":[{\"split\":\"%s\"}]}";
    String hash = Demo.model().contentHash();
    Files.writeString(manifest, good.formatted(hash, "csv", "train"));
    assertAgainRefused(manifest, "format must be one of parquet, webdataset, found \"csv\"");
    Files.writeString(manifest, good.formatted(hash, "parquet", "train"));
    assertAgainRefused(manifest, "every must be at least 1");
    good = good.replace("\"%s\"},", "\"%s\",\"every\":1,\"clipsPerShard\":1},");
    Files.writeString(manifest, good.formatted(hash, "parquet", "trian"));
    assertAgainRefused(manifest, "split must be one of train, validation, test, found \"trian\"");
    assertThatThrownBy(() -> plan(folder.resolve("none"), options(SampleFormat.PARQUET, 1, false)))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("there is no such file or folder");
    assertThat(CreateDataset.mistakes(plan(data, folder, options(SampleFormat.PARQUET, 1, false))))
        .singleElement()
        .asString()
        .contains("expected a new or empty folder");
  }

  private void assertAgainRefused(Path manifest, String reason) {
    assertThatThrownBy(
            () ->
                DatasetPlan.again(
                    manifest.toString(), folder.resolve("out").toString(), Demo.model()))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining(reason);
  }
}
