package dev.troupe.training;

import dev.troupe.model.FlatLayout;
import dev.troupe.problems.BadDataException;
import dev.troupe.torchscript.Checkpoint;
import dev.troupe.torchscript.CheckpointFile;
import dev.troupe.torchscript.TensorData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Everything a run needs to go on, as values: three networks with their optimisers, and how many
 * steps were made. Kept in a checkpoint that the reference implementation reads as its own.
 *
 * @param parts generator, detector, discriminator; the last has no tensors where there is none
 * @param step how many steps were made
 * @param seed what all chance in the run comes from
 */
record TrainingState(List<Part> parts, long step, long seed) {
  private static final String OWN = "troupe";

  /**
   * One network with its optimiser.
   *
   * @param network its name in checkpoints, and its optimiser's behind {@code optimizer_}
   * @param layout where its tensors lie
   * @param vectors its numbers
   * @param moments its optimiser's state
   */
  record Part(
      String network, FlatLayout layout, NetworkVectors vectors, TrainedNetwork.Moments moments) {

    static Part fresh(String network, FlatLayout layout, NetworkVectors vectors) {
      int length = vectors.parameters().length;
      return new Part(
          network,
          layout,
          vectors,
          new TrainedNetwork.Moments(0, new float[length], new float[length]));
    }
  }

  /**
   * Writes the state; whole or not at all.
   *
   * @param epoch epochs finished, for the reference implementation
   * @param rates the optimisers' learning rates, in the parts' order
   * @throws IOException if it cannot be written
   */
  void write(Path file, long epoch, List<Double> rates) throws IOException {
    Map<String, Object> values = new LinkedHashMap<>();
    for (int i = 0; i < parts.size(); i++) {
      Part part = parts.get(i);
      if (part.layout().parameters().length() > 0) {
        values.put(part.network(), tensors(part));
        values.put("optimizer_" + part.network(), optimizer(part, rates.get(i)));
      }
    }
    values.put("epoch", epoch);
    values.put(OWN, Map.of("step", step, "seed", seed));
    CheckpointFile.write(values, file);
  }

  private static Map<String, TensorData> tensors(Part part) {
    Map<String, TensorData> tensors = new LinkedHashMap<>();
    for (FlatLayout.Slot slot : part.layout().parameters().slots()) {
      tensors.put(slot.name(), tensor(slot, part.vectors().parameters()));
    }
    for (FlatLayout.Slot slot : part.layout().statistics().slots()) {
      tensors.put(slot.name(), tensor(slot, part.vectors().statistics()));
    }
    return tensors;
  }

  private static TensorData tensor(FlatLayout.Slot slot, float[] vector) {
    return TensorData.lazy(
        slot.shape(),
        () -> Arrays.copyOfRange(vector, slot.offset(), slot.offset() + slot.count()));
  }

  private static Map<String, Object> optimizer(Part part, double rate) {
    Map<Long, Object> state = new LinkedHashMap<>();
    List<Long> indices = new ArrayList<>();
    for (FlatLayout.Slot slot : part.layout().parameters().slots()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("step", part.moments().steps());
      one.put("exp_avg", tensor(slot, part.moments().first()));
      one.put("exp_avg_sq", tensor(slot, part.moments().second()));
      if (part.moments().steps() > 0) {
        state.put((long) slot.index(), one);
      }
      indices.add((long) slot.index());
    }
    Map<String, Object> group = new LinkedHashMap<>();
    group.put("lr", rate);
    group.put("betas", List.of(Adam.FIRST_DECAY, Adam.SECOND_DECAY));
    group.put("eps", Adam.EPSILON);
    group.put("weight_decay", 0L);
    group.put("amsgrad", false);
    group.put("params", indices);
    Map<String, Object> optimizer = new LinkedHashMap<>();
    optimizer.put("state", state);
    optimizer.put("param_groups", List.of(group));
    return optimizer;
  }

  /**
   * Takes the networks of any checkpoint of the same networks, optimisers as at the beginning.
   *
   * @param drawn a state whose networks the checkpoint may lack: only the discriminator
   * @param partly whether tensors that do not fit are those of {@code drawn}
   * @param drawnAnew receives a line per such tensor
   * @throws BadDataException with one line per tensor that is missing or misshapen, if none may be
   */
  static TrainingState warmStart(
      Path file, TrainingState drawn, boolean partly, List<String> drawnAnew) {
    try (Checkpoint checkpoint = Checkpoint.open(file)) {
      List<String> faults = new ArrayList<>();
      List<Part> parts = new ArrayList<>();
      for (Part part : drawn.parts()) {
        boolean found = checkpoint.holds(part.network());
        boolean needed = part.layout().parameters().length() > 0;
        parts.add(
            needed && (found || !part.network().equals("discriminator"))
                ? begun(part, checkpoint, partly, faults)
                : part);
      }
      if (!partly) {
        refuse(file, faults);
      }
      drawnAnew.addAll(faults);
      return new TrainingState(parts, 0, drawn.seed());
    }
  }

  private static Part begun(Part part, Checkpoint checkpoint, boolean partly, List<String> faults) {
    NetworkVectors taken = vectors(checkpoint, part, faults);
    return Part.fresh(
        part.network(),
        part.layout(),
        partly ? taken.grownFrom(part.layout(), checkpoint.tensors(part.network())) : taken);
  }

  private static NetworkVectors vectors(Checkpoint checkpoint, Part part, List<String> faults) {
    return NetworkVectors.of(
        part.layout(), part.network(), checkpoint.tensors(part.network()), part.vectors(), faults);
  }

  private static void refuse(Path file, List<String> faults) {
    if (!faults.isEmpty()) {
      throw new BadDataException(
          "Cannot start from checkpoint %s: %d of its tensors do not fit the configuration\n%s"
              .formatted(file, faults.size(), String.join("\n", faults)));
    }
  }

  /**
   * Takes up a state that {@link #write} left.
   *
   * @param drawn a state of the same networks
   * @throws BadDataException if the file is no such state, or of other networks
   */
  static TrainingState resume(Path file, TrainingState drawn) {
    try (Checkpoint checkpoint = Checkpoint.open(file)) {
      if (!(checkpoint.values().get(OWN) instanceof Map<?, ?> own)
          || !(own.get("step") instanceof Long step)
          || !(own.get("seed") instanceof Long seed)) {
        throw new BadDataException(
            "Cannot resume from %s: it was not written by a training run of Troupe"
                .formatted(file));
      }
      List<String> faults = new ArrayList<>();
      List<Part> parts = new ArrayList<>();
      for (Part part : drawn.parts()) {
        parts.add(
            part.layout().parameters().length() == 0
                ? part
                : new Part(
                    part.network(),
                    part.layout(),
                    vectors(checkpoint, part, faults),
                    moments(checkpoint, part, faults)));
      }
      refuse(file, faults);
      return new TrainingState(parts, step, seed);
    }
  }

  private static TrainedNetwork.Moments moments(
      Checkpoint checkpoint, Part part, List<String> faults) {
    int length = part.layout().parameters().length();
    float[] first = new float[length];
    float[] second = new float[length];
    long steps = 0;
    Object optimizer = checkpoint.values().get("optimizer_" + part.network());
    if (optimizer instanceof Map<?, ?> values && values.get("state") instanceof Map<?, ?> state) {
      for (FlatLayout.Slot slot : part.layout().parameters().slots()) {
        if (state.get((long) slot.index()) instanceof Map<?, ?> one) {
          steps = one.get("step") instanceof Long count ? count : steps;
          take(one.get("exp_avg"), slot, first, faults);
          take(one.get("exp_avg_sq"), slot, second, faults);
        }
      }
    }
    return new TrainedNetwork.Moments(steps, first, second);
  }

  private static void take(
      @org.jspecify.annotations.Nullable Object found,
      FlatLayout.Slot slot,
      float[] vector,
      List<String> faults) {
    if (found instanceof TensorData tensor && tensor.shape().equals(slot.shape())) {
      System.arraycopy(tensor.floats(), 0, vector, slot.offset(), slot.count());
    } else {
      faults.add("the optimiser's state of %s is missing or misshapen".formatted(slot.name()));
    }
  }

  /** Whether every number is one. */
  boolean isFinite() {
    for (Part part : parts) {
      for (float[] vector : List.of(part.vectors().parameters(), part.vectors().statistics())) {
        for (float value : vector) {
          if (!Float.isFinite(value)) {
            return false;
          }
        }
      }
    }
    return true;
  }
}
