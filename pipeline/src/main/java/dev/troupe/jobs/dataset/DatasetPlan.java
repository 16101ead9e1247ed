package dev.troupe.jobs.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import dev.troupe.jobs.dataset.DatasetRequest.Options;
import dev.troupe.jobs.dataset.DatasetRequest.SampleFormat;
import dev.troupe.model.ModelLocation;
import dev.troupe.problems.RequestException;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A data set to be made, down to its clips.
 *
 * @param request what was asked for
 * @param clips all of them, numbered
 */
public record DatasetPlan(DatasetRequest request, List<DatasetClip> clips) {
  private static final long LONGEST_MANIFEST = 1L << 30;
  private static final List<String> SPLITS = List.of("train", "validation", "test");
  private static final List<String> FORMATS =
      Arrays.stream(SampleFormat.values())
          .map(format -> format.name().toLowerCase(Locale.ROOT))
          .toList();

  /** Copies the list. */
  public DatasetPlan {
    clips = List.copyOf(clips);
  }

  /**
   * One file of the data set.
   *
   * @param name within the data set: "train-000000.tar"; Parquet files have a folder of their own,
   *     "data/train-000000.parquet", because programs read such a folder whole
   * @param clips that go into it
   */
  record Shard(String name, List<DatasetClip> clips) implements Serializable {
    Shard {
      clips = List.copyOf(clips);
    }
  }

  /**
   * Plans a new data set.
   *
   * @param request what is asked for
   * @return the plan
   * @throws RequestException if there are no clips, or an identity is in two splits
   * @throws IOException if a file system fails
   */
  public static DatasetPlan of(DatasetRequest request) throws IOException {
    return new DatasetPlan(request, new ClipLists(request).find());
  }

  /**
   * Plans an earlier data set once more.
   *
   * @param manifest the earlier one's manifest
   * @param output the new folder
   * @param model must be the one that was used then
   * @return the plan; clips whose bytes have changed will be refused
   * @throws RequestException if the manifest is none, or of another model
   * @throws IOException if it cannot be read
   */
  public static DatasetPlan again(String manifest, String output, ModelLocation model)
      throws IOException {
    JsonNode json =
        ClipOrigins.read(manifest, LONGEST_MANIFEST)
            .filter(found -> found.path("clips").isArray() && found.path("options").isObject())
            .orElseThrow(
                () ->
                    new RequestException(
                        List.of(
                            "Cannot read %s: expected the manifest of a data set."
                                .formatted(manifest))));
    String hash = json.path("model").asText();
    if (!hash.equals(model.contentHash())) {
      throw new RequestException(
          List.of(
              "Cannot make the data set of %s again: expected the model with content %s, found %s."
                  .formatted(manifest, hash, model.contentHash())));
    }
    Options same = options(manifest, json.path("options"));
    List<DatasetClip> clips = new ArrayList<>();
    for (JsonNode clip : json.path("clips")) {
      one(manifest, clip.path("split"), "split", SPLITS);
      clips.add(clip(clip, clips.size()));
    }
    return new DatasetPlan(
        new DatasetRequest(json.path("data").asText(), output, model, same), clips);
  }

  /** The files, each split's clips in order. */
  List<Shard> shards() {
    List<Shard> shards = new ArrayList<>();
    boolean parquet = request.options().format() == SampleFormat.PARQUET;
    String pattern = parquet ? "data/%s-%06d.parquet" : "%s-%06d.tar";
    int most = request.options().clipsPerShard();
    for (String split : SPLITS) {
      List<DatasetClip> members =
          clips.stream().filter(clip -> clip.split().equals(split)).toList();
      for (int from = 0; from < members.size(); from += most) {
        shards.add(
            new Shard(
                String.format(Locale.ROOT, pattern, split, from / most),
                members.subList(from, Math.min(members.size(), from + most))));
      }
    }
    return shards;
  }

  private static Options options(String manifest, JsonNode options) {
    String format = one(manifest, options.path("format"), "format", FORMATS);
    try {
      return new Options(
          SampleFormat.valueOf(format.toUpperCase(Locale.ROOT)),
          options.path("every").asInt(),
          options.path("dense").asBoolean(),
          options.path("clipsPerShard").asInt(),
          options.path("validationShare").asDouble(),
          options.path("testShare").asDouble());
    } catch (IllegalArgumentException e) {
      throw new RequestException(
          List.of("Cannot read %s: %s.".formatted(manifest, e.getMessage())));
    }
  }

  /** Which of the known values a manifest's is. */
  private static String one(String manifest, JsonNode found, String key, List<String> known) {
    if (!known.contains(found.asText())) {
      throw new RequestException(
          List.of(
              "Cannot read %s: %s must be one of %s, found \"%s\"."
                  .formatted(manifest, key, String.join(", ", known), found.asText())));
    }
    return found.asText();
  }

  private static DatasetClip clip(JsonNode clip, int number) {
    return new DatasetClip(
        number,
        clip.path("path").asText(),
        clip.path("split").asText(),
        clip.path("identity").asText(),
        clip.path("synthetic").asBoolean(),
        clip.path("source").asText(),
        clip.path("driving").asText(),
        clip.path("sha256").asText());
  }
}
