package dev.troupe.evaluation;

import java.util.Locale;

/** What is measured of a video: means over its frames, PSNR of the mean squared difference. */
public enum Metric {
  /** Mean absolute difference of pixels in [0, 1]. */
  L1("L1", "", false, 4),
  /** Peak signal-to-noise ratio of a whole video. */
  PSNR("PSNR", "dB", true, 2),
  /** Structural similarity. */
  SSIM("SSIM", "", true, 4),
  /** Structural similarity over scales. */
  MS_SSIM("MS-SSIM", "", true, 4),
  /** Change from frame to frame that the truth does not have. */
  FLICKER("flicker", "", false, 4),
  /** Distance of true landmarks' places in the generated picture. */
  AKD("AKD", "px", false, 3),
  /** Share of landmarks that are not found. */
  MKR("MKR", "", false, 4),
  /** Share of landmarks that are found where they should be, within two pixels at 128x128. */
  PCK("PCK", "", true, 4),
  /** AKD of eye corners and pupils. */
  AKD_EYES("AKD eyes", "px", false, 3),
  /** MKR of eye corners and pupils. */
  MKR_EYES("MKR eyes", "", false, 4),
  /** AKD of the lips. */
  AKD_MOUTH("AKD mouth", "px", false, 3),
  /** MKR of the lips. */
  MKR_MOUTH("MKR mouth", "", false, 4),
  /** AKD between what a landmark network finds in both pictures. */
  NETWORK_AKD("AKD by network", "px", false, 3),
  /** Share of the network's landmarks that are only found in the true picture. */
  NETWORK_MKR("MKR by network", "", false, 4),
  /** Distance of embeddings of who is seen. */
  AED("AED", "", false, 4);

  private final String label;
  private final String unit;
  private final boolean higherIsBetter;
  private final int digits;

  Metric(String label, String unit, boolean higherIsBetter, int digits) {
    this.label = label;
    this.unit = unit;
    this.higherIsBetter = higherIsBetter;
    this.digits = digits;
  }

  /**
   * As people write it.
   *
   * @return such as "MS-SSIM"
   */
  public String label() {
    return label;
  }

  /**
   * Whether more is better.
   *
   * @return false for distances
   */
  public boolean higherIsBetter() {
    return higherIsBetter;
  }

  /** The column of tables: "ms_ssim". */
  String column() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Heading of a table: label, unit and which way is better. */
  String heading() {
    return label + (unit.isEmpty() ? "" : " (" + unit + ")") + (higherIsBetter ? " ↑" : " ↓");
  }

  /** A value with as many digits as mean something. */
  String format(double value) {
    return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%." + digits + "f", value);
  }
}
