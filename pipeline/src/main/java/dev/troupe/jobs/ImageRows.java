package dev.troupe.jobs;

import dev.troupe.media.FrameSize;
import dev.troupe.media.Picture;
import dev.troupe.problems.BadDataException;
import dev.troupe.source.VideoSchema;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;
import org.jspecify.annotations.Nullable;

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
   * @throws BadDataException if it is missing or not of the expected size and pixel form
   */
  static Picture picture(@Nullable Row image, FrameSize expected) {
    if (image == null) {
      throw new BadDataException("Cannot use an image: expected a picture, found null");
    }
    int mode = image.getInt(MODE);
    if (mode != VideoSchema.MODE_8UC3) {
      throw unusable(
          image, "mode %d (three bytes a pixel), found %d".formatted(VideoSchema.MODE_8UC3, mode));
    }
    String size = image.getInt(WIDTH) + "x" + image.getInt(HEIGHT);
    if (!size.equals(expected.toString())) {
      throw unusable(image, "a picture of %s pixels, found %s".formatted(expected, size));
    }
    byte[] pixels = image.getAs(DATA);
    int bytes = expected.width() * expected.height() * 3;
    if (pixels.length != bytes) {
      throw unusable(image, "%d bytes, found %d".formatted(bytes, pixels.length));
    }
    return new Picture(expected.width(), expected.height(), pixels);
  }

  private static BadDataException unusable(Row image, String expectedAndFound) {
    return new BadDataException(
        "Cannot use image %s: expected %s".formatted(image.get(0), expectedAndFound));
  }

  static Row row(String origin, Picture picture) {
    Object[] values = {
      origin, picture.height(), picture.width(), 3, VideoSchema.MODE_8UC3, picture.bgr()
    };
    return new GenericRowWithSchema(values, VideoSchema.IMAGE_TYPE);
  }
}
