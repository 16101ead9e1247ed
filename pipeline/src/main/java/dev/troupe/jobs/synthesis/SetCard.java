package dev.troupe.jobs.synthesis;

import dev.troupe.jobs.Version;
import dev.troupe.synthesis.SyntheticSet;
import java.util.List;

/** The text beside a set that tells people what it is. */
final class SetCard {
  private final SynthesisRequest request;
  private final List<Take> takes;

  SetCard(SynthesisRequest request, List<Take> takes) {
    this.request = request;
    this.takes = takes;
  }

  String text() {
    SyntheticSet set = request.set();
    return """
    # Synthetic performers

    **Every clip in this folder is synthetic**: drawn by a program, no person was filmed or
    photographed and no picture or voice of a person was used. Made by Troupe %s; the same
    version makes the same bytes again from `set.json`.

    | | |
    |---|---|
    | seed | %d |
    | identities | %d, each in %d performances |
    | clips | train %d, validation %d, test %d; no identity is in two of them |
    | cross pairs | %d: one test identity in another one's performance |
    | frames | %d per clip at %s frames/s, %s |
    | kept as | %s |

    ## What lies where
    - `train/`, `validation/`, `test/`: the clips. The part of a name before `#` is the identity.
    - `sources/`: each identity at rest, facing the viewer.
    - `pairs.csv`: source image, driving clip and the true answer of each cross pair. The source
      shows the pose of the driving clip's first frame.
    - `landmarks/`: for each clip a file of JSON lines, one per frame: the pose, and 73 points
      as [x, y, visible] in pixels, 0 at the centre of the first pixel. `manifest.json` names the
      points in their order.
    - `manifest.json`: every clip with its seeds, split and its files' SHA-256.

    ## Limits
    Drawn puppets move by a program's curves: speech, gaze and blinks are plausible, not
    recorded. What is learnt here says little about photographs. Looks are drawn at random from
    wide ranges and stand for no group of people.
    """
        .formatted(
            Version.current(),
            set.seed(),
            set.identities(),
            set.performances(),
            count("train/"),
            count("validation/"),
            count("test/"),
            count("pairs/"),
            set.frames(),
            set.frameRate(),
            set.size(),
            kept());
  }

  private long count(String folder) {
    return takes.stream().filter(take -> take.path().startsWith(folder)).count();
  }

  private String kept() {
    return switch (request.format()) {
      case MP4 -> "H.264 with AAC sound, quality " + request.quality();
      case PNG -> "lossless PNG, one folder per clip; sound as WAV in `sounds/`";
    };
  }
}
