package dev.troupe.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import dev.troupe.media.FrameSize;
import dev.troupe.media.Images;
import dev.troupe.media.Picture;
import dev.troupe.problems.BadDataException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * What the networks make of videos that training does not see: a picture, rows of source, driving
 * frame and prediction, and the mean absolute difference.
 */
final class PictureGrid {
  private static final int MOST_VIDEOS = 24;
  private static final int SHOWN = 8;

  private final List<Picture> sources = new ArrayList<>();
  private final List<Picture> drivings = new ArrayList<>();

  /**
   * Takes the first frame of each video as source, and the one in the middle as driving frame.
   *
   * @param size of the middle of the frames that is taken
   * @throws IOException if a file system fails
   */
  static PictureGrid of(List<TrainingVideo> videos, FrameStore frames, FrameSize size)
      throws IOException {
    PictureGrid grid = new PictureGrid();
    int step = Math.max(1, videos.size() / MOST_VIDEOS);
    for (int i = 0; i < videos.size() && grid.sources.size() < MOST_VIDEOS; i += step) {
      TrainingVideo video = videos.get(i);
      try {
        Picture source = frames.read(video, 0);
        grid.drivings.add(middle(frames.read(video, video.frames() / 2), size));
        grid.sources.add(middle(source, size));
      } catch (BadDataException e) {
        // A video that cannot be decoded is not shown; the store remembers why.
      }
    }
    return grid;
  }

  private static Picture middle(Picture picture, FrameSize size) {
    return PictureCrop.of(picture, size, PictureCrop.MIDDLE, PictureCrop.MIDDLE);
  }

  /**
   * Draws the picture.
   *
   * @return the mean absolute difference of all predictions, in [0, 1]; NaN without videos
   * @throws IOException if it cannot be written
   */
  double draw(TrainingGraph graph, TrainingGraph.Networks networks, Path file) throws IOException {
    List<Picture> made = new ArrayList<>();
    double sum = 0;
    for (int i = 0; i < sources.size(); i++) {
      try (NDManager manager = graph.newManager()) {
        NDArray prediction =
            graph.preview(
                networks,
                new NDList(
                    Batch.pictures(manager, sources.subList(i, i + 1)),
                    Batch.pictures(manager, drivings.subList(i, i + 1))));
        Picture picture = picture(prediction);
        made.add(picture);
        sum += difference(picture, drivings.get(i));
      }
    }
    if (!made.isEmpty()) {
      write(made, file);
    }
    return sum / made.size();
  }

  private static Picture picture(NDArray prediction) {
    NDArray levels = prediction.mul(255f).round().clip(0, 255).toType(DataType.UINT8, false);
    ByteBuffer bytes = levels.flip(1).transpose(0, 2, 3, 1).toByteBuffer();
    byte[] bgr = new byte[bytes.remaining()];
    bytes.get(bgr);
    int height = Math.toIntExact(prediction.getShape().get(2));
    int width = Math.toIntExact(prediction.getShape().get(3));
    return new Picture(width, height, bgr);
  }

  private static double difference(Picture one, Picture other) {
    long sum = 0;
    for (int i = 0; i < one.bgr().length; i++) {
      sum += Math.abs((one.bgr()[i] & 0xff) - (other.bgr()[i] & 0xff));
    }
    return sum / 255.0 / one.bgr().length;
  }

  private void write(List<Picture> made, Path file) throws IOException {
    int columns = Math.min(SHOWN, made.size());
    FrameSize size = made.get(0).size();
    int row = size.width() * 3;
    byte[] bgr = new byte[row * columns * size.height() * 3];
    List<List<Picture>> rows = List.of(sources, drivings, made);
    for (int i = 0; i < rows.size(); i++) {
      for (int column = 0; column < columns; column++) {
        byte[] part = rows.get(i).get(column).bgr();
        for (int y = 0; y < size.height(); y++) {
          int to = ((i * size.height() + y) * columns + column) * row;
          System.arraycopy(part, y * row, bgr, to, row);
        }
      }
    }
    Picture all = new Picture(size.width() * columns, size.height() * 3, bgr);
    Path part = file.resolveSibling("." + file.getFileName());
    Files.write(part, Images.encodePng(all));
    Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
  }
}
