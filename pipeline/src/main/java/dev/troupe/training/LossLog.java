package dev.troupe.training;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The losses of every step as CSV. A resumed run drops what lies behind its checkpoint. */
final class LossLog implements AutoCloseable {
  private final Path file;
  private final Writer out;
  private boolean titled;

  private LossLog(Path file, Writer out, boolean titled) {
    this.file = file;
    this.out = out;
    this.titled = titled;
  }

  static LossLog open(Path file, long step) throws IOException {
    List<String> kept = new ArrayList<>();
    if (step > 0 && Files.exists(file)) {
      for (String line : Files.readAllLines(file)) {
        String first = line.substring(0, Math.max(0, line.indexOf(',')));
        if (first.equals("step") || (first.matches("\\d+") && Long.parseLong(first) <= step)) {
          kept.add(line);
        }
      }
    }
    Files.write(file, kept, StandardCharsets.UTF_8);
    Writer out = Files.newBufferedWriter(file, StandardOpenOption.APPEND);
    return new LossLog(file, out, !kept.isEmpty());
  }

  Path file() {
    return file;
  }

  void add(long step, long epoch, Map<String, Float> losses) throws IOException {
    if (!titled) {
      out.write("step,epoch,total," + String.join(",", losses.keySet()) + "\n");
      titled = true;
    }
    StringBuilder line = new StringBuilder();
    double total = losses.values().stream().mapToDouble(Float::doubleValue).sum();
    line.append(step).append(',').append(epoch).append(',').append((float) total);
    losses.values().forEach(value -> line.append(',').append(value));
    out.write(line.append('\n').toString());
  }

  void flush() throws IOException {
    out.flush();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
