package dev.troupe.training;

import dev.troupe.model.FlatLayout;
import dev.troupe.torchscript.TensorData;
import java.util.List;

/**
 * Takes over a parameter whose numbers of channels have changed, such as by another number of
 * keypoints. What old and new have in common is copied; new inputs of old outputs count nothing, so
 * that these begin as they were; new outputs stay as they were drawn.
 */
final class ChannelGrowth {
  private ChannelGrowth() {}

  /** Changes the slot's numbers; leaves them alone where more than channels differs. */
  static void take(TensorData found, FlatLayout.Slot slot, float[] vector) {
    List<Integer> old = found.shape();
    List<Integer> grown = slot.shape();
    int rank = grown.size();
    boolean onlyChannels =
        old.size() == rank
            && rank > 0
            && (rank <= 2 || old.subList(2, rank).equals(grown.subList(2, rank)));
    if (!onlyChannels) {
      return;
    }
    float[] values = found.floats();
    int kernel = rank <= 2 ? 1 : grown.subList(2, rank).stream().reduce(1, Math::multiplyExact);
    int oldInputs = rank == 1 ? 1 : old.get(1);
    int inputs = rank == 1 ? 1 : grown.get(1);
    for (int output = 0; output < Math.min(old.get(0), grown.get(0)); output++) {
      for (int input = 0; input < inputs; input++) {
        int to = slot.offset() + (output * inputs + input) * kernel;
        for (int i = 0; i < kernel; i++) {
          boolean known = input < oldInputs;
          float value = known ? values[(output * oldInputs + input) * kernel + i] : 0;
          vector[to + i] = Float.isFinite(value) ? value : 0;
        }
      }
    }
  }
}
