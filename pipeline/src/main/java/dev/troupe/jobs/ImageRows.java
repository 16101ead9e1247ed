package dev.troupe.jobs;

import dev.troupe.media.FrameSize;
import dev.troupe.media.Picture;
import dev.troupe.source.VideoSchema;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** Rows of Spark's image schema to pictures and back. */
final class ImageRows {
  private static final int HEIGHT = 1;
  private static final int WIDTH = 2;
  private static final int MODE = 4;
  private static final int DATA = 5;

  private ImageRows() {}

  /**
   * The picture in an image row.
   *
   * @throws IllegalArgumentException if it is not of the expected size and pixel form
   */
  static Picture picture(Row image, FrameSize expected) {
    int mode = image.getInt(MODE);
    if (mode != VideoSchema.MODE_8UC3) {
      throw new IllegalArgumentException(
          "Cannot use image %s: its mode must be %d (three bytes per pixel), found %d"
              .formatted(image.get(0), VideoSchema.MODE_8UC3, mode));
    }
    Picture picture =
        new Picture(image.getInt(WIDTH), image.getInt(HEIGHT), image.<byte[]>getAs(DATA));
    if (!picture.size().equals(expected)) {
      throw new IllegalArgumentException(
          "Cannot use image %s: the network takes %s, found %s"
              .formatted(image.get(0), expected, picture.size()));
    }
    return picture;
  }

  static Row row(String origin, Picture picture) {
    return RowFactory.create(
        origin, picture.height(), picture.width(), 3, VideoSchema.MODE_8UC3, picture.bgr());
  }

  /** A row with one more value at its end. */
  static Row append(Row row, Object value) {
    Object[] values = new Object[row.length() + 1];
    for (int i = 0; i < row.length(); i++) {
      values[i] = row.get(i);
    }
    values[row.length()] = value;
    return RowFactory.create(values);
  }
}
