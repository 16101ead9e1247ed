package dev.troupe.udfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.rapids.cudf.ColumnVector;
import ai.rapids.cudf.DType;
import ai.rapids.cudf.HostColumnVector;
import ai.rapids.cudf.HostColumnVector.BasicType;
import ai.rapids.cudf.HostColumnVector.ListType;
import ai.rapids.cudf.Rmm;
import ai.rapids.cudf.RmmAllocationMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import scala.collection.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * The columnar forms on a GPU, in chunks of a few rows, and every byte of its memory given back. It
 * may fuse a multiplication and an addition, which rounds once instead of twice.
 */
@Tag("gpu")
@EnabledIf("isGpuPresent")
class CudfFormsTest extends FunctionProperties {
  private static final int CHUNK_ROWS = 5;

  static boolean isGpuPresent() {
    return Files.exists(Path.of("/dev/nvidiactl"));
  }

  @BeforeAll
  static void initialize() {
    Rmm.initialize(RmmAllocationMode.CUDA_DEFAULT, null, 0);
  }

  @AfterAll
  static void shutDown() {
    Rmm.shutdown();
  }

  @Test
  void refusedRow_amongGoodOnes_saysWhatTheRowFormSays() {
    List<List<Object>> rows = new RandomRows(7).of(KeypointFunction.HULL_AREA);
    rows.add(new ArrayList<>(List.of(RandomRows.sequence(List.of(0.5f, 0.5f, 0.5f)))));

    assertThatThrownBy(() -> evaluate(KeypointFunction.HULL_AREA, rows))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "troupe_hull_area: Cannot read the argument keypoints: expected x and y of one keypoint"
                + " or more, an even number, found 3 numbers");
  }

  @Override
  List<Object> evaluate(KeypointFunction function, List<List<Object>> rows) {
    long before = Rmm.getTotalBytesAllocated();
    try (Resources resources = new Resources()) {
      ColumnVector[] arguments = new ColumnVector[function.parameters().size()];
      for (int i = 0; i < arguments.length; i++) {
        arguments[i] = resources.own(column(function.parameters().get(i), rows, i));
      }
      ColumnarUdf udf = new ColumnarUdf(function);
      ColumnVector result = resources.own(udf.evaluate(rows.size(), CHUNK_ROWS, arguments));
      return results(function, resources.own(result.copyToHost()));
    } finally {
      assertThat(Rmm.getTotalBytesAllocated()).as("bytes held on the GPU").isEqualTo(before);
    }
  }

  @Override
  double tolerance() {
    return 1e-6;
  }

  private static ColumnVector column(Parameter parameter, List<List<Object>> rows, int index) {
    List<Object> cells = rows.stream().map(row -> row.get(index)).toList();
    return switch (parameter.kind()) {
      case KEYPOINTS, JACOBIANS -> lists(cells);
      case WEIGHT -> ColumnVector.fromBoxedDoubles(cells.toArray(Double[]::new));
      case FLAG -> ColumnVector.fromBoxedBooleans(cells.toArray(Boolean[]::new));
    };
  }

  @SuppressWarnings("unchecked") // An array of lists has no type parameter.
  private static ColumnVector lists(List<Object> cells) {
    List<Float>[] lists =
        cells.stream()
            .map(cell -> cell == null ? null : CollectionConverters.asJava((Seq<Float>) cell))
            .toArray(List[]::new);
    return ColumnVector.fromLists(new ListType(true, new BasicType(false, DType.FLOAT32)), lists);
  }

  private static List<Object> results(KeypointFunction function, HostColumnVector column) {
    List<Object> results = new ArrayList<>();
    for (int row = 0; row < column.getRowCount(); row++) {
      results.add(column.isNull(row) ? null : result(function, column, row));
    }
    return results;
  }

  private static Object result(KeypointFunction function, HostColumnVector column, int row) {
    if (function.type() instanceof StructType) {
      HostColumnVector.StructData struct = column.getStruct(row);
      return List.of(struct.getField(0), struct.getField(1));
    }
    return function.type() instanceof ArrayType ? column.getList(row) : column.getDouble(row);
  }
}
