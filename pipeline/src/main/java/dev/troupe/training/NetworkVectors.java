package dev.troupe.training;

import dev.troupe.model.FlatLayout;
import dev.troupe.torchscript.TensorData;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A network's numbers as two vectors, laid out by a {@link FlatLayout}.
 *
 * @param parameters what gradients change
 * @param statistics what they do not
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
record NetworkVectors(float[] parameters, float[] statistics) {
  private static final Pattern LAST_OF_RESIDUAL_BLOCK =
      Pattern.compile("bottleneck\\.r\\d+\\.conv2\\.(weight|bias)");

  /**
   * The same, but of a tensor that has become larger or smaller in numbers of channels, what both
   * have is taken, and residual blocks that the smaller network lacks add nothing at first: a
   * network begins as the smaller one was, with new channels and blocks beside it.
   */
  NetworkVectors grownFrom(FlatLayout layout, Map<String, ? extends TensorData> tensors) {
    float[] grown = parameters.clone();
    for (FlatLayout.Slot slot : layout.parameters().slots()) {
      TensorData found = tensors.get(slot.name());
      if (found == null && LAST_OF_RESIDUAL_BLOCK.matcher(slot.name()).matches()) {
        Arrays.fill(grown, slot.offset(), slot.offset() + slot.count(), 0);
      }
      takeChannels(found, slot, grown);
    }
    float[] grownStatistics = statistics.clone();
    for (FlatLayout.Slot slot : layout.statistics().slots()) {
      takeChannels(tensors.get(slot.name()), slot, grownStatistics);
    }
    return new NetworkVectors(grown, grownStatistics);
  }

  private static void takeChannels(@Nullable TensorData found, FlatLayout.Slot slot, float[] into) {
    if (found != null && !found.shape().equals(slot.shape())) {
      ChannelGrowth.take(found, slot, into);
    }
  }

  /**
   * Takes the tensors of a checkpoint's network.
   *
   * @param otherwise where tensors come from that are missing or misshapen
   * @param faults receives a line per such tensor
   */
  static NetworkVectors of(
      FlatLayout layout,
      String network,
      Map<String, ? extends TensorData> tensors,
      NetworkVectors otherwise,
      List<String> faults) {
    float[] parameters = otherwise.parameters().clone();
    float[] statistics = otherwise.statistics().clone();
    layout.parameters().slots().forEach(slot -> take(slot, network, tensors, parameters, faults));
    layout.statistics().slots().forEach(slot -> take(slot, network, tensors, statistics, faults));
    return new NetworkVectors(parameters, statistics);
  }

  private static void take(
      FlatLayout.Slot slot,
      String network,
      Map<String, ? extends TensorData> tensors,
      float[] vector,
      List<String> faults) {
    TensorData found = tensors.get(slot.name());
    if (found == null || !found.shape().equals(slot.shape())) {
      String shape = found == null ? "none" : found.shape().toString();
      faults.add(
          "%s.%s: expected %s, found %s".formatted(network, slot.name(), slot.shape(), shape));
      return;
    }
    float[] values = found.floats();
    for (float value : values) {
      if (!Float.isFinite(value)) {
        faults.add("%s.%s: a value is no number".formatted(network, slot.name()));
        return;
      }
    }
    System.arraycopy(values, 0, vector, slot.offset(), slot.count());
  }
}
