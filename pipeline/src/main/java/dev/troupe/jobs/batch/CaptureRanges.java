package dev.troupe.jobs.batch;

import dev.troupe.inference.Compute;
import dev.troupe.inference.KeypointDetector;
import dev.troupe.jobs.Meter;
import dev.troupe.jobs.TaskDevice;
import dev.troupe.jobs.quality.FrameSample;
import dev.troupe.media.Frame;
import dev.troupe.media.Picture;
import dev.troupe.media.ReadAhead;
import dev.troupe.motion.Keypoints;
import dev.troupe.problems.BadDataException;
import dev.troupe.problems.ItemBoundary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.function.PairFlatMapFunction;
import scala.Tuple2;

/**
 * A capture task: decodes ranges of frames, a few ahead of the detector, and finds their keypoints.
 * Pixels do not leave it. Ranges begin at multiples of the batch, so batches hold the same frames
 * however clips are split.
 */
final class CaptureRanges
    implements PairFlatMapFunction<Iterator<CaptureWork>, CapturedRange.Place, CapturedRange> {
  private static final long serialVersionUID = 1L;

  private final Compute compute;
  private final Meter meter;

  CaptureRanges(Compute compute, Meter meter) {
    this.compute = compute;
    this.meter = meter;
  }

  @Override
  public Iterator<Tuple2<CapturedRange.Place, CapturedRange>> call(Iterator<CaptureWork> works) {
    Compute here = TaskDevice.here(compute);
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return works.hasNext();
      }

      @Override
      public Tuple2<CapturedRange.Place, CapturedRange> next() {
        return capture(works.next(), here);
      }
    };
  }

  private Tuple2<CapturedRange.Place, CapturedRange> capture(CaptureWork work, Compute here) {
    CapturedRange.Place place = new CapturedRange.Place(work.clip(), work.range().from());
    CaptureWork.Target target = work.target();
    try {
      CapturedRange captured =
          ItemBoundary.run(
              "Cannot capture %s, frames %d to %d"
                  .formatted(target.clip().name(), work.range().from(), work.range().until() - 1),
              () -> new CapturedRange(target, frames(work, here), null),
              why -> new CapturedRange(target, List.of(), why));
      return new Tuple2<>(place, captured);
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }

  private List<CapturedRange.Frame> frames(CaptureWork work, Compute here) {
    CaptureWork.Target target = work.target();
    List<CapturedRange.Frame> frames = new ArrayList<>(work.range().count());
    try (KeypointDetector detector =
            new KeypointDetector(target.model(), target.scaling().size(), here);
        ReadAhead reader =
            ReadAhead.of(
                target.clip(), work.range(), Optional.of(target.scaling()), here.codecs())) {
      while (frames.size() < work.range().count()) {
        int left = work.range().count() - frames.size();
        List<Picture> pictures = read(reader, Math.min(left, here.detectorBatch()), target);
        List<Keypoints> found = meter.time(Meter.Work.DETECT, () -> detector.detect(pictures));
        for (int i = 0; i < pictures.size(); i++) {
          FrameSample sample = FrameSample.of(pictures.get(i), found.get(i));
          frames.add(new CapturedRange.Frame(found.get(i), sample.edge(), sample.thumbnail()));
        }
        meter.detected(pictures.size());
      }
      meter.add(Meter.Work.DECODE, reader.nanos());
      meter.lookAtDevice(here.device());
    }
    return frames;
  }

  private static List<Picture> read(ReadAhead reader, int count, CaptureWork.Target target) {
    List<Picture> pictures = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      Frame frame =
          reader
              .next()
              .orElseThrow(
                  () ->
                      new BadDataException(
                          "Cannot decode %s: frames are missing".formatted(target.clip().name())));
      pictures.add(frame.picture());
    }
    return pictures;
  }
}
