package dev.troupe.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.troupe.torchscript.ScriptModule;

/**
 * The TorchScript archives of a model package. In their shapes N is the number of frames, K of
 * keypoints; {@code frames} are uint8 (N,H,W,3) in the order blue, green, red, or float32 (N,3,H,W)
 * red first in [0, 1]; jacobians are (N,0,2,2) where the model has none.
 */
public enum ArchiveKind {
  /** {@code forward(frames) -> (value (N,K,2), jacobian (N,K,2,2))}. */
  @JsonProperty("keypoint-detector")
  KEYPOINT_DETECTOR("keypoint-detector.pt"),

  /**
   * {@code forward(source, one frame) -> (encoding (1,C,h,w), small (1,3,h',w'))}: all of a source
   * image that generating frames needs.
   */
  @JsonProperty("appearance-encoder")
  APPEARANCE_ENCODER("appearance-encoder.pt"),

  /**
   * {@code forward(encoding, small, source value (1,K,2), source jacobian (1,K,2,2), driving value
   * (N,K,2), driving jacobian (N,K,2,2)) -> (frames uint8 (N,H,W,3), prediction float32 (N,3,H,W),
   * occluded share (N))}. The driving keypoints are the transferred ones; the share is one minus
   * the occlusion map's mean. Packages of early versions lack it.
   */
  @JsonProperty("frame-generator")
  FRAME_GENERATOR("frame-generator.pt"),

  /**
   * {@code forward(source, then as the frame generator) -> (frames, prediction, mask (N,K+1,h,w),
   * deformation (N,h,w,2), occlusion (N,1,h,w), warps (N,K+1,3,h,w), deformed (N,3,H,W))}.
   */
  @JsonProperty("visualizer")
  VISUALIZER("visualizer.pt");

  private final String fileName;

  ArchiveKind(String fileName) {
    this.fileName = fileName;
  }

  /** The archive's module: its text follows from the configuration and the sampling alone. */
  ScriptModule module(NetworkConfig config, boolean alignCorners, NetworkWeights.Both weights) {
    return switch (this) {
      case KEYPOINT_DETECTOR -> new DetectorScript(config, weights.detector()).module();
      case APPEARANCE_ENCODER -> new EncoderScript(config, weights.generator()).module();
      case FRAME_GENERATOR ->
          new GeneratorScript(config, weights.generator(), alignCorners).frames();
      case VISUALIZER ->
          new GeneratorScript(config, weights.generator(), alignCorners).visualizer();
    };
  }

  /**
   * The archive's name in a package's folder.
   *
   * @return a plain file name
   */
  public String fileName() {
    return fileName;
  }
}
