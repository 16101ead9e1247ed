package dev.troupe.media;

/** How a picture of one shape is brought to another. */
public enum Fit {
  /** Scaled until it covers the target, the rest cut off evenly: nothing is distorted. */
  CROP,
  /** Scaled until it fits inside the target, the rest black: nothing is cut or distorted. */
  PAD,
  /** Scaled to the target's sides, as the reference implementation does. */
  STRETCH
}
