package dev.troupe.jobs.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.troupe.fixtures.Demo;
import dev.troupe.jobs.AnimateRequest.Reference;
import dev.troupe.media.Deinterlacing;
import dev.troupe.media.FrameSize;
import dev.troupe.media.Rational;
import dev.troupe.motion.TransferMode;
import dev.troupe.problems.RequestException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Manifests in the two formats that are text. */
class ManifestTest extends TextManifests {
  @Test
  void csv_plainRows_areItemsWithTheirLines() throws IOException {
    List<BatchItem> items = csv(HEADER, "a.png,clips/b.mp4,out/ab.mp4", "", "/x/c.png,b.mp4,d.MP4");

    assertThat(items)
        .containsExactly(
            new BatchItem(2, at("a.png"), at("clips/b.mp4"), at("out/ab.mp4"), Items.DEFAULTS),
            new BatchItem(4, "/x/c.png", at("b.mp4"), at("d.MP4"), Items.DEFAULTS));
  }

  @Test
  void csv_quotedValues_followRfc4180() throws IOException {
    List<BatchItem> items =
        csv(HEADER + "\r", "\"a, \"\"b\"\".png\",\"c.mp4\",o.mp4\r", "d.png,c.mp4,p.mp4\r");

    assertThat(items)
        .extracting(BatchItem::source)
        .containsExactly(at("a, \"b\".png"), at("d.png"));
  }

  @Test
  void csv_byteOrderMarkAndColumnsInAnyOrder_areUnderstood() throws IOException {
    List<BatchItem> items = csv("\uFEFFoutput, driving ,source", "o.mp4,b.mp4,ä.png");

    assertThat(items)
        .containsExactly(new BatchItem(2, at("ä.png"), at("b.mp4"), at("o.mp4"), Items.DEFAULTS));
  }

  @Test
  void csv_severalMistakes_areReportedAtOnceWithLines() {
    assertThat(
            csvMistakes(
                HEADER + ",start,end,colour",
                "a.png,b.mp4,1.mp4,,,",
                "a.png,b.mp4,1.mp4,-1,x,",
                "a.png,,3.avi,2,1,",
                "a.png,b.mp4",
                "a.png,1.mp4,a.png/2.mp4,,,",
                "nowhere://x/a.png,b.mp4,../../out.mp4,,,"))
        .containsExactly(
            "m.csv, line 1: there is no column \"colour\"; expected source, driving, output,"
                + " reason, or an option: model, transfer, adapt-scale, reference-frame, start,"
                + " end, fit, background, frame-rate, resize, audio, compare, visualize, frames,"
                + " allow-truncated, deinterlace",
            "m.csv, line 2: output: %s is an input of m.csv, line 6".formatted(at("1.mp4")),
            "m.csv, line 3: start: must not be negative, found -1",
            "m.csv, line 3: end: \"x\" is neither a number nor a fraction such as 30000/1001",
            "m.csv, line 3: output: %s is also that of m.csv, line 2".formatted(at("1.mp4")),
            "m.csv, line 3: output: %s is an input of m.csv, line 6".formatted(at("1.mp4")),
            "m.csv, line 4: driving: it is missing",
            "m.csv, line 4: output: it must end in .mp4, found \"3.avi\"",
            "m.csv, line 4: end must be later than start",
            "m.csv, line 5: expected 6 values, found 2",
            "m.csv, line 6: output: %s lies inside %s, which is an input"
                .formatted(at("a.png/2.mp4"), at("a.png")),
            "m.csv, line 7: source: there is no file system for \"nowhere\"",
            ("m.csv, line 7: output: it leaves the folder %s; expected a path inside, or an"
                    + " absolute one, found \"../../out.mp4\"")
                .formatted(folder));
  }

  @Test
  void csv_twoHundredMistakes_showsAHundredAndCountsTheRest() {
    String rows =
        IntStream.range(0, 200)
            .mapToObj(i -> "a.png,b.mp4,c.avi")
            .collect(Collectors.joining("\n"));

    assertThat(csvMistakes(HEADER, rows)).hasSize(101).endsWith("100 more mistakes are not shown");
  }

  @Test
  void csv_optionColumns_overrideTheCommandLines() throws IOException {
    ItemOptions options =
        csv(
                HEADER
                    + ",transfer,adapt-scale,reference-frame,start,end,fit,background,frame-rate"
                    + ",resize,audio,compare,visualize,frames,allow-truncated,deinterlace,model",
                "a.png,b.mp4,o.mp4,relative,true,12,1/2,1.5,pad,00ff00,30000/1001,640x480,none,true"
                    + ",TRUE,false,true,off,puppet-128")
            .get(0)
            .options();

    assertThat(options.motion().adaptScale()).isTrue();
    assertThat(options.motion().reference()).contains(Reference.frame(12));
    assertThat(options.motion().start()).isEqualTo(new Rational(1, 2));
    assertThat(options.motion().end()).contains(new Rational(3, 2));
    assertThat(options.pictures().backgroundRgb()).isEqualTo(0x00FF00);
    assertThat(options.pictures().imageRate()).isEqualTo(new Rational(30000, 1001));
    assertThat(options.resize()).contains(new FrameSize(640, 480));
    assertThat(options.sound()).isFalse();
    assertThat(options.compare()).isTrue();
    assertThat(options.frames()).isFalse();
    assertThat(options.pictures().deinterlacing()).isEqualTo(Deinterlacing.OFF);
    assertThat(options.model().contentHash()).isEqualTo(Demo.model().contentHash());
  }

  @Test
  void jsonLines_typedValues_areAccepted() throws IOException {
    List<BatchItem> items =
        read(
            "m.jsonl",
            """
            {"source": "a.png", "driving": "b.mp4", "output": "1.mp4", "start": 0.50, "compare": true}

            {"source": "a.png", "driving": "b.mp4", "output": "2.mp4", "reference-frame": 7, "end": null}
            {"output": "3.mp4", "driving": "b.mp4", "source": "a.png", "transfer": "absolute"}\
            """);

    assertThat(items).extracting(BatchItem::line).containsExactly(1, 3, 4);
    assertThat(items.get(0).options().motion().start()).isEqualTo(new Rational(1, 2));
    assertThat(items.get(0).options().compare()).isTrue();
    assertThat(items.get(1).options().motion().reference()).contains(Reference.frame(7));
    assertThat(items.get(2).options().motion().transfer()).isEqualTo(TransferMode.ABSOLUTE);
  }

  @Test
  void jsonLines_badLines_areReportedAndTheRestRead() {
    List<String> mistakes =
        mistakes(
            "m.jsonl",
            """
            {"source": "a.png"
            [1]
            {"source": "a.png", "source": "b.png"}
            {"source": ["a.png"], "driving": "b.mp4", "output": "1.mp4"}
            {"source": "a.png", "driving": "b.mp4", "output": "1.mp4", "sorce": 1, "fit": true}
            """);

    assertThat(mistakes).hasSize(6);
    assertThat(mistakes.get(0)).startsWith("m.jsonl, line 1: this is no JSON object");
    assertThat(mistakes.get(1)).contains("line 2: expected a JSON object");
    assertThat(mistakes.get(2)).contains("line 3").contains("Duplicate");
    assertThat(mistakes.get(3)).contains("line 4: source: it must be text, a number");
    assertThat(mistakes.get(4)).contains("line 5: there is no column \"sorce\"");
    assertThat(mistakes.get(5)).contains("line 5: fit: must be crop or pad or stretch");
  }

  @Test
  void items_equalOptionsAndInputs_shareInstances() throws IOException {
    List<BatchItem> items =
        csv(HEADER + ",start", "a.png,b.mp4,1.mp4,1", "a.png,b.mp4,2.mp4,1", "a.png,b.mp4,3.mp4,2");

    assertThat(items.get(0).options()).isSameAs(items.get(1).options());
    assertThat(items.get(2).options()).isNotSameAs(items.get(1).options());
    assertThat(items.get(0).source()).isSameAs(items.get(2).source());
  }

  @Test
  void items_modelThatIsNotThere_isAMistakeOfEachLine() {
    assertThat(csvMistakes(HEADER + ",model", "a,b,1.mp4,ghost", "a,b,2.mp4,", "a,b,3.mp4,ghost"))
        .hasSize(2)
        .allMatch(mistake -> mistake.contains("Cannot find model \"ghost\""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "source,driving|m.csv, line 1: column \"output\" is missing",
        "source,driving,output,source|m.csv, line 1: column \"source\" is there twice",
        "''|m.csv, line 1: the header is missing; expected source,driving,output",
      })
  void csv_badHeader_isNamed(String header, String mistake) {
    assertThat(csvMistakes(header)).containsExactly(mistake);
  }

  @Test
  void csv_openQuote_isNoCsv() {
    assertThat(csvMistakes(HEADER, "\"a.png,b.mp4,1.mp4"))
        .singleElement()
        .asString()
        .startsWith("m.csv, line 2: this is no CSV");
  }

  @Test
  void text_thatIsNotUtf8_isAMistake() throws IOException {
    Path file = folder.resolve("m.csv");
    Files.write(file, (HEADER + "\nä.png,b.mp4,1.mp4\n").getBytes(StandardCharsets.ISO_8859_1));

    assertThat(mistakes(file)).singleElement().asString().contains("it is not UTF-8");
  }

  @Test
  void manifest_withoutRows_isAMistake() {
    assertThat(csvMistakes(HEADER))
        .containsExactly("Manifest %s has no items".formatted(at("m.csv")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"m.txt", "m", "m.csv.gz"})
  void manifest_ofAnotherEnding_isRefused(String name) {
    assertThat(catchThrowableOfType(RequestException.class, () -> ManifestFile.of(name)).mistakes())
        .containsExactly(
            "Cannot read manifest %s: expected a name that ends in .csv, .jsonl or .parquet"
                .formatted(name));
  }

  @Test
  void manifest_thatIsMissing_isRefused() {
    assertThat(mistakes(folder.resolve("none.csv")))
        .containsExactly(
            "Cannot read manifest %s: there is no such file".formatted(at("none.csv")));
  }

  @Test
  void line_ofAnItem_isReadAsTheSameItem() throws IOException {
    BatchItem item =
        csv(
                HEADER + ",start,end,reference-frame,resize,audio,frames,background",
                "a.png,b.mp4,o.mp4,1/3,2,best,64,none,true,000001")
            .get(0);
    String json = new ObjectMapper().writeValueAsString(ManifestLine.of(item));

    BatchItem again = read("failed.jsonl", json).get(0);

    assertThat(again.output()).isEqualTo(item.output());
    assertThat(again.options())
        .usingRecursiveComparison()
        .ignoringFields("model")
        .isEqualTo(item.options());
    assertThat(again.options().model().contentHash())
        .isEqualTo(item.options().model().contentHash());
    assertThat(ManifestLine.of(item)).containsEntry("model", Demo.MODEL);
  }
}
