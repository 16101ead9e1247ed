package dev.troupe.evaluation;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the paper reports (Siarohin et al., NeurIPS 2019): reconstruction at 256x256. Other data and
 * other landmarks than here: they show the order of magnitude.
 *
 * @param data the data set
 * @param l1 mean absolute difference
 * @param akd distance of keypoints, pixels
 * @param aed distance of identities
 */
public record PaperNumbers(String data, double l1, Optional<Double> akd, Optional<Double> aed) {
  /** All of them. */
  static final List<PaperNumbers> ALL =
      List.of(
          new PaperNumbers("VoxCeleb", 0.043, Optional.of(1.294), Optional.of(0.140)),
          new PaperNumbers("Tai-Chi-HD", 0.063, Optional.empty(), Optional.empty()),
          new PaperNumbers("Nemo", 0.016, Optional.empty(), Optional.empty()),
          new PaperNumbers("Bair", 0.027, Optional.empty(), Optional.empty()));

  /**
   * A number as the paper prints it.
   *
   * @param value perhaps absent
   * @return with three digits, or a dash
   */
  static String text(Optional<Double> value) {
    return value.map(number -> String.format(Locale.ROOT, "%.3f", number)).orElse("–");
  }

  /**
   * The numbers as texts.
   *
   * @return L1, AKD, AED
   */
  public List<String> cells() {
    return List.of(text(Optional.of(l1)), text(akd), text(aed));
  }
}
