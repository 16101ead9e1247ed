package dev.troupe.media;

import static org.bytedeco.ffmpeg.global.avcodec.avcodec_get_name;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;

/** Reads what a file's header says. */
final class FactsProbe {
  private FactsProbe() {}

  /** What the header says. */
  static ClipFacts of(MediaInput input) {
    try (MediaFile file = ClipProbe.open(input)) {
      AVCodecParameters video = file.stream(ClipProbe.stream(file)).codecpar();
      long duration = file.context().duration();
      return new ClipFacts(
          file.format(),
          avcodec_get_name(video.codec_id()).getString(),
          PixelFormats.name(video.format()),
          FirstLook.ofStream(video).clockwiseDegrees(),
          Math.max(0, file.context().bit_rate()),
          duration == AV_NOPTS_VALUE
              ? Optional.empty()
              : Optional.of(new Rational(duration, 1_000_000)),
          audio(file));
    }
  }

  private static Optional<ClipFacts.Audio> audio(MediaFile file) {
    if (file.audioStream().isEmpty()) {
      return Optional.empty();
    }
    AVCodecParameters audio = file.stream(file.audioStream().getAsInt()).codecpar();
    return Optional.of(
        new ClipFacts.Audio(
            avcodec_get_name(audio.codec_id()).getString(),
            audio.sample_rate(),
            audio.ch_layout().nb_channels()));
  }
}
