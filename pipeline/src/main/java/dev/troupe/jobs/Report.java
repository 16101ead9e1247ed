package dev.troupe.jobs;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.troupe.inference.Compute;
import dev.troupe.media.AssemblyResult;
import dev.troupe.media.Clip;
import dev.troupe.media.Encoders;
import dev.troupe.media.FrameRange;
import dev.troupe.media.MediaInput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The JSON file beside a video that says what made it: inputs and their hashes, model, options,
 * versions, and what was measured on the result.
 */
final class Report {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private Report() {}

  /** The report's bytes. */
  static byte[] write(
      AnimateRequest request, RenderPlan plan, FrameRange range, AssemblyResult result)
      throws IOException {
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("synthetic", true);
    report.put("tool", tool());
    report.put("source", input(dev.troupe.source.HadoopFiles.input(request.inputs().source())));
    report.put("driving", driving(request, plan.driving().clip(), range));
    report.put("model", Map.of("contentHash", plan.model().contentHash()));
    report.put("options", options(request, plan.compute()));
    report.put("result", measured(result));
    return JSON.writeValueAsBytes(report);
  }

  private static Map<String, Object> driving(AnimateRequest request, Clip clip, FrameRange range)
      throws IOException {
    Map<String, Object> driving = new LinkedHashMap<>();
    driving.put("name", request.inputs().driving());
    Optional<MediaInput> file =
        dev.troupe.source.HadoopFiles.isFolder(clip.name())
            ? Optional.empty()
            : Optional.of(dev.troupe.source.HadoopFiles.input(clip.name()));
    if (file.isPresent()) {
      driving.put("sha256", sha256(file.get()));
    }
    driving.put("firstFrame", range.from());
    driving.put("frames", range.count());
    driving.put("timeBase", clip.timeline().timeBase().toString());
    clip.damage().ifPresent(damage -> driving.put("damage", damage));
    return driving;
  }

  private static Map<String, Object> options(AnimateRequest request, Compute compute) {
    AnimateRequest.Motion motion = request.motion();
    Map<String, Object> options = new LinkedHashMap<>();
    options.put("transfer", motion.transfer().name().toLowerCase(java.util.Locale.ROOT));
    options.put("adaptScale", motion.adaptScale());
    options.put("referenceFrame", reference(motion));
    options.put("fit", request.inputs().pictures().fit().name().toLowerCase(java.util.Locale.ROOT));
    request.outputs().resize().ifPresent(size -> options.put("resize", size.toString()));
    options.put("device", compute.device());
    options.put("precision", compute.precision().label());
    options.put("layout", compute.layout().name().toLowerCase(java.util.Locale.ROOT));
    options.put("detectorBatch", compute.detectorBatch());
    options.put("generatorBatch", compute.generatorBatch());
    options.put("segmentFrames", Render.SEGMENT_FRAMES);
    options.put("encoder", Encoders.h264());
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

  private static Map<String, Object> input(MediaInput input) throws IOException {
    Map<String, Object> described = new LinkedHashMap<>();
    described.put("name", input.name());
    described.put("sha256", sha256(input));
    return described;
  }

  private static String sha256(MediaInput input) throws IOException {
    try (SeekableByteChannel channel = input.open()) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
      while (channel.read(buffer) >= 0) {
        digest.update(buffer.flip());
        buffer.clear();
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
