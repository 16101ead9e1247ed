package dev.troupe.motion;

import java.util.Optional;

/**
 * A 2x2 matrix in double precision; a Jacobian maps offsets (x, y), so its first row gives x.
 *
 * @param xx row 0, column 0
 * @param xy row 0, column 1
 * @param yx row 1, column 0
 * @param yy row 1, column 1
 */
public record Matrix2(double xx, double xy, double yx, double yy) {

  /** The matrix that changes nothing. */
  public static final Matrix2 IDENTITY = new Matrix2(1, 0, 0, 1);

  /**
   * The matrix product.
   *
   * @param right what is applied first
   * @return this * right
   */
  public Matrix2 times(Matrix2 right) {
    return new Matrix2(
        xx * right.xx + xy * right.yx,
        xx * right.xy + xy * right.yy,
        yx * right.xx + yy * right.yx,
        yx * right.xy + yy * right.yy);
  }

  /**
   * The factor by which areas grow.
   *
   * @return negative where orientation is reversed, 0 where the matrix is singular
   */
  public double determinant() {
    return xx * yy - xy * yx;
  }

  /**
   * The inverse. Only matrices that have none are refused: one that is merely close to singular is
   * inverted, as the reference implementation does.
   *
   * @return empty where the matrix is singular, not finite, or its inverse is beyond float's range
   */
  public Optional<Matrix2> inverse() {
    double determinant = determinant();
    Matrix2 inverse =
        new Matrix2(yy / determinant, -xy / determinant, -yx / determinant, xx / determinant);
    return inverse.largest() <= Float.MAX_VALUE ? Optional.of(inverse) : Optional.empty();
  }

  /** The largest magnitude of an element; NaN if any is NaN, which compares as beyond any limit. */
  private double largest() {
    return Math.max(Math.max(Math.abs(xx), Math.abs(xy)), Math.max(Math.abs(yx), Math.abs(yy)));
  }

  @Override
  public String toString() {
    return "[%s %s; %s %s]".formatted(xx, xy, yx, yy);
  }
}
