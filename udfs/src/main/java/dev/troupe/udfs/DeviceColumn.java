package dev.troupe.udfs;

/** A column in some device's memory; only that device can look into it. */
sealed interface DeviceColumn extends AutoCloseable {
  /** A double or a truth per row; rows may be gaps. */
  non-sealed interface Values extends DeviceColumn {}

  /** A list of floats per row, without gaps. */
  non-sealed interface Lists extends DeviceColumn {}

  /** Frees its memory; at most once. */
  @Override
  void close();
}
