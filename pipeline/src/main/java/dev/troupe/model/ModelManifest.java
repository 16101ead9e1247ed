package dev.troupe.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.troupe.problems.BadDataException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What a model package is and where it comes from. Holds no clock: the same import gives the same
 * manifest.
 *
 * @param schema the manifest's own version, {@value #SCHEMA}
 * @param name the model's name, for people and {@code --model}
 * @param createdBy the tool and version that wrote the package
 * @param alignCorners whether pictures are sampled corner-aligned
 * @param checkpoint the checkpoint it was imported from
 * @param network the networks' configuration
 * @param archives size and hash of every archive
 * @param contentHash SHA-256 over the archives' hashes: identifies what the model computes
 * @param proof the largest absolute difference of each output from an unfolded evaluation; of
 *     {@code frames}, how much farther than half a grey level they are from the prediction
 * @param precision the error of each reduced precision; empty in packages of early versions
 */
public record ModelManifest(
    int schema,
    String name,
    String createdBy,
    boolean alignCorners,
    Origin checkpoint,
    NetworkConfig network,
    Map<ArchiveKind, Archive> archives,
    String contentHash,
    Map<String, Double> proof,
    Map<Precision, PrecisionError> precision) {
  static final int SCHEMA = 1;
  private static final String PRECISION = "precision";
  private static final String NETWORK_HASH = "networkHash";
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /**
   * A checkpoint file.
   *
   * @param file its name, without folders
   * @param sha256 of its bytes, in hexadecimal
   */
  public record Origin(String file, String sha256) {}

  /**
   * An archive file.
   *
   * @param bytes its length
   * @param sha256 of its bytes, in hexadecimal
   */
  public record Archive(long bytes, String sha256) {
    /** As many as an archive of this tool can have: what is longer is not even fetched. */
    private static final long MOST_BYTES = 0xffffffffL;

    private boolean isPossible() {
      return HASH.matcher(sha256).matches() && bytes >= 0 && bytes <= MOST_BYTES;
    }
  }

  /**
   * Copies and checks.
   *
   * @throws IllegalArgumentException if the name is no plain name, or an archive or its hash is
   *     missing or the content hash does not belong to the archives
   */
  public ModelManifest {
    if (!isName(name)) {
      throw new IllegalArgumentException("\"" + name + "\" is no name for a model");
    }
    archives = Collections.unmodifiableMap(new EnumMap<>(archives));
    if (archives.size() != ArchiveKind.values().length
        || !archives.values().stream().allMatch(Archive::isPossible)) {
      throw new IllegalArgumentException(
          "a package has the archives %s, each with a SHA-256; found %s"
              .formatted(Arrays.toString(ArchiveKind.values()), archives.keySet()));
    }
    if (!contentHash.equals(contentHash(archives))) {
      throw new IllegalArgumentException("its content hash is not that of its archives");
    }
    proof = Collections.unmodifiableMap(new LinkedHashMap<>(proof));
    Map<Precision, PrecisionError> errors = new EnumMap<>(Precision.class);
    errors.putAll(precision);
    precision = Collections.unmodifiableMap(errors);
  }

  /**
   * Whether a text can name a model: letters, digits, dots, dashes and underscores, at most 64.
   *
   * @param text the text
   * @return whether it can
   */
  public static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  static String contentHash(Map<ArchiveKind, Archive> archives) {
    StringBuilder text = new StringBuilder();
    new EnumMap<>(archives)
        .forEach(
            (kind, archive) ->
                text.append(kind.fileName()).append(' ').append(archive.sha256()).append('\n'));
    return FileDigest.of(text.toString());
  }

  /**
   * SHA-256 over the configuration and the sampling; packages of early versions do not record it.
   *
   * @return in hexadecimal
   */
  @JsonProperty
  public String networkHash() {
    try {
      return FileDigest.of(JSON.writeValueAsString(network) + " " + alignCorners);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a configuration can always be written", e);
    }
  }

  byte[] toJson() {
    DefaultIndenter lines = new DefaultIndenter("  ", "\n");
    try {
      return (JSON.writer(new DefaultPrettyPrinter().withObjectIndenter(lines))
                  .writeValueAsString(this)
              + "\n")
          .getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a manifest can always be written", e);
    }
  }

  /** Reads a manifest; {@code where} names the package in errors. */
  static ModelManifest parse(byte[] json, String where) {
    try {
      JsonNode root = JSON.readTree(json);
      if (root == null || root.path("schema").intValue() != SCHEMA) {
        throw new BadDataException(
            "Cannot open model %s: its manifest is of another kind; expected schema %d, found %s"
                .formatted(where, SCHEMA, root == null ? "nothing" : root.path("schema")));
      }
      if (root instanceof ObjectNode manifest && !manifest.has(PRECISION)) {
        manifest.putObject(PRECISION);
      }
      JsonNode networkHash =
          root instanceof ObjectNode manifest ? manifest.remove(NETWORK_HASH) : null;
      ModelManifest read = JSON.treeToValue(root, ModelManifest.class);
      if (networkHash != null && !networkHash.asText().equals(read.networkHash())) {
        throw new IllegalArgumentException("its network was changed: its hash is another's");
      }
      return read;
    } catch (IOException | IllegalArgumentException e) {
      throw new BadDataException(
          "Cannot open model %s: its manifest is damaged: %s".formatted(where, reason(e)), e);
    }
  }

  /** What is wrong, without how the JSON reader came upon it. */
  private static String reason(Exception e) {
    Throwable fault = e.getCause() == null ? e : e.getCause();
    String message =
        fault instanceof JsonProcessingException json
            ? json.getOriginalMessage()
            : fault.getMessage();
    return String.valueOf(message).lines().findFirst().orElse("");
  }
}
