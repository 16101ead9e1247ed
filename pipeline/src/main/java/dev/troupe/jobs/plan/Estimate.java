package dev.troupe.jobs.plan;

import dev.troupe.jobs.RenderPlan;
import dev.troupe.jobs.batch.InspectedItem;
import dev.troupe.jobs.batch.Inspection;
import dev.troupe.jobs.library.Throughput;
import dev.troupe.jobs.report.Amounts;
import dev.troupe.media.FrameSize;
import dev.troupe.model.ModelLocation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Adds up a plan over the items of a batch; what it holds does not grow with their number. */
final class Estimate {
  /** Starting jobs, and the first loading of networks. */
  private static final double START_SECONDS = 3;

  private static final int MOST_REASONS = 20;

  private final Inspection inspection;
  private final Map<String, Speed> speeds;
  private final int cores;
  private final Optional<Price> price;
  private final ByteEstimate bytes = new ByteEstimate();
  private final Map<String, FrameSize> networks = new HashMap<>();
  private final List<String> reasons = new ArrayList<>();
  private long done;
  private long partly;
  private long toDo;
  private long failed;
  private long committed;
  private long frames;
  private long toRender;
  private long segments;
  private double renderSeconds;

  Estimate(Inspection inspection, Map<String, Speed> speeds, int cores, Optional<Price> price) {
    this.inspection = inspection;
    this.speeds = speeds;
    this.cores = cores;
    this.price = price;
  }

  BatchPlan plan(List<String> warnings) {
    inspection.items().forEach(this::add);
    long toCapture = 0;
    double captureSeconds = 0;
    for (Inspection.Missing missing : inspection.toCapture()) {
      toCapture += missing.frames();
      captureSeconds += missing.frames() / throughput(missing.model()).captureFramesPerCoreSecond();
      bytes.addCapture(missing);
    }
    double compute = captureSeconds + renderSeconds;
    double wall = wallSeconds(compute, toCapture);
    return new BatchPlan(
        new Amounts(
            new Amounts.Inputs(inspection.items().size(), done, clips(), characters()),
            new Amounts.Frames(frames, toCapture, toRender),
            new Amounts.Effort(
                compute / 3600, wall, cores, price.map(each -> each.cost(cores, wall))),
            new Amounts.Bytes(bytes.read(), bytes.written())),
        new BatchPlan.Progress(partly, toDo, committed, inspection.toEncode()),
        new BatchPlan.Failures(failed, reasons),
        warnings,
        List.copyOf(speeds.values()));
  }

  private void add(InspectedItem item) {
    if (item.state() == InspectedItem.State.FAILED) {
      failed++;
      if (reasons.size() < MOST_REASONS) {
        reasons.add(inspection.nameOf(item) + ": " + item.failure().orElse("it cannot be made"));
      }
      return;
    }
    int all = item.range().count();
    frames += all;
    if (!item.isOpen()) {
      done++;
      return;
    }
    toDo++;
    long left = Math.max(0, all - (long) item.committedSegments() * RenderPlan.SEGMENT_FRAMES);
    if (item.state() == InspectedItem.State.PARTLY) {
      partly++;
      committed += item.committedSegments();
    }
    toRender += left;
    segments += item.segments() - item.committedSegments();
    ModelLocation model = item.item().options().model();
    Throughput speed = throughput(model.contentHash());
    renderSeconds += left / speed.renderFramesPerCoreSecond() + speed.overheadSecondsPerItem();
    bytes.addItem(item, left, network(model));
  }

  /** Cores wait for work when there are fewer pieces than cores. */
  private double wallSeconds(double compute, long toCapture) {
    if (compute == 0) {
      return 0;
    }
    long pieces = Math.max(segments, toCapture / RenderPlan.SEGMENT_FRAMES);
    return START_SECONDS + compute / Math.max(1, Math.min(cores, pieces));
  }

  private Throughput throughput(String model) {
    Speed speed = speeds.get(model);
    if (speed == null) {
      throw new IllegalStateException("nobody measured the model " + model);
    }
    return speed.throughput();
  }

  private FrameSize network(ModelLocation model) {
    return networks.computeIfAbsent(
        model.contentHash(), hash -> model.open().manifest().network().frameSize());
  }

  /** Clips of different content; those that cannot be read count as they are named. */
  private long clips() {
    Set<String> hashes = new HashSet<>();
    inspection
        .clips()
        .forEach(clip -> hashes.add(clip.hash().isEmpty() ? clip.uri() : clip.hash()));
    return hashes.size();
  }

  private long characters() {
    Set<String> hashes = new HashSet<>();
    inspection
        .sources()
        .forEach(source -> hashes.add(source.hash().isEmpty() ? source.uri() : source.hash()));
    return hashes.size();
  }
}
