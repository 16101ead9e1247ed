package dev.troupe.jobs.synthesis;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.troupe.jobs.Version;
import dev.troupe.media.MediaInput;
import dev.troupe.source.HadoopFiles;
import dev.troupe.source.WholeFiles;
import dev.troupe.synthesis.Identity;
import dev.troupe.synthesis.Landmark;
import dev.troupe.synthesis.Landmarks;
import dev.troupe.synthesis.Pose;
import dev.troupe.synthesis.SyntheticPair;
import dev.troupe.synthesis.SyntheticSet;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The files of a set as a whole: {@code set.json} first, which says what belongs in the folder;
 * {@code pairs.csv}, the card {@code README.md} and {@code manifest.json} when all clips are whole.
 */
final class SetFiles {
  private static final String DESCRIPTION = "set.json";
  private static final int LONGEST_DESCRIPTION = 1 << 16;
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final SynthesisRequest request;

  SetFiles(SynthesisRequest request) {
    this.request = request;
  }

  /** What stands in the way in the output folder. */
  static List<String> mistakes(SynthesisRequest request) throws IOException {
    String folder = request.output();
    var files = HadoopFiles.fileSystem(folder);
    if (!files.exists(HadoopFiles.path(folder))) {
      return List.of();
    }
    if (!HadoopFiles.isFolder(folder)) {
      return List.of("Cannot write to %s: expected a folder, found a file.".formatted(folder));
    }
    String description = folder + "/" + DESCRIPTION;
    if (!files.exists(HadoopFiles.path(description))) {
      return files.listStatus(HadoopFiles.path(folder)).length == 0
          ? List.of()
          : List.of(
              "Cannot write to %s: expected an empty folder or one with a set to be completed, found other files."
                  .formatted(folder));
    }
    String found = read(HadoopFiles.input(description));
    String expected = new String(new SetFiles(request).description(), StandardCharsets.UTF_8);
    return found.equals(expected)
        ? List.of()
        : List.of(
            "Cannot write to %s: it holds another set, or one of another version; compare %s."
                .formatted(folder, description));
  }

  /** Marks the folder as this set's. */
  void begin() throws IOException {
    HadoopFiles.fileSystem(place(TakeWriter.STAGING))
        .delete(HadoopFiles.path(place(TakeWriter.STAGING)), true);
    write(DESCRIPTION, description());
  }

  /** Writes what tells of all clips, the manifest last. */
  void finish(List<WriteTakes.Written> written, List<SyntheticPair> pairs) throws IOException {
    if (!pairs.isEmpty()) {
      write("pairs.csv", pairTable(pairs).getBytes(StandardCharsets.UTF_8));
    }
    SetCard card = new SetCard(request, written.stream().map(WriteTakes.Written::take).toList());
    write("README.md", card.text().getBytes(StandardCharsets.UTF_8));
    write("manifest.json", manifest(written));
    HadoopFiles.fileSystem(place(TakeWriter.STAGING))
        .delete(HadoopFiles.path(place(TakeWriter.STAGING)), true);
  }

  private byte[] description() throws IOException {
    return JSON.writeValueAsBytes(described());
  }

  private Map<String, Object> described() {
    SyntheticSet set = request.set();
    Map<String, Object> description = new LinkedHashMap<>();
    description.put("synthetic", true);
    description.put("tool", "troupe " + Version.current());
    description.put("seed", set.seed());
    description.put("identities", set.identities());
    description.put("performances", set.performances());
    description.put("frames", set.frames());
    description.put("frameRate", set.frameRate().toString());
    description.put("size", set.size().toString());
    description.put("validationShare", set.validationShare());
    description.put("testShare", set.testShare());
    description.put("pairs", request.pairs());
    description.put("format", request.format().name());
    description.put("quality", request.quality());
    return description;
  }

  private byte[] manifest(List<WriteTakes.Written> written) throws IOException {
    Map<String, Object> manifest = new LinkedHashMap<>(described());
    manifest.put("landmarks", landmarkNames());
    manifest.put("clips", written.stream().map(SetFiles::entry).toList());
    return JSON.writeValueAsBytes(manifest);
  }

  private static Map<String, Object> entry(WriteTakes.Written written) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("clip", written.take().path());
    entry.put("synthetic", true);
    entry.put("split", written.take().split());
    entry.put("identitySeed", Long.toUnsignedString(written.take().identitySeed()));
    entry.put("performanceSeed", Long.toUnsignedString(written.take().performanceSeed()));
    entry.put("sha256", written.files());
    return entry;
  }

  private List<String> landmarkNames() {
    Identity anyone = Identity.of(request.set().seed());
    return Landmarks.of(anyone, Pose.REST, request.set().size()).points().stream()
        .map(Landmark::name)
        .toList();
  }

  private String pairTable(List<SyntheticPair> pairs) {
    String ending = request.format() == SynthesisRequest.FrameFormat.MP4 ? ".mp4" : "";
    StringBuilder table = new StringBuilder("source,driving,truth\n");
    for (SyntheticPair pair : pairs) {
      table.append(
          "pairs/%s.png,test/%s%s,pairs/%s%s\n"
              .formatted(pair.name(), pair.driving().name(), ending, pair.name(), ending));
    }
    return table.toString();
  }

  private void write(String file, byte[] bytes) throws IOException {
    WholeFiles.createParent(place(file));
    WholeFiles.write(place(file), bytes, place(TakeWriter.STAGING));
  }

  private String place(String relative) {
    return request.output() + "/" + relative;
  }

  private static String read(MediaInput file) throws IOException {
    try (SeekableByteChannel channel = file.open()) {
      byte[] bytes = Channels.newInputStream(channel).readNBytes(LONGEST_DESCRIPTION);
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }
}
