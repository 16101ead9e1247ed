package dev.troupe.jobs;

import dev.troupe.inference.Compute;
import dev.troupe.media.Fit;
import dev.troupe.media.FrameSize;
import dev.troupe.media.Rational;
import dev.troupe.model.ModelLocation;
import dev.troupe.source.VideoSchema;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Captures motion: decodes a clip and finds the keypoints of every frame. A frame's pixels never
 * leave the task that decoded them; what comes out is the {@link MotionTable}.
 */
final class Capture {
  private final SparkSession spark;
  private final Settings settings;

  /**
   * How motion is captured.
   *
   * @param model where the model package is
   * @param frameSize the network's frame size
   * @param fit how frames are brought to it
   * @param compute device and batch
   */
  record Settings(ModelLocation model, FrameSize frameSize, Fit fit, Compute compute) {}

  Capture(SparkSession spark, Settings settings) {
    this.spark = spark;
    this.settings = settings;
  }

  /**
   * The motion table of a clip, not yet computed.
   *
   * @param clip its URI
   * @param options further options of the video source: start, end, imageFps, allowTruncated,
   *     deinterlace
   * @param meter counts frames
   * @return one row per frame
   */
  Dataset<Row> motion(String clip, Map<String, String> options, Meter meter) {
    DataFrameReader reader =
        spark
            .read()
            .format("video")
            .options(options)
            .option("size", settings.frameSize().toString())
            .option("fit", settings.fit().name())
            .option("decoder", settings.compute().codecs().decoder());
    Dataset<Row> frames =
        reader
            .load(clip)
            .select(
                VideoSchema.CLIP,
                VideoSchema.INDEX,
                VideoSchema.TIME,
                VideoSchema.IMAGE,
                VideoSchema.DECODE_NANOS);
    int imageColumn = frames.schema().fieldIndex(VideoSchema.IMAGE);
    DetectKeypoints detect =
        new DetectKeypoints(
            new DetectKeypoints.Detection(
                settings.model(),
                settings.frameSize(),
                settings.compute(),
                imageColumn,
                MotionTable.ROW),
            Optional.of(
                new DetectKeypoints.Counting(
                    meter, frames.schema().fieldIndex(VideoSchema.DECODE_NANOS))));
    return frames.mapPartitions(detect, Encoders.row(MotionTable.ROW));
  }

  /** The video source's options for part of a clip. */
  static Map<String, String> options(AnimateRequest request) {
    Map<String, String> options = new java.util.TreeMap<>();
    AnimateRequest.Pictures pictures = request.inputs().pictures();
    options.put("start", request.motion().start().toString());
    request.motion().end().map(Rational::toString).ifPresent(end -> options.put("end", end));
    options.put("imageFps", pictures.imageRate().toString());
    options.put("allowTruncated", Boolean.toString(pictures.allowTruncated()));
    options.put("deinterlace", pictures.deinterlacing().name());
    return options;
  }
}
