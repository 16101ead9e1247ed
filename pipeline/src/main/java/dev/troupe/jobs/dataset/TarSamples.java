package dev.troupe.jobs.dataset;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.errorprone.annotations.MustBeClosed;
import dev.troupe.inference.DenseMotionEstimator.DenseMotion;
import dev.troupe.motion.Keypoints;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * A WebDataset shard: for each sample the files {@code KEY.png}, {@code KEY.json}, {@code
 * KEY.keypoints.npy}, ... one after the other. No clock, no user and no umask enter it.
 */
final class TarSamples implements SampleSink {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final TarArchiveOutputStream tar;

  @MustBeClosed
  TarSamples(Path file) throws IOException {
    tar =
        new TarArchiveOutputStream(
            new BufferedOutputStream(Files.newOutputStream(file)), StandardCharsets.UTF_8.name());
    tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_ERROR);
  }

  @Override
  public void add(Sample sample) throws IOException {
    String key = sample.key();
    Keypoints keypoints = sample.keypoints();
    entry(key + ".json", JSON.writeValueAsBytes(described(sample)));
    entry(key + ".png", sample.png());
    entry(key + ".keypoints.npy", NumpyArray.of(keypoints.values(), keypoints.count(), 2));
    if (keypoints.hasJacobians()) {
      entry(key + ".jacobians.npy", NumpyArray.of(keypoints.jacobians(), keypoints.count(), 2, 2));
    }
    if (sample.dense().isPresent()) {
      DenseMotion dense = sample.dense().get();
      entry(
          key + ".deformation.npy",
          NumpyArray.of(dense.deformation().data(), dense.deformation().shape()));
      entry(
          key + ".occlusion.npy",
          NumpyArray.of(dense.occlusion().data(), dense.occlusion().shape()));
    }
  }

  @Override
  public void close() throws IOException {
    tar.close();
  }

  private static Map<String, Object> described(Sample sample) {
    DatasetClip clip = sample.clip();
    Map<String, Object> described = new LinkedHashMap<>();
    described.put("synthetic", clip.synthetic());
    described.put("clip", clip.name());
    described.put("identity", clip.identity());
    described.put("source", clip.source());
    described.put("driving", clip.driving());
    described.put("split", clip.split());
    described.put("frame", sample.frame());
    described.put("time", sample.time().toDouble());
    described.put("width", sample.size().width());
    described.put("height", sample.size().height());
    described.put("sha256", sample.sha256());
    return described;
  }

  private void entry(String name, byte[] bytes) throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name);
    entry.setSize(bytes.length);
    entry.setModTime(0L);
    entry.setIds(0, 0);
    entry.setNames("", "");
    entry.setMode(0644);
    tar.putArchiveEntry(entry);
    tar.write(bytes);
    tar.closeArchiveEntry();
  }
}
