package dev.troupe.training;

import dev.troupe.model.FlatLayout;
import dev.troupe.model.FlatLayout.Slot;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Lets a generator that warps the source at its full size begin as a copy of the warped source: the
 * first convolution hands colours and their complements through, the blocks add nothing yet, and
 * the last convolution takes the difference as the logit of the colour, grey where occluded. What
 * is learnt is then what a copy gets wrong, and fine detail need not be learnt at all.
 */
final class CopyStart {
  /** Channels that the copy needs: three colours and their complements. */
  static final int CHANNELS = 6;

  private static final int COLOURS = 3;

  /** A sigmoid with this slope stays within 0.08 of the identity on [0, 1]. */
  private static final float SLOPE = 5;

  private final Map<String, Slot> slots;
  private final float[] parameters;
  private final float[] statistics;

  private CopyStart(FlatLayout layout, NetworkVectors vectors) {
    slots =
        Stream.concat(layout.parameters().slots().stream(), layout.statistics().slots().stream())
            .collect(Collectors.toMap(Slot::name, slot -> slot));
    parameters = vectors.parameters().clone();
    statistics = vectors.statistics().clone();
  }

  /**
   * Changes a generator's first and last layers and the ends of its blocks.
   *
   * @param generator one without down-sampling blocks and with at least {@link #CHANNELS} channels
   * @return the same generator beginning as a copy; its motion network is as it was
   */
  static TrainingState.Part of(TrainingState.Part generator) {
    CopyStart start = new CopyStart(generator.layout(), generator.vectors());
    start.first();
    start.blocks();
    start.last();
    return TrainingState.Part.fresh(
        generator.network(),
        generator.layout(),
        new NetworkVectors(start.parameters, start.statistics));
  }

  private void first() {
    Slot weight = slot("first.conv.weight");
    int perChannel = weight.count() / weight.shape().get(0);
    int from = weight.offset();
    Arrays.fill(parameters, from, from + CHANNELS * perChannel, 0);
    for (int colour = 0; colour < COLOURS; colour++) {
      parameters[from + colour * perChannel + centre(weight, colour)] = 1;
      parameters[from + (COLOURS + colour) * perChannel + centre(weight, colour)] = -1;
    }
    for (int channel = 0; channel < CHANNELS; channel++) {
      parameters[slot("first.conv.bias").offset() + channel] = channel < COLOURS ? 0 : 1;
      parameters[slot("first.norm.weight").offset() + channel] = 1;
      parameters[slot("first.norm.bias").offset() + channel] = 0;
      statistics[slot("first.norm.running_mean").offset() + channel] = 0;
      statistics[slot("first.norm.running_var").offset() + channel] = 1;
    }
  }

  private void blocks() {
    slots.values().stream()
        .filter(slot -> slot.name().matches("bottleneck\\..*\\.conv2\\.(weight|bias)"))
        .forEach(slot -> Arrays.fill(parameters, slot.offset(), slot.offset() + slot.count(), 0));
  }

  private void last() {
    Slot weight = slot("final.weight");
    Slot bias = slot("final.bias");
    Arrays.fill(parameters, weight.offset(), weight.offset() + weight.count(), 0);
    Arrays.fill(parameters, bias.offset(), bias.offset() + bias.count(), 0);
    int perColour = weight.count() / COLOURS;
    for (int colour = 0; colour < COLOURS; colour++) {
      int row = weight.offset() + colour * perColour;
      parameters[row + centre(weight, colour)] = SLOPE / 2;
      parameters[row + centre(weight, COLOURS + colour)] = -SLOPE / 2;
    }
  }

  /** Where the middle of a kernel lies among the weights of one output channel. */
  private static int centre(Slot weight, int input) {
    int side = weight.shape().get(2);
    return input * side * side + side * side / 2;
  }

  private Slot slot(String name) {
    Slot slot = slots.get(name);
    if (slot == null) {
      throw new IllegalArgumentException("the generator has no tensor " + name);
    }
    return slot;
  }
}
