package dev.troupe.jobs.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.troupe.source.Schemes;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which inputs and outputs a manifest may name, and when two names are one file. */
class ManifestPlacesTest extends TextManifests {
  @Test
  void items_manyWaysToWriteOneFile_haveOneName() {
    assertThat(
            csvMistakes(
                HEADER,
                "a.png,b.mp4,x/../1.mp4",
                "a.png,b.mp4,./1.mp4",
                "a.png,b.mp4,file:%s".formatted(at("1.mp4"))))
        .containsExactly(
            "m.csv, line 3: output: %s is also that of m.csv, line 2".formatted(at("1.mp4")),
            "m.csv, line 4: output: %s is also that of m.csv, line 2".formatted(at("1.mp4")));
  }

  @Test
  void items_extrasThatMeetOutputs_areMistakes() {
    assertThat(
            csvMistakes(
                HEADER + ",compare,frames",
                "a.png,b.mp4,x.mp4,true,true",
                "a.png,b.mp4,x-compare.mp4,,",
                "a.png,b.mp4,x-frames/y.mp4,,",
                "a.png,b.mp4,.troupe/z.mp4,,"))
        .satisfiesExactly(
            first -> assertThat(first).contains("line 3", "x-compare.mp4 is also that of"),
            second -> assertThat(second).contains("line 4", "x-frames, which is an output"),
            third -> assertThat(third).contains("line 5", "Troupe's folder for unfinished work"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://host/a.png",
        "https://host/a.png",
        "ftp://host/a.png",
        "webhdfs://host/a.png",
        "har:///x.har/a.png",
        "viewfs://cluster/a.png",
        "file+x://host/a.png"
      })
  void items_schemeThatIsNotAllowed_isAMistakeWithItsLine(String place) {
    List<String> mistakes =
        csvMistakes(
            HEADER + ",model",
            place + ",b.mp4,1.mp4,",
            "a.png," + place + ",2.mp4,",
            "a.png,b.mp4,%s.mp4,".formatted(place),
            "a.png,b.mp4,4.mp4," + place);

    assertThat(mistakes)
        .satisfiesExactly(
            source -> assertThat(source).contains("line 2: source: "),
            driving -> assertThat(driving).contains("line 3: driving: "),
            output -> assertThat(output).contains("line 4: output: "),
            model -> assertThat(model).contains("line 5: model: "))
        .allMatch(
            mistake ->
                mistake.contains(
                        "is not supported; expected a local path or one of file, hdfs, s3a")
                    || mistake.contains("there is no file system for"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "s3a://AKIA:sec/ret+key@bucket/a.png",
        "s3a://AKIA@bucket/a.png",
        "hdfs://user:secret@host:8020/a.png",
        "http://user:secret@host/a.png"
      })
  void items_nameWithCredentials_isAMistakeThatRepeatsNone(String place) {
    assertThat(csvMistakes(HEADER, place + ",b.mp4,1.mp4"))
        .singleElement()
        .asString()
        .contains("m.csv, line 2: source: it holds credentials")
        .doesNotContain("sec", "AKIA");
  }

  @ParameterizedTest
  @ValueSource(strings = {"hdfs://host:8020/a@b.png", "s3a://bucket/a:b@c.png"})
  void items_nameWithAnAtSign_isAName(String place) throws IOException {
    assertThat(csv(HEADER, place + ",b.mp4,1.mp4"))
        .extracting(BatchItem::source)
        .containsExactly(place);
  }

  @Test
  void items_schemeThatTheUserAllows_isTaken() throws IOException {
    System.setProperty(Schemes.SETTING, "webhdfs, gs");
    try {
      assertThat(csv(HEADER, "webhdfs://host/a.png,b.mp4,1.mp4")).hasSize(1);
    } finally {
      System.clearProperty(Schemes.SETTING);
    }
  }

  @Test
  void outputs_thatAreOneFileThroughALink_areFound() throws IOException {
    Files.createDirectory(folder.resolve("real"));
    Files.createSymbolicLink(folder.resolve("link"), folder.resolve("real"));
    Files.createFile(folder.resolve("real/in.mp4"));
    Files.createSymbolicLink(folder.resolve("same.mp4"), folder.resolve("real/in.mp4"));

    assertThat(
            csvMistakes(
                HEADER,
                "a.png,b.mp4,real/new/x.mp4",
                "a.png,b.mp4,link/new/x.mp4",
                "a.png,real/in.mp4,link/in.mp4",
                "a.png,b.mp4,same.mp4"))
        .containsExactly(
            "m.csv, line 3: output: %s is also that of m.csv, line 2"
                .formatted(at("link/new/x.mp4")),
            "m.csv, line 4: output: %s is an input of the same item".formatted(at("link/in.mp4")),
            "m.csv, line 5: output: %s is also that of m.csv, line 4".formatted(at("same.mp4")),
            "m.csv, line 5: output: %s is an input of m.csv, line 4".formatted(at("same.mp4")));
  }

  @Test
  void inputs_thatAreTheFileBesideAnOutput_areFound() {
    assertThat(csvMistakes(HEADER, "a.png,b.mp4,1.mp4", "1.mp4.json,b.mp4,2.mp4"))
        .containsExactly(
            "m.csv, line 2: output: the file beside it %s is an input of m.csv, line 3"
                .formatted(at("1.mp4.json")));
  }
}
