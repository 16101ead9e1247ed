package dev.troupe.jobs.library;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.troupe.source.HadoopFiles;
import dev.troupe.source.WholeFiles;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What runs measured, for the plans of later ones: a small file in the library with one entry for
 * each model and device, the newest.
 */
public final class ThroughputFile {
  private static final String NAME = "throughput.json";
  private static final int MOST_BYTES = 1 << 20;
  private static final int MOST_ENTRIES = 1000;
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private final String library;

  /**
   * The file of a library.
   *
   * @param library its URI or path; need not exist
   */
  public ThroughputFile(String library) {
    this.library = library;
  }

  /**
   * What was measured of a model on a device.
   *
   * @param model its content hash
   * @param device "cpu", or a GPU
   * @return the newest measurement
   * @throws IOException if the file system fails
   */
  public Optional<Throughput> find(String model, String device) throws IOException {
    return read().stream().filter(each -> isOf(each, model, device)).findFirst();
  }

  /**
   * Keeps a measurement in place of the one before. Of two runs at once, one's may be lost.
   *
   * @param measured a run's
   * @throws IOException if the library cannot be written
   */
  public void record(Throughput measured) throws IOException {
    List<Throughput> all = new ArrayList<>();
    all.add(measured);
    read().stream()
        .filter(each -> !isOf(each, measured.model(), measured.device()))
        .limit(MOST_ENTRIES - 1)
        .forEach(all::add);
    WholeFiles.write(
        place(), JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(all), library);
  }

  /** All entries; none if the file is not there or not to be understood: it only serves guesses. */
  private List<Throughput> read() throws IOException {
    byte[] bytes;
    try (InputStream in = HadoopFiles.fileSystem(place()).open(HadoopFiles.path(place()))) {
      bytes = in.readNBytes(MOST_BYTES);
    } catch (FileNotFoundException e) {
      return List.of();
    }
    try {
      Throughput @Nullable [] all = JSON.readValue(bytes, Throughput[].class);
      return all == null ? List.of() : Arrays.stream(all).filter(Objects::nonNull).toList();
    } catch (IOException e) {
      return List.of(); // Jackson's, of bytes in memory
    }
  }

  private String place() {
    return library + "/" + NAME;
  }

  private static boolean isOf(Throughput each, String model, String device) {
    return each.model().equals(model) && each.device().equals(device);
  }
}
