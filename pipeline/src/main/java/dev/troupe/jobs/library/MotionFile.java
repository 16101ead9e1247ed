package dev.troupe.jobs.library;

import dev.troupe.jobs.MotionTable;
import dev.troupe.jobs.ParquetSeal;
import dev.troupe.jobs.quality.ClipFrame;
import dev.troupe.jobs.quality.FrameQuality;
import dev.troupe.media.FrameRange;
import dev.troupe.media.Timeline;
import dev.troupe.motion.Keypoints;
import dev.troupe.problems.BadDataException;
import dev.troupe.problems.StorageException;
import dev.troupe.source.HadoopFiles;
import dev.troupe.source.ScratchFolder;
import dev.troupe.source.VideoSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.filter2.compat.FilterCompat;
import org.apache.parquet.filter2.predicate.FilterApi;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

/**
 * A clip's motion as the library keeps it: one sealed Parquet file, one row per frame. Read by hand
 * rather than as a DataFrame, because a render task needs a few rows of a file that it can name.
 */
public final class MotionFile {
  private static final String LUMA = "luma";
  private static final String CHANGE = "change";
  private static final String EDGE = "edge";
  private static final String ENDING = ".parquet";

  /** The lists are as Spark writes and reads them. */
  private static final MessageType SCHEMA =
      MessageTypeParser.parseMessageType(
          """
          message motion {
            required binary clip (STRING);
            required int32 index;
            required group time { required int64 numerator; required int64 denominator; }
            required group keypoints (LIST) { repeated group list { required float element; } }
            required group jacobians (LIST) { repeated group list { required float element; } }
            required float luma;
            required float change;
            required float edge;
          }
          """);

  private MotionFile() {}

  /**
   * A frame of a clip.
   *
   * @param keypoints what was found in it
   * @param quality what was measured on it
   */
  public record Frame(Keypoints keypoints, FrameQuality quality) {}

  /**
   * Keeps a clip's motion.
   *
   * @param library where
   * @param key its name
   * @param clipHash SHA-256 of the clip's content
   * @param timeline the clip's frames' times
   * @param frames all of them, in order
   * @throws IOException if the library cannot be written
   */
  public static void write(
      Library library, String key, String clipHash, Timeline timeline, List<Frame> frames)
      throws IOException {
    Path folder = ScratchFolder.create("troupe-motion");
    Path local = folder.resolve("motion.parquet");
    try {
      SimpleGroupFactory rows = new SimpleGroupFactory(SCHEMA);
      try (ParquetWriter<Group> writer =
          ExampleParquetWriter.builder(new LocalOutputFile(local))
              .withType(SCHEMA)
              .withConf(HadoopFiles.configuration())
              .withCompressionCodec(CompressionCodecName.GZIP)
              .build()) {
        for (int i = 0; i < frames.size(); i++) {
          writer.write(row(rows, clipHash, timeline, i, frames.get(i)));
        }
      }
      ParquetSeal.seal(local, purpose(key, clipHash));
      library.put(local, library.motion(key));
    } finally {
      Files.deleteIfExists(local);
      Files.deleteIfExists(folder);
    }
  }

  private static Group row(
      SimpleGroupFactory rows, String clipHash, Timeline timeline, int index, Frame frame) {
    Group row = rows.newGroup();
    row.add(VideoSchema.CLIP, clipHash);
    row.add(VideoSchema.INDEX, index);
    row.addGroup(VideoSchema.TIME)
        .append("numerator", timeline.time(index).numerator())
        .append("denominator", timeline.time(index).denominator());
    add(row.addGroup(MotionTable.KEYPOINTS), frame.keypoints().values());
    add(row.addGroup(MotionTable.JACOBIANS), frame.keypoints().jacobians());
    row.add(LUMA, frame.quality().luma());
    row.add(CHANGE, frame.quality().change());
    row.add(EDGE, frame.quality().edge());
    return row;
  }

  private static void add(Group list, float[] numbers) {
    for (float number : numbers) {
      list.addGroup("list").append("element", number);
    }
  }

  /**
   * Whether a motion table is there and as it was written, under this name and of this clip.
   *
   * @param file its place
   * @param clipHash SHA-256 of the clip's content
   * @return false if it is missing, damaged or another's: then it is made again
   * @throws IOException if the storage fails
   */
  public static boolean isSound(String file, String clipHash) throws IOException {
    String name = file.substring(file.lastIndexOf('/') + 1);
    return name.endsWith(ENDING)
        && ParquetSeal.isSound(
            file, purpose(name.substring(0, name.length() - ENDING.length()), clipHash));
  }

  private static String purpose(String key, String clipHash) {
    return "motion\n%s\n%s".formatted(key, clipHash);
  }

  /**
   * Reads part of a clip's motion.
   *
   * @param file its place
   * @param clipHash SHA-256 of the clip's content
   * @param range the frames wanted
   * @return one for each, in order; times are seconds after the first frame of the clip
   * @throws BadDataException if the file is missing, damaged, another's or lacks frames
   * @throws IOException if it cannot be read
   */
  public static List<ClipFrame> read(String file, String clipHash, FrameRange range)
      throws IOException {
    if (!isSound(file, clipHash)) {
      throw damaged(file, "it is gone, damaged or of another clip");
    }
    return readSound(file, range);
  }

  /**
   * Reads part of a motion table that was found to be sound.
   *
   * @param file its place
   * @param range the frames wanted
   * @return one for each, in order; times are seconds after the first frame of the clip
   * @throws BadDataException if it lacks frames
   * @throws IOException if it cannot be read
   */
  public static List<ClipFrame> readSound(String file, FrameRange range) throws IOException {
    List<ClipFrame> frames = new ArrayList<>(range.count());
    var wanted =
        FilterApi.and(
            FilterApi.gtEq(FilterApi.intColumn(VideoSchema.INDEX), range.from()),
            FilterApi.lt(FilterApi.intColumn(VideoSchema.INDEX), range.until()));
    try (ParquetReader<Group> reader =
        ParquetReader.builder(new GroupReadSupport(), HadoopFiles.path(file))
            .withConf(HadoopFiles.configuration())
            .withFilter(FilterCompat.get(wanted))
            .build()) {
      for (Group row = reader.read(); row != null; row = reader.read()) {
        frames.add(frame(row));
      }
    } catch (IOException e) {
      throw StorageException.of("Cannot read the motion table " + file, e);
    } catch (RuntimeException e) {
      throw damaged(file, String.valueOf(e.getMessage()));
    }
    if (frames.size() != range.count() || frames.get(0).index() != range.from()) {
      throw damaged(file, "expected %d frames, found %d".formatted(range.count(), frames.size()));
    }
    return frames;
  }

  private static ClipFrame frame(Group row) {
    Group time = row.getGroup(VideoSchema.TIME, 0);
    double seconds = (double) time.getLong("numerator", 0) / time.getLong("denominator", 0);
    return new ClipFrame(
        row.getInteger(VideoSchema.INDEX, 0),
        seconds,
        new Keypoints(
            numbers(row.getGroup(MotionTable.KEYPOINTS, 0)),
            numbers(row.getGroup(MotionTable.JACOBIANS, 0))),
        new FrameQuality(row.getFloat(LUMA, 0), row.getFloat(CHANGE, 0), row.getFloat(EDGE, 0)));
  }

  private static float[] numbers(Group list) {
    float[] numbers = new float[list.getFieldRepetitionCount(0)];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = list.getGroup(0, i).getFloat(0, 0);
    }
    return numbers;
  }

  private static BadDataException damaged(String file, String why) {
    return new BadDataException(
        "Cannot use the motion table %s: %s; the next run makes it again".formatted(file, why));
  }
}
