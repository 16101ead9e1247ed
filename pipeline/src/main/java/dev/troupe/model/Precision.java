package dev.troupe.model;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * In what numbers the frame generator's convolutions compute. Keypoints, grids, softmax, sampling
 * coordinates and the last layer are float32 whatever the precision.
 */
public enum Precision {
  /** 24 significant bits: what everything is proved against. */
  @JsonProperty("float32")
  FLOAT32("float32", 6),

  /** 8 significant bits, the range of float32; fast on CPUs with AMX or AVX512-BF16 and on GPUs. */
  @JsonProperty("bfloat16")
  BFLOAT16("bfloat16", 15),

  /** 11 significant bits; for GPUs: no CPU kernels of it are faster than float32. */
  @JsonProperty("float16")
  FLOAT16("float16", 5);

  private final String label;
  private final int elementType;

  Precision(String label, int elementType) {
    this.label = label;
    this.elementType = elementType;
  }

  /**
   * Its name in options, manifests and reports.
   *
   * @return one word in lower case
   */
  public String label() {
    return label;
  }

  /**
   * PyTorch's number of the element type, which the archives' method {@code prepare} takes.
   *
   * @return 6, 15 or 5
   */
  public int elementType() {
    return elementType;
  }
}
