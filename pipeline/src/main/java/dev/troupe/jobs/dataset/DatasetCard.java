package dev.troupe.jobs.dataset;

import dev.troupe.jobs.Version;
import dev.troupe.jobs.dataset.DatasetRequest.SampleFormat;
import dev.troupe.media.FrameSize;
import dev.troupe.problems.Redaction;
import java.util.List;
import java.util.Locale;

/** The text beside a data set that tells people what it is. */
final class DatasetCard {
  private final DatasetPlan plan;
  private final List<ShardRecord> shards;

  DatasetCard(DatasetPlan plan, List<ShardRecord> shards) {
    this.plan = plan;
    this.shards = shards;
  }

  String text() {
    DatasetRequest request = plan.request();
    FrameSize size = request.model().open().manifest().network().frameSize();
    return """
    # Frames with keypoints

    Made by Troupe %s from %d clips of `%s`. %s

    | split | clips | identities | samples | of them synthetic |
    |---|---|---|---|---|
    %s
    No identity is in two splits. Keypoints%s are those of the model with content
    `%s`, found on the frames as they are kept: %s, lossless PNG, every %s frame of a clip.

    ## A sample
    %s

    ## Reading it
    %s

    ## The same again
    `troupe dataset --manifest manifest.json --output FOLDER` with the same version and model
    makes the same bytes, as long as the clips have not changed: `manifest.json` holds their
    SHA-256 and that of every shard.
    %s
    ## Before use
    Pictures of people stay theirs: check that those who are seen have agreed to this use.
    Synthetic samples are marked one by one; keep the mark when passing them on.
    """
        .formatted(
            Version.current(),
            plan.clips().size(),
            Redaction.uri(request.data()),
            synthetic(),
            rows(),
            request.options().dense() ? ", deformation and occlusion map" : "",
            request.model().contentHash(),
            size,
            request.options().every() == 1 ? "" : ordinal(request.options().every()),
            fields(),
            reading(),
            problems())
        .replace("every  frame", "every frame");
  }

  /** As in 1st, 2nd, 3rd, 4th, 11th, 22nd. */
  static String ordinal(int number) {
    boolean teen = number / 10 % 10 == 1;
    int last = teen ? 0 : number % 10;
    return number + (last == 1 ? "st" : last == 2 ? "nd" : last == 3 ? "rd" : "th");
  }

  private String synthetic() {
    long drawn = plan.clips().stream().filter(DatasetClip::synthetic).count();
    if (drawn == plan.clips().size()) {
      return "**Every sample is synthetic.**";
    }
    return drawn == 0
        ? "No clip is known to be synthetic."
        : "**%d clips are synthetic**, and their samples say so.".formatted(drawn);
  }

  private String rows() {
    StringBuilder rows = new StringBuilder();
    for (String split : List.of("train", "validation", "test")) {
      List<DatasetClip> clips =
          plan.clips().stream().filter(clip -> clip.split().equals(split)).toList();
      long samples = 0;
      long synthetic = 0;
      for (ShardRecord shard : shards) {
        for (ShardRecord.ClipRecord record : shard.clips()) {
          DatasetClip clip = plan.clips().get(record.number());
          if (clip.split().equals(split)) {
            samples += record.samples();
            synthetic += clip.synthetic() ? record.samples() : 0;
          }
        }
      }
      rows.append(
          String.format(
                  Locale.ROOT,
                  "| %s | %d | %d | %d | %d |%n",
                  split,
                  clips.size(),
                  clips.stream().map(DatasetClip::identity).distinct().count(),
                  samples,
                  synthetic)
              .replace(System.lineSeparator(), "\n"));
    }
    return rows.toString();
  }

  private String fields() {
    String meaning =
        """
        `clip`, `frame` and `time` in seconds; `identity`; `synthetic`; `source` and `driving`, what a
        synthetic clip was made from (seed or SHA-256); `split`; `width` and `height`; `sha256` of the
        PNG; `keypoints` (K, 2), x then y in [-1, 1]; `jacobians` (K, 2, 2), empty where the model has
        none; where wanted `deformation` (h, w, 2) and `occlusion` (h, w) from the clip's first frame,
        1 visible.\
        """;
    return plan.request().options().format() == SampleFormat.PARQUET
        ? "A row of the Parquet files:\n" + meaning.strip() + " Arrays are flat, row by row."
        : "Files `KEY.json`, `KEY.png`, `KEY.keypoints.npy` and so on in the tar files, as"
            + " WebDataset has it:\n"
            + meaning.strip();
  }

  private String reading() {
    return plan.request().options().format() == SampleFormat.PARQUET
        ? """
        ```python
        import pyarrow.parquet as parquet
        train = parquet.read_table("data", filters=[("split", "==", "train")])

        import duckdb
        duckdb.sql("SELECT key, identity, keypoints FROM 'data/*.parquet' WHERE split = 'train'")

        train = spark.read.parquet("data").where("split = 'train'")

        import io, numpy, PIL.Image
        row = train.first()
        picture = PIL.Image.open(io.BytesIO(row.png))
        keypoints = numpy.array(row.keypoints, dtype="float32").reshape(-1, 2)
        ```\
        """
        : """
        ```python
        import io, json, tarfile, numpy, PIL.Image
        with tarfile.open("train-000000.tar") as shard:
            for entry in shard:
                key, kind = entry.name.split(".", 1)
                content = shard.extractfile(entry).read()
                if kind == "png":
                    picture = PIL.Image.open(io.BytesIO(content))
                elif kind == "keypoints.npy":
                    keypoints = numpy.load(io.BytesIO(content))
                elif kind == "json":
                    facts = json.loads(content)
        ```
        `webdataset.WebDataset("train-{000000..000009}.tar").decode("rgb")` reads the same files.\
        """;
  }

  private String problems() {
    StringBuilder text = new StringBuilder();
    for (ShardRecord shard : shards) {
      for (ShardRecord.ClipRecord record : shard.clips()) {
        if (!record.problem().isEmpty()) {
          text.append("- %s (%d samples)\n".formatted(record.problem(), record.samples()));
        }
      }
    }
    return text.isEmpty() ? "" : "\n## Clips left out or cut\n" + text + "\n";
  }
}
