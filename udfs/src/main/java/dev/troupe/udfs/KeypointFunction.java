package dev.troupe.udfs;

import static dev.troupe.udfs.Parameter.jacobians;
import static dev.troupe.udfs.Parameter.keypoints;

import dev.troupe.udfs.ColumnarTransfer.Moved;
import dev.troupe.udfs.DeviceColumn.Lists;
import dev.troupe.udfs.Parameter.Kind;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** Every keypoint function: its name, parameters and result, and how it is computed. */
@SuppressWarnings("ImmutableEnumChecker") // Spark's types and these lists and lambdas never change.
enum KeypointFunction {
  TRANSFER_RELATIVE(
      Types.MODEL,
      RowForms::transferRelative,
      arguments ->
          model(
              ColumnarTransfer.relative(
                  arguments.scope(),
                  arguments.model(0),
                  arguments.model(2),
                  arguments.model(4),
                  arguments.values(6))),
      keypoints("source_"),
      jacobians("source_"),
      keypoints("reference_"),
      jacobians("reference_"),
      keypoints("driving_"),
      jacobians("driving_"),
      new Parameter("adapt_scale", Kind.FLAG)),

  TRANSFER_ABSOLUTE(
      Types.MODEL,
      RowForms::transferAbsolute,
      arguments -> model(ColumnarTransfer.absolute(arguments.scope(), arguments.model(0))),
      keypoints("driving_"),
      jacobians("driving_")),

  INTERPOLATE(
      Types.MODEL,
      RowForms::interpolate,
      arguments ->
          model(
              ColumnarTransfer.between(
                  arguments.scope(), arguments.model(0), arguments.model(2), arguments.values(4))),
      keypoints("a_"),
      jacobians("a_"),
      keypoints("b_"),
      jacobians("b_"),
      new Parameter("weight", Kind.WEIGHT)),

  HULL_AREA(
      DataTypes.DoubleType,
      RowForms::hullArea,
      arguments -> List.of(ColumnarHull.area(arguments.scope(), arguments.keypoints(0))),
      keypoints("")),

  MOVEMENT_SCALE(
      DataTypes.DoubleType,
      RowForms::movementScale,
      arguments ->
          List.of(
              ColumnarHull.movementScale(
                  arguments.scope(), arguments.keypoints(0), arguments.keypoints(1))),
      keypoints("source_"),
      keypoints("reference_")),

  JACOBIAN_PRODUCT(
      Types.FLOATS,
      RowForms::jacobianProduct,
      arguments ->
          List.of(
              ColumnarTransfer.product(arguments.scope(), arguments.lists(0), arguments.lists(1))),
      jacobians("left_"),
      jacobians("right_")),

  JACOBIAN_INVERSE(
      Types.FLOATS,
      RowForms::jacobianInverse,
      arguments -> List.of(ColumnarTransfer.inverse(arguments.scope(), arguments.lists(0))),
      jacobians("")),

  KEYPOINT_DISTANCE(
      DataTypes.DoubleType,
      RowForms::keypointDistance,
      arguments ->
          List.of(
              ColumnarDistance.ofKeypoints(
                  arguments.scope(), arguments.keypoints(0), like(arguments, 1))),
      keypoints("a_"),
      keypoints("b_")),

  POSE_DISTANCE(
      DataTypes.DoubleType,
      RowForms::poseDistance,
      arguments ->
          List.of(
              ColumnarDistance.ofPoses(
                  arguments.scope(), arguments.keypoints(0), like(arguments, 1))),
      keypoints("a_"),
      keypoints("b_")),

  JITTER(
      DataTypes.DoubleType,
      RowForms::jitter,
      arguments ->
          List.of(
              ColumnarDistance.jitter(
                  arguments.scope(),
                  arguments.keypoints(0),
                  like(arguments, 1),
                  like(arguments, 2))),
      keypoints("previous_"),
      keypoints("current_"),
      keypoints("next_"));

  private final DataType type;
  private final Function<RowArguments, Object> rowForm;
  private final Function<ColumnarArguments, List<DeviceColumn>> columnarForm;
  private final List<Parameter> parameters;

  KeypointFunction(
      DataType type,
      Function<RowArguments, Object> rowForm,
      Function<ColumnarArguments, List<DeviceColumn>> columnarForm,
      Parameter... parameters) {
    this.type = type;
    this.rowForm = rowForm;
    this.columnarForm = columnarForm;
    this.parameters = List.of(parameters);
  }

  /** Its name in SQL. */
  String sqlName() {
    return "troupe_" + name().toLowerCase(Locale.ROOT);
  }

  DataType type() {
    return type;
  }

  List<Parameter> parameters() {
    return parameters;
  }

  /**
   * One row's result.
   *
   * @param values as Spark hands them over
   * @return null if an argument is null
   * @throws IllegalArgumentException a sentence that names the function, if the arguments do not
   *     fit
   */
  @Nullable Object ofRow(List<? extends @Nullable Object> values) {
    if (values.contains(null)) {
      return null;
    }
    try {
      return rowForm.apply(new RowArguments(parameters, values));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(sqlName() + ": " + e.getMessage(), e);
    }
  }

  /**
   * A batch's results.
   *
   * @return one column, or two where the result is a struct; kept in the arguments' scope
   * @throws RefusedRowsException if a row's arguments do not fit
   */
  List<DeviceColumn> ofBatch(ColumnarArguments arguments) {
    return columnarForm.apply(arguments);
  }

  /** Keypoints, as many as the first argument has. */
  private static Lists like(ColumnarArguments arguments, int index) {
    Lists keypoints = arguments.lists(index);
    ColumnarChecks.equalLengths(arguments.scope(), keypoints, arguments.lists(0));
    return keypoints;
  }

  private static List<DeviceColumn> model(Moved moved) {
    return List.of(moved.keypoints(), moved.jacobians());
  }

  /** Here because an enum's constants are made before its own static fields. */
  private static final class Types {
    static final DataType FLOATS = DataTypes.createArrayType(DataTypes.FloatType, false);
    static final StructType MODEL =
        new StructType().add("keypoints", FLOATS, false).add("jacobians", FLOATS, false);
  }
}
