package dev.troupe.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.SparkConf;

/**
 * What the page of a standalone master says of its workers.
 *
 * @param workers the living ones
 */
record ClusterWorkers(List<Worker> workers) {
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final String DEFAULT_PORT = "8080";

  /** A machine: all it offers, and what of it other applications have; memory in MiB. */
  record Worker(int cores, int freeCores, long memory, long freeMemory, int gpus) {
    boolean holds(ExecutorSize size) {
      return cores >= Math.max(1, size.cores()) && memory >= size.memory() && gpus >= size.gpus();
    }

    @Override
    public String toString() {
      return "%d of %d cores and %d of %d MiB free%s"
          .formatted(freeCores, cores, freeMemory, memory, gpus == 0 ? "" : ", GPUs: " + gpus);
    }
  }

  ClusterWorkers {
    workers = List.copyOf(workers);
  }

  /** Empty where no page of this master can be read. */
  static Optional<ClusterWorkers> of(SparkConf conf) {
    String port = conf.get("spark.master.ui.port", DEFAULT_PORT);
    for (InetSocketAddress master : MasterCheck.addresses(conf.get("spark.master"))) {
      URI page = URI.create("http://%s:%s/json/".formatted(master.getHostString(), port));
      Optional<JsonNode> answer = read(page);
      if (answer.isPresent()
          && answer.get().path("url").asText().endsWith(":" + master.getPort())
          && answer.get().path("status").asText().equals("ALIVE")) {
        return answer.map(ClusterWorkers::parse);
      }
    }
    return Optional.empty();
  }

  static ClusterWorkers parse(JsonNode answer) {
    List<Worker> workers = new ArrayList<>();
    for (JsonNode worker : answer.path("workers")) {
      if (worker.path("state").asText().equals("ALIVE")) {
        int cores = worker.path("cores").asInt();
        long memory = worker.path("memory").asLong();
        workers.add(
            new Worker(
                cores,
                cores - worker.path("coresused").asInt(),
                memory,
                memory - worker.path("memoryused").asLong(),
                worker.path("resources").path("gpu").path("addresses").size()));
      }
    }
    return new ClusterWorkers(workers);
  }

  private static Optional<JsonNode> read(URI page) {
    try {
      HttpResponse<String> answer =
          HttpClient.newBuilder()
              .connectTimeout(PATIENCE)
              .build()
              .send(
                  HttpRequest.newBuilder(page).timeout(PATIENCE).build(),
                  HttpResponse.BodyHandlers.ofString());
      return Optional.of(new ObjectMapper().readTree(answer.body()));
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /** Whether an executor would fit onto one of them if nobody else were there. */
  boolean canEverHold(ExecutorSize size) {
    return workers.stream().anyMatch(worker -> worker.holds(size));
  }

  @Override
  public String toString() {
    return workers.isEmpty()
        ? "no worker"
        : "%d %s (%s)"
            .formatted(
                workers.size(),
                workers.size() == 1 ? "worker" : "workers",
                String.join("; ", workers.stream().map(Worker::toString).distinct().toList()));
  }
}
