package dev.troupe.udfs;

import ai.rapids.cudf.ColumnVector;
import ai.rapids.cudf.DType;
import ai.rapids.cudf.HostColumnVector.BasicType;
import ai.rapids.cudf.HostColumnVector.ListType;
import ai.rapids.cudf.Scalar;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/** Columns of nothing but nulls, of the functions' result types. */
final class CudfNulls {
  private static final ListType FLOATS = new ListType(true, new BasicType(false, DType.FLOAT32));

  private CudfNulls() {}

  static ColumnVector column(DataType type, int rows) {
    try (Scalar missing = scalar(type)) {
      return ColumnVector.fromScalar(missing, rows);
    }
  }

  private static Scalar scalar(DataType type) {
    if (type instanceof StructType) {
      return Scalar.structFromNull(FLOATS, FLOATS);
    }
    return type instanceof ArrayType
        ? Scalar.listFromNull(new BasicType(false, DType.FLOAT32))
        : Scalar.fromNull(DType.FLOAT64);
  }
}
