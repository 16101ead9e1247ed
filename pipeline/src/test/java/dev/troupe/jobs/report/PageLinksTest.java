package dev.troupe.jobs.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageLinksTest {
  @ParameterizedTest
  @CsvSource({
    "/a/out/troupe-report/report.html, /a/out/ada/x.mp4, ./../ada/x.mp4",
    "/a/report.html, file:/a/b/x.mp4, ./b/x.mp4",
    "/a/report.html, /a/javascript:alert(1).mp4, ./javascript:alert(1).mp4",
    "/a/report.html, /a/b#1?c d%20ü.mp4, ./b%231%3Fc%20d%2520%C3%BC.mp4",
    "s3a://b/out/troupe-report/report.html, s3a://b/out/x.mp4, ./../x.mp4",
  })
  void link_inTheSameStore_isRelative(String page, String video, String link) {
    assertThat(new PageLinks(page).to(video)).hasValue(link);
  }

  @ParameterizedTest
  @CsvSource({
    "/a/report.html, s3a://b/x.mp4",
    "s3a://b/report.html, s3a://c/x.mp4",
    "s3a://b/report.html, s3a://bc/x.mp4",
    "s3a://b/report.html, hdfs:/x.mp4",
    "hdfs:/out/report.html, s3a://b/x.mp4",
    "s3a://b/report.html, /a/x.mp4"
  })
  void link_toAnotherStore_isNone(String page, String video) {
    assertThat(new PageLinks(page).to(video)).isEmpty();
  }

  @Test
  void player_isForLocalFiles() {
    assertThat(new PageLinks("/a/r.html").isPlayable("/b/x.mp4")).isTrue();
    assertThat(new PageLinks("s3a://b/r.html").isPlayable("s3a://b/x.mp4")).isFalse();
  }

  @Test
  void names_thatRepeat_areToldApartByWhoPerformsWhat() {
    List<ItemRow.Item> items =
        List.of(
            item("a.png", "x.mp4", "out/a/x.mp4"),
            item("b.png", "x.mp4", "out/b/x.mp4"),
            item("a.png", "y.mp4", "out/a/y.mp4"),
            item("c.png", "z.mp4", "out/1/z.mp4"),
            item("c.png", "z.mp4", "out/2/z.mp4"));
    VideoNames names = VideoNames.of(items);

    assertThat(items.stream().map(item -> names.of(item.output())))
        .containsExactly("a.png · x.mp4", "b.png · x.mp4", "y.mp4", "out/1/z.mp4", "out/2/z.mp4");
    assertThat(names.of("s3a://b/elsewhere/q.mp4")).isEqualTo("elsewhere/q.mp4");
  }

  private static ItemRow.Item item(String source, String driving, String output) {
    return new ItemRow.Item(0, 1, source, driving, output);
  }

  @Test
  void warnings_ofOneClip_mergeAndNameTheCharacters() {
    PageFacts facts = new PageFacts();
    for (String character : List.of("ada", "bruno")) {
      facts.item(
          new ItemRow(
              item(character + ".png", "clips/x.mp4", character + "/x.mp4"),
              ItemRow.Outcome.done(1, 0, 1),
              ItemRow.Hashes.NONE,
              java.util.Optional.empty(),
              new ItemRow.Findings(
                  List.of(
                      "Jump cut at 2.40 s (frame 60): another shot.",
                      "Frame 0 is far (0.%d).".formatted(character.length())),
                  dev.troupe.jobs.quality.Previews.NONE)));
    }

    assertThat(facts.warnings().all())
        .containsExactly(
            new Notices.Notice(
                "x.mp4: Jump cut at 2.40 s (frame 60): another shot.",
                2,
                List.of("ada.png", "bruno.png")),
            new Notices.Notice("x.mp4: Frame 0 is far (…).", 2, List.of("ada.png", "bruno.png")));
  }
}
