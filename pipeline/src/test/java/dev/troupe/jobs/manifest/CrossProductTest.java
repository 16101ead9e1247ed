package dev.troupe.jobs.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.troupe.problems.RequestException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every source with every clip. */
class CrossProductTest {
  @TempDir Path folder;

  @BeforeEach
  void inputs() throws IOException {
    for (String name : List.of("faces/b.png", "faces/a.png", "clips/x.mp4", "clips/y.z.mov")) {
      Files.createDirectories(folder.resolve(name).getParent());
      Files.createFile(folder.resolve(name));
    }
  }

  @Test
  void items_globs_areMultipliedInTheOrderOfNames() throws IOException {
    List<BatchItem> items =
        product("{driving}/{source}.mp4", List.of(at("faces/*")), List.of(at("clips/*")));

    assertThat(items)
        .extracting(BatchItem::line, BatchItem::source, BatchItem::driving, BatchItem::output)
        .containsExactly(
            row(1, "faces/a.png", "clips/x.mp4", "x/a.mp4"),
            row(2, "faces/a.png", "clips/y.z.mov", "y.z/a.mp4"),
            row(3, "faces/b.png", "clips/x.mp4", "x/b.mp4"),
            row(4, "faces/b.png", "clips/y.z.mov", "y.z/b.mp4"));
    assertThat(OutputFolder.of(items)).contains(at("out"));
  }

  @Test
  void items_fileThatTwoGlobsMatch_isTakenOnce() throws IOException {
    assertThat(
            product(
                "{source}.mp4",
                List.of(at("faces/*.png"), at("faces/a*")),
                List.of(at("clips/x*"))))
        .hasSize(2);
  }

  @Test
  void items_globsThatMatchNothing_areAllNamed() {
    assertThat(
            mistakes("{source}.mp4", List.of(at("faces/*"), at("no/*")), List.of(at("none.mp4"))))
        .containsExactly(
            "Option --sources matches nothing: " + at("no/*"),
            "Option --drivings matches nothing: " + at("none.mp4"));
  }

  @Test
  void items_templateWithoutPlaces_isRefusedWhereOutputsWouldMeet() {
    assertThat(mistakes("result.avi", List.of(at("faces/*")), List.of(at("clips/*"))))
        .containsExactly(
            "Option --output must end in .mp4, found \"%s\"".formatted(at("out/result.avi")),
            "Option --output must hold {source}, for there are 2 source images",
            "Option --output must hold {driving}, for there are 2 driving clips");
  }

  @Test
  void items_inputsOfOneName_areRefused() throws IOException {
    Files.createFile(folder.resolve("faces/a.jpg"));

    assertThat(mistakes("{source}.mp4", List.of(at("faces/*")), List.of(at("clips/x.mp4"))))
        .containsExactly(
            "{source} would mean both %s and %s".formatted(at("faces/a.jpg"), at("faces/a.png")));
  }

  @Test
  void items_namesThatMeetByChance_areRefused() throws IOException {
    Files.createFile(folder.resolve("faces/ax.png"));
    Files.createFile(folder.resolve("clips/xx.mp4"));

    assertThat(
            mistakes(
                "{source}{driving}.mp4", List.of(at("faces/a*.png")), List.of(at("clips/x*.mp4"))))
        .containsExactly(
            "ax.png with x.mp4: output: %s is also that of a.png with xx.mp4"
                .formatted(at("out/axx.mp4")));
  }

  @Test
  void template_withAnotherPlace_isRefused() {
    assertThat(mistakes("{sources}.mp4", List.of(), List.of()))
        .containsExactly(
            "Cannot name outputs \"%s\": expected {source} and {driving}, found {sources}"
                .formatted(at("out/{sources}.mp4")));
  }

  @Test
  void outputFolder_ofOutputsWithNothingInCommon_isNone() {
    assertThat(OutputFolder.of(List.of(item("/a/x.mp4"), item("/b/y.mp4")))).isEmpty();
    assertThat(OutputFolder.of(List.of(item("s3a://a/x.mp4"), item("s3a://b/y.mp4")))).isEmpty();
    assertThat(OutputFolder.of(List.of(item("/a/x.mp4"), item("s3a://b/y.mp4")))).isEmpty();
    assertThat(OutputFolder.of(List.of(item("s3a://a/x.mp4"), item("s3a://a/b/y.mp4"))))
        .isEqualTo(Optional.of("s3a://a"));
    assertThat(OutputFolder.of(List.of(item("/a/bc/x.mp4"), item("/a/b/y.mp4")))).contains("/a");
  }

  private static BatchItem item(String output) {
    return new BatchItem(1, "s", "d", output, Items.DEFAULTS);
  }

  private org.assertj.core.groups.Tuple row(int line, String source, String driving, String out) {
    return org.assertj.core.groups.Tuple.tuple(line, at(source), at(driving), at("out/" + out));
  }

  private List<BatchItem> product(String output, List<String> sources, List<String> drivings)
      throws IOException {
    return new CrossProduct(new OutputTemplate(at("out") + "/" + output), Items.DEFAULTS)
        .items(sources, drivings);
  }

  private List<String> mistakes(String output, List<String> sources, List<String> drivings) {
    return catchThrowableOfType(RequestException.class, () -> product(output, sources, drivings))
        .mistakes();
  }

  private String at(String name) {
    return folder.resolve(name).toString();
  }
}
