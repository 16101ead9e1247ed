package dev.troupe.jobs.dataset;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.troupe.jobs.dataset.DatasetPlan.Shard;
import dev.troupe.jobs.dataset.DatasetRequest.SampleFormat;
import dev.troupe.jobs.dataset.ShardRecord.ClipRecord;
import dev.troupe.media.FrameSize;
import dev.troupe.media.MediaInput;
import dev.troupe.problems.BadDataException;
import dev.troupe.problems.ItemBoundary;
import dev.troupe.problems.StorageException;
import dev.troupe.source.FileHashes;
import dev.troupe.source.HadoopFiles;
import dev.troupe.source.ScratchFolder;
import dev.troupe.source.WholeFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.util.LongAccumulator;

/** A task: writes the shards of its partition, as a rule one, each whole or absent. */
final class WriteShards implements FlatMapFunction<Iterator<Shard>, ShardRecord> {
  private static final long serialVersionUID = 1L;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final DatasetRequest request;
  private final LongAccumulator done;

  WriteShards(DatasetRequest request, LongAccumulator done) {
    this.request = request;
    this.done = done;
  }

  @Override
  public Iterator<ShardRecord> call(Iterator<Shard> shards) throws IOException {
    List<ShardRecord> records = new ArrayList<>();
    while (shards.hasNext()) {
      Shard shard = shards.next();
      String mark = DatasetFiles.mark(request, shard.name());
      if (HadoopFiles.fileSystem(mark).exists(HadoopFiles.path(mark))) {
        try (InputStream in = Channels.newInputStream(HadoopFiles.input(mark).open())) {
          records.add(JSON.readValue(in, ShardRecord.class));
        }
      } else {
        records.add(write(shard, mark));
      }
    }
    return records.iterator();
  }

  private ShardRecord write(Shard shard, String mark) throws IOException {
    Path folder = ScratchFolder.create("troupe-dataset");
    Path local = folder.resolve(shard.name());
    try {
      List<ClipRecord> clips = fill(shard, local);
      int samples = clips.stream().mapToInt(ClipRecord::samples).sum();
      ShardRecord record =
          new ShardRecord(shard.name(), FileHashes.sha256(MediaInput.of(local)), samples, clips);
      String place = request.output() + "/" + shard.name();
      WholeFiles.createParent(place);
      WholeFiles.copy(local, place, DatasetFiles.staging(request));
      WholeFiles.createParent(mark);
      WholeFiles.write(mark, JSON.writeValueAsBytes(record), DatasetFiles.staging(request));
      return record;
    } finally {
      Files.deleteIfExists(local);
      Files.deleteIfExists(folder);
    }
  }

  private List<ClipRecord> fill(Shard shard, Path local) throws IOException {
    FrameSize size = request.model().open().manifest().network().frameSize();
    List<ClipRecord> clips = new ArrayList<>();
    try (SampleSink sink =
        request.options().format() == SampleFormat.PARQUET
            ? new ParquetSamples(local)
            : new TarSamples(local)) {
      for (DatasetClip clip : shard.clips()) {
        clips.add(add(clip, size, sink));
      }
    }
    return clips;
  }

  private ClipRecord add(DatasetClip clip, FrameSize size, SampleSink sink) throws IOException {
    try (Counting counted = new Counting(sink)) {
      String attempt = "Cannot use " + clip.path();
      List<String> problems = new ArrayList<>();
      String hash = ItemBoundary.run(attempt, () -> hash(clip), why -> noted(problems, why));
      if (problems.isEmpty()) {
        ItemBoundary.run(
            attempt,
            () -> {
              new ClipSamples(request, size, clip, done::add).writeTo(counted);
              return "";
            },
            why -> noted(problems, why));
      }
      return new ClipRecord(
          clip.number(), hash, counted.samples, problems.isEmpty() ? "" : problems.get(0));
    }
  }

  private static String noted(List<String> problems, String why) {
    problems.add(why);
    return "";
  }

  private static String hash(DatasetClip clip) throws IOException {
    String hash = FileHashes.sha256OfClip(clip.path());
    if (!clip.sha256().isEmpty() && !clip.sha256().equals(hash)) {
      throw new BadDataException(
          "Cannot use %s: it has changed; expected SHA-256 %s, found %s"
              .formatted(clip.path(), clip.sha256(), hash));
    }
    return hash;
  }

  /** Counts what has been written, which is what a clip that breaks off has given. */
  private static final class Counting implements SampleSink {
    private final SampleSink sink;
    private int samples;

    Counting(SampleSink sink) {
      this.sink = sink;
    }

    @Override
    public void add(Sample sample) throws IOException {
      try {
        sink.add(sample);
      } catch (IOException e) {
        throw new StorageException("Cannot write a sample: " + e.getMessage(), e);
      }
      samples++;
    }

    @Override
    public void close() {}
  }
}
