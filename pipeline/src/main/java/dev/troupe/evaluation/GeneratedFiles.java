package dev.troupe.evaluation;

import dev.troupe.media.FrameSize;
import dev.troupe.media.Images;
import dev.troupe.media.Picture;
import dev.troupe.media.Pictures;
import dev.troupe.source.WholeFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The pictures that a shot leaves: its worst frame beside source and truth, and, where wanted,
 * every generated frame, side by side in one PNG as the reference implementation keeps them (in
 * several where one would be wider than a picture may be).
 */
final class GeneratedFiles {
  /** Holds what is unfinished, and worst frames until the worst of all are known. */
  static final String STAGING = ".unfinished";

  private final EvaluationRequest request;
  private final List<List<Picture>> rows = new ArrayList<>();
  private @Nullable Picture worst;
  private int sheets;

  GeneratedFiles(EvaluationRequest request) {
    this.request = request;
    request.contenders().forEach(any -> rows.add(new ArrayList<>()));
  }

  /** The place of a shot's worst frame until all are known. */
  static String worstFile(EvaluationRequest request, String fileName) {
    return "%s/%s/worst/%s.png".formatted(request.output(), STAGING, fileName);
  }

  /** Takes a frame that is worse than those before. */
  void worst(Picture strip) {
    worst = strip;
  }

  /** Takes one frame of each contender. */
  void add(Shot shot, List<Picture> generated) throws IOException {
    if (!request.options().png()) {
      return;
    }
    for (int i = 0; i < generated.size(); i++) {
      rows.get(i).add(generated.get(i));
    }
    int width = generated.get(0).width();
    if ((rows.get(0).size() + 1) * width > FrameSize.LONGEST_SIDE) {
      writeRows(shot);
    }
  }

  /** Writes what is left. */
  void finish(Shot shot) throws IOException {
    if (!rows.get(0).isEmpty()) {
      writeRows(shot);
    }
    if (worst != null && request.options().worst() > 0) {
      write(worstFile(request, shot.fileName()), worst);
    }
  }

  private void writeRows(Shot shot) throws IOException {
    String number = sheets == 0 ? "" : "-" + (sheets + 1);
    for (int i = 0; i < rows.size(); i++) {
      String contender = request.contenders().get(i).name();
      write(
          "%s/png/%s/%s%s.png".formatted(request.output(), contender, shot.fileName(), number),
          Pictures.besides(rows.get(i)));
      rows.get(i).clear();
    }
    sheets++;
  }

  private void write(String file, Picture picture) throws IOException {
    WholeFiles.createParent(file);
    WholeFiles.write(file, Images.encodePng(picture), request.output() + "/" + STAGING);
  }
}
