package dev.troupe.jobs.synthesis;

import dev.troupe.jobs.Version;
import dev.troupe.jobs.synthesis.SynthesisRequest.FrameFormat;
import dev.troupe.media.AssemblyPlan;
import dev.troupe.media.Encoding;
import dev.troupe.media.Images;
import dev.troupe.media.MediaInput;
import dev.troupe.media.Picture;
import dev.troupe.media.Rational;
import dev.troupe.media.SegmentEncoder;
import dev.troupe.media.Sound;
import dev.troupe.media.VideoAssembler;
import dev.troupe.source.FileHashes;
import dev.troupe.source.HadoopFiles;
import dev.troupe.source.ScratchFolder;
import dev.troupe.source.WholeFiles;
import dev.troupe.synthesis.Identity;
import dev.troupe.synthesis.Landmarks;
import dev.troupe.synthesis.Performance;
import dev.troupe.synthesis.Pose;
import dev.troupe.synthesis.Puppet;
import dev.troupe.synthesis.SyntheticSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongConsumer;

/** Draws one take and writes its files, each whole or absent, the landmarks last. */
final class TakeWriter {
  /** Holds what is unfinished; removed when the set is whole. */
  static final String STAGING = ".unfinished";

  private final SynthesisRequest request;
  private final Take take;
  private final LongConsumer drawnFrames;

  /**
   * A writer of one take.
   *
   * @param request the whole set
   * @param take what to write
   * @param drawnFrames hears of frames as they are drawn
   */
  TakeWriter(SynthesisRequest request, Take take, LongConsumer drawnFrames) {
    this.request = request;
    this.take = take;
    this.drawnFrames = drawnFrames;
  }

  /**
   * Writes what is missing.
   *
   * @return the take's files by relative path, with their SHA-256; a folder of pictures counts as
   *     one, hashed over its files' hashes
   */
  Map<String, String> write() throws IOException {
    String mark = place(take.landmarks());
    if (HadoopFiles.fileSystem(mark).exists(HadoopFiles.path(mark))) {
      drawnFrames.accept(request.set().frames());
    } else {
      draw();
    }
    Map<String, String> hashes = new LinkedHashMap<>();
    for (String file : files()) {
      hashes.put(file, FileHashes.sha256OfClip(place(file)));
    }
    return hashes;
  }

  private List<String> files() {
    List<String> files = new ArrayList<>();
    if (request.format() == FrameFormat.MP4) {
      files.add(take.path() + ".mp4");
    } else {
      files.add(take.path());
      files.add("sounds/" + take.path() + ".wav");
    }
    if (!take.image().isEmpty()) {
      files.add(take.image());
    }
    files.add(take.landmarks());
    return files;
  }

  private void draw() throws IOException {
    SyntheticSet set = request.set();
    Identity identity = Identity.of(take.identitySeed());
    Performance performance = Performance.of(take.performanceSeed());
    LandmarkLines landmarks = new LandmarkLines();
    Rational duration = set.timeOf(set.frames());
    byte[] sound = WaveFile.of(performance.soundTrack(), duration);
    try (FrameSink sink = sink(sound)) {
      for (int frame = 0; frame < set.frames(); frame++) {
        Pose pose = performance.poseAt(set.timeOf(frame));
        sink.add(frame, Puppet.draw(identity, pose, set.size()));
        landmarks.add(frame, pose, Landmarks.of(identity, pose, set.size()));
        drawnFrames.accept(1);
      }
      sink.finish();
    }
    if (!take.image().isEmpty()) {
      Pose pose = take.imageInFirstPose() ? performance.poseAt(Rational.ZERO) : Pose.REST;
      write(take.image(), Images.encodePng(Puppet.draw(identity, pose, set.size())));
    }
    write(take.landmarks(), landmarks.toBytes());
  }

  /** Where frames go. */
  private interface FrameSink extends AutoCloseable {
    void add(int frame, Picture picture) throws IOException;

    void finish() throws IOException;

    @Override
    void close();
  }

  private FrameSink sink(byte[] sound) throws IOException {
    return request.format() == FrameFormat.MP4 ? new VideoSink(sound) : new PictureSink(sound);
  }

  /**
   * Every frame a key frame, as readers that pick frames at random want it; and no frame keeps
   * traces of the one before, which encoders leave where flat ground is uncovered.
   */
  private final class VideoSink implements FrameSink {
    private final byte[] sound;
    private final Encoding encoding;
    private final List<MediaInput> frames = new ArrayList<>();

    VideoSink(byte[] sound) {
      this.sound = sound;
      SyntheticSet set = request.set();
      encoding =
          new Encoding(set.size(), set.frameRate().inverse(), set.frameRate(), request.quality());
    }

    @Override
    public void add(int frame, Picture picture) {
      try (SegmentEncoder encoder = SegmentEncoder.open(encoding)) {
        encoder.write(picture, frame);
        frames.add(MediaInput.of("frame " + frame, encoder.finish(frame + 1L)));
      }
    }

    @Override
    public void finish() throws IOException {
      Sound track =
          new Sound(
              MediaInput.of("voice.wav", sound),
              Rational.ZERO,
              Optional.empty(),
              Optional.empty(),
              encoding.timeBase().times(frames.size()));
      AssemblyPlan plan =
          new AssemblyPlan(
              frames,
              encoding.timeBase(),
              frames.size(),
              Optional.of(track),
              Map.of("comment", comment()));
      Path folder = ScratchFolder.create("troupe-synthesize");
      Path local = folder.resolve("clip.mp4");
      try {
        VideoAssembler.assemble(plan, local);
        WholeFiles.createParent(place(take.path()));
        WholeFiles.copy(local, place(take.path() + ".mp4"), place(STAGING));
      } finally {
        Files.deleteIfExists(local);
        Files.deleteIfExists(folder);
      }
    }

    private String comment() {
      return "Synthetic video drawn by Troupe %s, set %d, %s"
          .formatted(Version.current(), request.set().seed(), take.path());
    }

    @Override
    public void close() {}
  }

  private final class PictureSink implements FrameSink {
    private final byte[] sound;
    private final String unfinished = place(STAGING + "/" + UUID.randomUUID());

    PictureSink(byte[] sound) {
      this.sound = sound;
    }

    @Override
    public void add(int frame, Picture picture) throws IOException {
      String file = "%s/%07d.png".formatted(unfinished, frame);
      WholeFiles.write(file, Images.encodePng(picture), unfinished);
    }

    @Override
    public void finish() throws IOException {
      WholeFiles.moveFolder(unfinished, place(take.path()));
      TakeWriter.this.write("sounds/" + take.path() + ".wav", sound);
    }

    @Override
    public void close() {}
  }

  private void write(String file, byte[] bytes) throws IOException {
    WholeFiles.createParent(place(file));
    WholeFiles.write(place(file), bytes, place(STAGING));
  }

  private String place(String relative) {
    return request.output() + "/" + relative;
  }
}
