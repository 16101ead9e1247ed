package dev.troupe.training;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** The losses as curves: each point the mean of equally many steps, on a logarithmic axis. */
final class LossChart {
  private static final int POINTS = 400;
  private static final int FIRST_TERM = 2;
  private static final double SMALLEST = 1e-6;

  private LossChart() {}

  /**
   * Draws a chart.
   *
   * @param csv what {@link LossLog} writes
   * @param png where to; replaced
   * @throws IOException if a file cannot be read or written
   */
  static void draw(Path csv, Path png) throws IOException {
    List<String> lines = Files.readAllLines(csv);
    if (lines.size() < FIRST_TERM) {
      return;
    }
    String[] names = lines.get(0).split(",", -1);
    List<double[]> points = means(lines.subList(1, lines.size()), names.length);
    XYChart chart =
        new XYChartBuilder().width(1000).height(600).xAxisTitle("step").title("losses").build();
    chart.getStyler().setYAxisLogarithmic(true);
    double[] steps = points.stream().mapToDouble(point -> point[0]).toArray();
    for (int i = FIRST_TERM; i < names.length; i++) {
      int term = i;
      double[] values =
          points.stream().mapToDouble(point -> Math.max(SMALLEST, point[term])).toArray();
      chart.addSeries(names[term], steps, values).setMarker(SeriesMarkers.NONE);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BitmapEncoder.saveBitmap(chart, bytes, BitmapFormat.PNG);
    Path part = png.resolveSibling("." + png.getFileName());
    Files.write(part, bytes.toByteArray());
    Files.move(part, png, StandardCopyOption.REPLACE_EXISTING);
  }

  private static List<double[]> means(List<String> lines, int columns) {
    int each = (lines.size() + POINTS - 1) / POINTS;
    List<double[]> points = new ArrayList<>();
    for (int from = 0; from < lines.size(); from += each) {
      List<String> part = lines.subList(from, Math.min(lines.size(), from + each));
      double[] sum = new double[columns];
      for (String line : part) {
        String[] cells = line.split(",", -1);
        for (int i = 0; i < columns; i++) {
          sum[i] += Double.parseDouble(cells[i]) / part.size();
        }
      }
      points.add(sum);
    }
    return points;
  }
}
