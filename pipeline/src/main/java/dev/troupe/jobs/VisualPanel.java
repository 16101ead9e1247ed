package dev.troupe.jobs;

import dev.troupe.inference.Visualization;
import dev.troupe.media.FrameSize;
import dev.troupe.media.Picture;
import dev.troupe.motion.Keypoints;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.util.ArrayList;
import java.util.List;

/**
 * Draws what went on inside the networks for one frame: source, driving frame, deformed source,
 * result and occlusion map in the first row (keypoints with their Jacobians' axes drawn in), then
 * each keypoint's warp with its mask below it.
 */
final class VisualPanel {
  private static final double AXIS_LENGTH = 0.12;

  private final Picture source;
  private final Keypoints sourceKeypoints;

  VisualPanel(Picture source, Keypoints sourceKeypoints) {
    this.source = source;
    this.sourceKeypoints = sourceKeypoints;
  }

  /** The panel of one frame; its size depends on the source's size and the keypoints' number. */
  Picture draw(Picture driving, Keypoints motion, Visualization insides) {
    int columns = 5;
    List<Picture> cells = new ArrayList<>();
    cells.add(withKeypoints(source, sourceKeypoints));
    cells.add(driving);
    cells.add(insides.deformed());
    cells.add(withKeypoints(insides.frame(), motion));
    cells.add(insides.occlusion());
    int warps = insides.warps().size();
    for (int from = 0; from < warps; from += columns) {
      int until = Math.min(warps, from + columns);
      addRow(cells, insides.warps().subList(from, until), columns);
      addRow(cells, insides.masks().subList(from, until), columns);
    }
    return grid(cells, columns, source.size());
  }

  private static void addRow(List<Picture> cells, List<Picture> row, int columns) {
    cells.addAll(row);
    for (int i = row.size(); i < columns; i++) {
      cells.add(new Picture(1, 1, new byte[3]));
    }
  }

  private static Picture withKeypoints(Picture picture, Keypoints keypoints) {
    BufferedImage image = image(picture);
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setStroke(new BasicStroke(Math.max(1f, picture.width() / 128f)));
    float[] values = keypoints.values();
    float[] jacobians = keypoints.jacobians();
    for (int k = 0; k < keypoints.count(); k++) {
      graphics.setColor(Color.getHSBColor(k / (float) keypoints.count(), 1f, 1f));
      double x = (values[2 * k] + 1) / 2 * (picture.width() - 1);
      double y = (values[2 * k + 1] + 1) / 2 * (picture.height() - 1);
      double radius = Math.max(1.5, picture.width() / 64.0);
      graphics.fill(new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius));
      for (int axis = 0; axis < 2 && keypoints.hasJacobians(); axis++) {
        double toX = x + jacobians[4 * k + axis] * AXIS_LENGTH * picture.width() / 2;
        double toY = y + jacobians[4 * k + 2 + axis] * AXIS_LENGTH * picture.height() / 2;
        graphics.draw(new Line2D.Double(x, y, toX, toY));
      }
    }
    graphics.dispose();
    return picture(image);
  }

  private static Picture grid(List<Picture> cells, int columns, FrameSize cell) {
    int rows = (cells.size() + columns - 1) / columns;
    BufferedImage sheet =
        new BufferedImage(
            columns * cell.width(), rows * cell.height(), BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D graphics = sheet.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    for (int i = 0; i < cells.size(); i++) {
      int x = i % columns * cell.width();
      int y = i / columns * cell.height();
      graphics.drawImage(image(cells.get(i)), x, y, cell.width(), cell.height(), null);
    }
    graphics.dispose();
    return picture(sheet);
  }

  private static BufferedImage image(Picture picture) {
    BufferedImage image =
        new BufferedImage(picture.width(), picture.height(), BufferedImage.TYPE_3BYTE_BGR);
    byte[] pixels = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
    System.arraycopy(picture.bgr(), 0, pixels, 0, pixels.length);
    return image;
  }

  private static Picture picture(BufferedImage image) {
    byte[] pixels = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
    return new Picture(image.getWidth(), image.getHeight(), pixels.clone());
  }
}
