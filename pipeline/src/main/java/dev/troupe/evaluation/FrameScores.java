package dev.troupe.evaluation;

import dev.troupe.evaluation.metrics.PixelDistance;
import dev.troupe.evaluation.metrics.StructuralSimilarity;
import dev.troupe.media.Picture;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Measures a shot's frames, one after the other, of all contenders against the true ones. */
final class FrameScores {
  private final Optional<TrueLandmarks> landmarks;
  private final UserNetworks networks;
  private final List<Scores> scores = new ArrayList<>();
  private List<Picture> before = List.of();
  private @Nullable Picture trueBefore;

  FrameScores(int contenders, Optional<TrueLandmarks> landmarks, UserNetworks networks) {
    this.landmarks = landmarks;
    this.networks = networks;
    for (int i = 0; i < contenders; i++) {
      scores.add(new Scores());
    }
  }

  /** Measures the next frame, the clip's frame {@code index}. */
  void measure(int index, Picture expected, List<Picture> generated) {
    StructuralSimilarity similarity = new StructuralSimilarity(expected);
    for (int i = 0; i < generated.size(); i++) {
      Scores each = scores.get(i);
      Picture picture = generated.get(i);
      each.add(Metric.L1, PixelDistance.l1(picture, expected));
      each.add(Metric.PSNR, PixelDistance.meanSquare(picture, expected));
      StructuralSimilarity.Similarity similar = similarity.of(picture);
      each.add(Metric.SSIM, similar.single());
      each.add(Metric.MS_SSIM, similar.multiScale());
      if (trueBefore != null) {
        each.add(
            Metric.FLICKER, PixelDistance.flicker(before.get(i), picture, trueBefore, expected));
      }
    }
    landmarks.ifPresent(all -> all.measure(index, expected, generated, scores));
    networks.measure(expected, generated, scores);
    before = generated;
    trueBefore = expected;
  }

  /** Measures the next frame where nobody knows the true one. */
  void measureIdentity(Picture source, List<Picture> generated) {
    networks.measureIdentity(source, generated, scores);
  }

  /** For each contender the means of the metrics that are known. */
  List<Map<Metric, Double>> means() {
    return scores.stream().map(Scores::means).toList();
  }
}
