package dev.troupe.udfs;

import static org.assertj.core.api.Assertions.assertThat;

import com.nvidia.spark.RapidsUDF;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** With RAPIDS on the class path, as in this profile, the columnar form is chosen. */
class RapidsOnClassPathTest {
  @ParameterizedTest
  @EnumSource(KeypointFunction.class)
  void bestForm_ofFunction_isColumnar(KeypointFunction function) {
    assertThat(BestForm.of(function)).isInstanceOf(RapidsUDF.class);
  }

  @ParameterizedTest
  @EnumSource(KeypointFunction.class)
  void columnarForm_sentToAnExecutor_isTheSameFunction(KeypointFunction function)
      throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(BestForm.of(function));
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertThat(((ColumnarUdf) in.readObject()).function()).isSameAs(function);
    }
  }
}
