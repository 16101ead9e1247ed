package dev.troupe.inference;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.troupe.motion.Keypoints;
import java.util.List;

/** A source's native tensors, put on the device once and used by every batch. */
record SourceTensors(NDArray encoding, NDArray small, NDArray value, NDArray jacobian) {

  static SourceTensors of(NDManager manager, Appearance appearance) {
    List<Keypoints> keypoints = List.of(appearance.keypoints());
    return new SourceTensors(
        Tensors.channelsLast(manager, appearance.encoding()),
        Tensors.tensor(manager, appearance.small()),
        Tensors.values(manager, keypoints, 1),
        Tensors.jacobians(manager, keypoints, 1));
  }

  /** The frame generator's inputs in its order. */
  NDList with(NDArray drivingValue, NDArray drivingJacobian) {
    return new NDList(encoding, small, value, jacobian, drivingValue, drivingJacobian);
  }
}
