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
   * Takes the tensors of a checkpoint's network.
   *
   * @param faults receives a line per tensor that is missing or misshapen
   */
  static NetworkVectors of(
      FlatLayout layout, String network, Map<String, ? extends TensorData> tensors, List<String> faults) {
    return new NetworkVectors(
        vector(layout.parameters(), network, tensors, faults),
        vector(layout.statistics(), network, tensors, faults));
  }

  private static float[] vector(
      FlatLayout.Part part,
      String network,
      Map<String, ? extends TensorData> tensors,
      List<String> faults) {
    float[] vector = new float[part.length()];
    for (FlatLayout.Slot slot : part.slots()) {
      TensorData found = tensors.get(slot.name());
      if (found == null || !found.shape().equals(slot.shape())) {
        faults.add(
            "%s.%s: expected %s, found %s"
                .formatted(
                    network, slot.name(), slot.shape(), found == null ? "none" : found.shape()));
      } else {
        System.arraycopy(found.floats(), 0, vector, slot.offset(), slot.count());
      }
    }
    return vector;
  }
}
