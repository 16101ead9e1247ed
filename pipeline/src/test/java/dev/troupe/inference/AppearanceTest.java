package dev.troupe.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import org.junit.jupiter.api.Test;

class AppearanceTest {
  @Test
  void tensor_serialized_keepsEveryBit() throws IOException, ClassNotFoundException {
    Appearance.FloatTensor tensor =
        new Appearance.FloatTensor(
            new long[] {1, 2, 2}, new float[] {0.1f, -0f, Float.NaN, Float.MIN_VALUE});
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(tensor);
    }

    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertThat(in.readObject()).isEqualTo(tensor);
    }
  }
}
