package dev.troupe.training;

import dev.troupe.model.FlatLayout;
import dev.troupe.torchscript.TensorData;
import java.util.List;
import java.util.Map;

/**
 * A network's numbers as two vectors, laid out by a {@link FlatLayout}.
 *
 * @param parameters what gradients change
 * @param statistics what they do not
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
record NetworkVectors(float[] parameters, float[] statistics) {

  /**
   * The same, but of a parameter that has become larger or smaller in numbers of channels, what
   * both have is taken: a network begins as the smaller one was, with new channels beside it.
   */
  NetworkVectors grownFrom(FlatLayout layout, Map<String, ? extends TensorData> tensors) {
    float[] grown = parameters.clone();
    for (FlatLayout.Slot slot : layout.parameters().slots()) {
      TensorData found = tensors.get(slot.name());
      if (found != null && !found.shape().equals(slot.shape())) {
        ChannelGrowth.take(found, slot, grown);
      }
    }
    return new NetworkVectors(grown, statistics);
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
