package dev.troupe.jobs;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.troupe.inference.Compute;
import dev.troupe.media.AssemblyResult;
import dev.troupe.media.Clip;
import dev.troupe.media.Deinterlacing;
import dev.troupe.media.FrameRange;
import dev.troupe.model.ModelLocation;
import dev.troupe.problems.Redaction;
import dev.troupe.source.HadoopFiles;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The JSON file beside a video that says what made it: inputs and their hashes, model, options,
 * versions, and what was measured on the result.
 */
public final class Report {
  /** What every video that was made here says of itself, as it stands in the file. */
  public static final String MADE_BY = "Synthetic video made by Troupe";

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private Report() {}

  /**
   * What a report is about.
   *
   * @param request what was asked for
   * @param compute device and batches
   * @param clip the driving clip
   * @param range its frames that are used
   * @param hashes of the inputs
   */
  public record Subject(
      AnimateRequest request, Compute compute, Clip clip, FrameRange range, Hashes hashes) {}

  /**
   * SHA-256 of the inputs, in hexadecimal.
   *
   * @param source of the source image
   * @param driving of the driving clip; empty for a folder that was not hashed
   */
  public record Hashes(String source, Optional<String> driving) {
    /** Reads both. */
    static Hashes of(AnimateRequest request, Clip clip) throws IOException {
      return new Hashes(
          ContentHash.of(HadoopFiles.input(request.inputs().source())),
          HadoopFiles.isFolder(clip.name())
              ? Optional.empty()
              : Optional.of(ContentHash.of(HadoopFiles.input(clip.name()))));
    }
  }

  /**
   * Says in the video itself, without a clock, that it is synthetic and what made it.
   *
   * @param model its model
   * @return tags of the file
   */
  public static Map<String, String> metadata(ModelLocation model) {
    return Map.of(
        "comment", (MADE_BY + " %s, model %s").formatted(Version.current(), model.contentHash()));
  }

  /**
   * The report's bytes.
   *
   * @param subject what it is about
   * @param published the videos, the result first
   * @param extra further entries
   * @return JSON; the same bytes for the same result
   * @throws IOException if it cannot be written
   */
  public static byte[] write(
      Subject subject, List<Assemble.Published> published, Map<String, ?> extra)
      throws IOException {
    AnimateRequest request = subject.request();
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("synthetic", true);
    report.put("tool", tool());
    report.put("source", input(request.inputs().source(), subject.hashes().source()));
    report.put("driving", driving(subject));
    report.put("model", model(request.inputs().model()));
    report.put("options", options(request, subject.compute()));
    report.put("result", measured(published.get(0).result()));
    report.put("outputs", published.stream().map(Report::output).toList());
    report.putAll(extra);
    return JSON.writeValueAsBytes(report);
  }

  private static Map<String, Object> output(Assemble.Published published) {
    Map<String, Object> output = new LinkedHashMap<>();
    output.put("name", published.name().substring(published.name().lastIndexOf('/') + 1));
    output.put("bytes", published.bytes());
    output.put("sha256", published.sha256());
    return output;
  }

  private static Map<String, Object> driving(Subject subject) {
    Map<String, Object> driving = new LinkedHashMap<>();
    driving.put("name", Redaction.uri(subject.request().inputs().driving()));
    subject.hashes().driving().ifPresent(hash -> driving.put("sha256", hash));
    driving.put("firstFrame", subject.range().from());
    driving.put("frames", subject.range().count());
    driving.put("timeBase", subject.clip().timeline().timeBase().toString());
    subject.clip().damage().ifPresent(damage -> driving.put("damage", damage));
    return driving;
  }

  private static Map<String, Object> options(AnimateRequest request, Compute compute) {
    AnimateRequest.Motion motion = request.motion();
    Map<String, Object> options = new LinkedHashMap<>();
    options.put("transfer", motion.transfer().name().toLowerCase(java.util.Locale.ROOT));
    options.put("adaptScale", motion.adaptScale());
    options.put("referenceFrame", reference(motion));
    if (request.inputs().pictures().deinterlacing() == Deinterlacing.OFF) {
      options.put("deinterlace", "off");
    }
    options.put("fit", request.inputs().pictures().fit().name().toLowerCase(java.util.Locale.ROOT));
    request.outputs().resize().ifPresent(size -> options.put("resize", size.toString()));
    options.put("device", compute.device());
    options.put("precision", compute.precision().label());
    options.put("layout", compute.layout().name().toLowerCase(java.util.Locale.ROOT));
    if (compute.reuse() >= 0) {
      options.put("reuse", compute.reuse());
    }
    options.put("detectorBatch", compute.detectorBatch());
    options.put("generatorBatch", compute.generatorBatch());
    options.put("segmentFrames", RenderPlan.SEGMENT_FRAMES);
    options.put("decoder", compute.codecs().decoder());
    options.put("encoder", compute.codecs().encoderName());
    return options;
  }

  private static Object reference(AnimateRequest.Motion motion) {
    if (motion.reference().isEmpty()) {
      return "first";
    }
    OptionalInt index = motion.reference().get().index();
    return index.isPresent() ? (Object) index.getAsInt() : "best";
  }

  private static Map<String, Object> measured(AssemblyResult result) {
    Map<String, Object> measured = new LinkedHashMap<>();
    measured.put("frames", result.frames());
    measured.put("durationSeconds", result.duration().toDouble());
    measured.put("duration", result.duration().toString());
    measured.put("audio", result.audio().name().toLowerCase(java.util.Locale.ROOT));
    measured.put("audioStartSeconds", result.audioStart());
    measured.put("audioDriftSeconds", result.audioDrift());
    return measured;
  }

  // Map.of has another order in every process, and reports shall have the same bytes everywhere.

  private static Map<String, Object> tool() {
    Map<String, Object> tool = new LinkedHashMap<>();
    tool.put("name", "troupe");
    tool.put("version", Version.current());
    return tool;
  }

  private static Map<String, Object> model(ModelLocation model) {
    Map<String, Object> described = new LinkedHashMap<>();
    described.put("name", model.name());
    described.put("contentHash", model.contentHash());
    return described;
  }

  private static Map<String, Object> input(String name, String sha256) {
    Map<String, Object> described = new LinkedHashMap<>();
    described.put("name", Redaction.uri(name));
    described.put("sha256", sha256);
    return described;
  }
}
