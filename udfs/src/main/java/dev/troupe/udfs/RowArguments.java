package dev.troupe.udfs;

import dev.troupe.motion.Keypoints;
import dev.troupe.motion.Matrix2;
import java.util.List;
import org.jspecify.annotations.Nullable;
import scala.collection.Iterator;
import scala.collection.Seq;

/**
 * One row's arguments, none of them null, as Spark hands them to a Java function: sequences of
 * boxed numbers. Any type of number is taken, since literals in SQL are decimals.
 */
final class RowArguments {
  private final List<Parameter> parameters;
  private final List<?> values;

  RowArguments(List<Parameter> parameters, List<?> values) {
    this.parameters = parameters;
    this.values = values;
  }

  /** Positions alone. */
  Keypoints keypoints(int index) {
    return new Keypoints(positions(index), new float[0]);
  }

  /** Positions and, in the argument after them, Jacobians or none. */
  Keypoints model(int index) {
    float[] positions = positions(index);
    float[] jacobians = floats(index + 1);
    if (jacobians.length != 0 && jacobians.length != 2 * positions.length) {
      throw refusal(
          index + 1,
          "a 2x2 matrix for each of %d keypoints, %d numbers, or none"
              .formatted(positions.length / 2, 2 * positions.length),
          numbers(jacobians.length));
    }
    return new Keypoints(positions, jacobians);
  }

  Matrix2[] matrices(int index) {
    float[] elements = floats(index);
    if (elements.length % 4 != 0) {
      throw refusal(index, "four numbers for each 2x2 matrix", numbers(elements.length));
    }
    Matrix2[] matrices = new Matrix2[elements.length / 4];
    for (int k = 0; k < matrices.length; k++) {
      int at = 4 * k;
      matrices[k] = new Matrix2(elements[at], elements[at + 1], elements[at + 2], elements[at + 3]);
    }
    return matrices;
  }

  double number(int index) {
    return number(index, values.get(index)).doubleValue();
  }

  boolean flag(int index) {
    if (values.get(index) instanceof Boolean flag) {
      return flag;
    }
    throw refusal(index, "a boolean", typeOf(values.get(index)));
  }

  private float[] positions(int index) {
    float[] positions = floats(index);
    if (positions.length == 0 || positions.length % 2 != 0) {
      throw refusal(
          index, "x and y of one keypoint or more, an even number", numbers(positions.length));
    }
    return positions;
  }

  private float[] floats(int index) {
    if (!(values.get(index) instanceof Seq<?> numbers)) {
      throw refusal(index, "an array of numbers", typeOf(values.get(index)));
    }
    float[] floats = new float[numbers.length()];
    int at = 0;
    for (Iterator<?> each = numbers.iterator(); each.hasNext(); ) {
      floats[at++] = number(index, each.next()).floatValue();
    }
    return floats;
  }

  private Number number(int index, @Nullable Object value) {
    if (value instanceof Number number) {
      return number;
    }
    throw refusal(index, "numbers", typeOf(value));
  }

  private IllegalArgumentException refusal(int index, String expected, String found) {
    return new IllegalArgumentException(
        "Cannot read the argument %s: expected %s, found %s"
            .formatted(parameters.get(index).name(), expected, found));
  }

  private static String numbers(int count) {
    return count + " numbers";
  }

  private static String typeOf(@Nullable Object value) {
    return value == null ? "null" : value.getClass().getSimpleName();
  }
}
