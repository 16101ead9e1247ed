package dev.troupe.media;

import java.io.Serializable;
import java.math.BigInteger;

/**
 * An exact fraction: a time in seconds, a time base (seconds per tick) or a frame rate.
 *
 * @param numerator any
 * @param denominator positive after construction; the fraction is always in lowest terms
 */
public record Rational(long numerator, long denominator)
    implements Comparable<Rational>, Serializable {

  /** Zero seconds. */
  public static final Rational ZERO = new Rational(0, 1);

  /**
   * Reduces to lowest terms and moves the sign to the numerator.
   *
   * @throws IllegalArgumentException if the denominator is zero
   */
  public Rational {
    if (denominator == 0) {
      throw new IllegalArgumentException("the denominator of " + numerator + "/0 must not be zero");
    }
    BigInteger n = BigInteger.valueOf(numerator);
    BigInteger d = BigInteger.valueOf(denominator);
    BigInteger divisor = n.gcd(d).multiply(BigInteger.valueOf(d.signum()));
    numerator = n.divide(divisor).longValueExact();
    denominator = d.divide(divisor).longValueExact();
  }

  /**
   * The sum.
   *
   * @param other a summand
   * @return this + other
   */
  public Rational plus(Rational other) {
    return of(
        big(numerator)
            .multiply(big(other.denominator))
            .add(big(other.numerator).multiply(big(denominator))),
        big(denominator).multiply(big(other.denominator)));
  }

  /**
   * The difference.
   *
   * @param other what is taken away
   * @return this - other
   */
  public Rational minus(Rational other) {
    return plus(new Rational(-other.numerator, other.denominator));
  }

  /**
   * The product with a whole number: ticks times a time base is a time.
   *
   * @param factor any
   * @return this * factor
   */
  public Rational times(long factor) {
    return of(big(numerator).multiply(big(factor)), big(denominator));
  }

  /**
   * The reciprocal: a frame rate is the reciprocal of a frame's duration.
   *
   * @return 1 / this
   * @throws IllegalArgumentException if this is zero
   */
  public Rational inverse() {
    return new Rational(denominator, numerator);
  }

  /**
   * The nearest double.
   *
   * @return this as a floating-point number
   */
  public double toDouble() {
    return (double) numerator / denominator;
  }

  /**
   * Reads "25", "12.5" or "30000/1001".
   *
   * @param text a decimal number or a fraction
   * @return the exact value
   * @throws IllegalArgumentException if it is neither
   */
  public static Rational parse(String text) {
    try {
      int slash = text.indexOf('/');
      if (slash >= 0) {
        return new Rational(
            Long.parseLong(text.substring(0, slash).strip()),
            Long.parseLong(text.substring(slash + 1).strip()));
      }
      java.math.BigDecimal decimal = new java.math.BigDecimal(text.strip());
      if (Math.abs(decimal.scale()) > 18) {
        throw new NumberFormatException("too many digits");
      }
      return decimal.scale() <= 0
          ? of(decimal.toBigIntegerExact(), BigInteger.ONE)
          : of(decimal.unscaledValue(), BigInteger.TEN.pow(decimal.scale()));
    } catch (ArithmeticException | NumberFormatException e) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is neither a number nor a fraction such as 30000/1001", e);
    }
  }

  @Override
  public int compareTo(Rational other) {
    return big(numerator)
        .multiply(big(other.denominator))
        .compareTo(big(other.numerator).multiply(big(denominator)));
  }

  @Override
  public String toString() {
    return denominator == 1 ? Long.toString(numerator) : numerator + "/" + denominator;
  }

  private static Rational of(BigInteger numerator, BigInteger denominator) {
    BigInteger divisor = numerator.gcd(denominator);
    return new Rational(
        numerator.divide(divisor).longValueExact(), denominator.divide(divisor).longValueExact());
  }

  private static BigInteger big(long value) {
    return BigInteger.valueOf(value);
  }
}
