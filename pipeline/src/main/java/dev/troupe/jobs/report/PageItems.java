package dev.troupe.jobs.report;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Items as the page shows them. */
final class PageItems {
  private static final int SLOWEST = 8;
  private static final int JPEG_START = 0xFF;

  /** Scales of the drawings: no item is drawn larger than life. */
  private static final double SMALLEST_TOP = 1e-3;

  private final PageFacts facts;
  private final PageLinks links;
  private final boolean lines;
  private final List<ItemRow> rows;
  private final VideoNames videos;

  /**
   * The items of a page.
   *
   * @param lines whether there is a manifest that they are lines of
   */
  PageItems(PageFacts facts, PageLinks links, boolean lines) {
    this.lines = lines;
    this.facts = facts;
    this.links = links;
    this.rows = facts.shown().rows();
    this.videos = VideoNames.of(rows.stream().map(ItemRow::item).toList());
  }

  /** What a video is called on this page. */
  String name(String output) {
    return videos.of(output);
  }

  PageModel.ItemList list() {
    Tops tops =
        new Tops(top(ItemQuality::jitter), top(ItemQuality::flicker), top(ItemQuality::drift));
    List<PageModel.ItemText> texts = rows.stream().map(row -> text(row, tops)).toList();
    return new PageModel.ItemList(texts, selection(), statuses());
  }

  /** The largest values among the items shown, so that drawings can be compared. */
  private record Tops(double jitter, double flicker, double drift) {}

  private double top(Function<ItemQuality, Curve> metric) {
    return rows.stream()
        .flatMap(row -> facts.quality(row.item().number()).stream())
        .map(metric)
        .filter(Curve::isMeasured)
        .mapToDouble(Curve::worst)
        .reduce(SMALLEST_TOP, Math::max);
  }

  private Optional<String> selection() {
    return facts.shown().isAll()
        ? Optional.empty()
        : Optional.of(
            ("This batch has %s. Shown are up to %d that failed, the %d slowest and a sample of"
                    + " %d: %s in all. The table items.parquet has every one.")
                .formatted(
                    Texts.count(facts.totals().items(), "item", "items"),
                    ShownItems.FAILED,
                    ShownItems.SLOWEST,
                    ShownItems.SAMPLED,
                    Texts.count(rows.size())));
  }

  private List<PageModel.Fact> statuses() {
    List<PageModel.Fact> statuses = new ArrayList<>();
    for (ItemRow.Status status : ItemRow.Status.values()) {
      long count = rows.stream().filter(row -> row.outcome().status() == status).count();
      if (count > 0) {
        statuses.add(new PageModel.Fact(status.text(), Texts.count(count), ""));
      }
    }
    return statuses;
  }

  private PageModel.ItemText text(ItemRow row, Tops tops) {
    Optional<ItemQuality> quality = facts.quality(row.item().number());
    List<PageModel.CurveText> curves = new ArrayList<>();
    quality.ifPresent(
        measured -> {
          curve("Jitter", measured.jitter(), tops.jitter()).ifPresent(curves::add);
          curve("Flicker", measured.flicker(), tops.flicker()).ifPresent(curves::add);
          curve("Pose drift", measured.drift(), tops.drift()).ifPresent(curves::add);
        });
    String output = row.item().output();
    boolean ready = row.outcome().status() != ItemRow.Status.FAILED;
    return new PageModel.ItemText(
        names(row.item()),
        row.outcome().status().text(),
        ready ? links.to(output).orElse("") : "",
        ready && links.isPlayable(output) ? links.to(output).orElse("") : "",
        new PageModel.Cells(
            previews(row),
            row.outcome().reason().stream().toList(),
            row.findings().warnings(),
            video(row),
            work(row, quality)),
        order(row, quality),
        curves);
  }

  private PageModel.Names names(ItemRow.Item item) {
    return new PageModel.Names(
        String.valueOf(item.number() + 1),
        lines ? "line " + item.line() : "",
        FileNames.last(item.source()),
        FileNames.last(item.driving()),
        name(item.output()),
        item.source(),
        item.driving(),
        item.output());
  }

  private static PageModel.Order order(ItemRow row, Optional<ItemQuality> quality) {
    return new PageModel.Order(
        row.item().number(),
        switch (row.outcome().status()) {
          case FAILED -> 0;
          case DONE -> 1;
          case REUSED -> 2;
        },
        row.video().map(ItemRow.Video::frames).orElse(0),
        row.outcome().taskSeconds(),
        quality.map(ItemQuality::jitter).filter(Curve::isMeasured).map(Curve::worst).orElse(-1.0),
        row.video().map(video -> Math.abs(video.audioDrift())).orElse(-1.0));
  }

  private static List<PageModel.Picture> previews(ItemRow row) {
    List<PageModel.Picture> pictures = new ArrayList<>();
    var previews = row.findings().previews();
    previews.first().ifPresent(image -> pictures.add(picture("First frame", image)));
    previews.middle().ifPresent(image -> pictures.add(picture("Middle frame", image)));
    previews.last().ifPresent(image -> pictures.add(picture("Last frame", image)));
    return pictures;
  }

  private static PageModel.Picture picture(String label, byte[] image) {
    boolean jpeg = image.length > 0 && (image[0] & 0xFF) == JPEG_START;
    String type = jpeg ? "image/jpeg" : "image/png";
    return new PageModel.Picture(
        label, "data:" + type + ";base64," + Base64.getEncoder().encodeToString(image));
  }

  private static List<PageModel.Fact> video(ItemRow row) {
    if (row.video().isEmpty()) {
      return List.of();
    }
    ItemRow.Video video = row.video().get();
    List<PageModel.Fact> facts = new ArrayList<>();
    String frames = Texts.count(video.frames(), "frame", "frames");
    facts.add(new PageModel.Fact("Length", Texts.duration(video.seconds()) + ", " + frames, ""));
    facts.add(new PageModel.Fact("File", video.size() + ", " + Texts.bytes(video.bytes()), ""));
    facts.add(new PageModel.Fact("A/V drift", milliseconds(video.audioDrift()), ""));
    return facts;
  }

  private static String milliseconds(double seconds) {
    return Math.round(1000 * seconds) + " ms";
  }

  private static List<PageModel.Fact> work(ItemRow row, Optional<ItemQuality> quality) {
    ItemRow.Outcome outcome = row.outcome();
    List<PageModel.Fact> facts = new ArrayList<>();
    if (outcome.taskSeconds() > 0) {
      facts.add(new PageModel.Fact("Task time", Texts.duration(outcome.taskSeconds()), ""));
    }
    if (outcome.status() == ItemRow.Status.DONE && outcome.segmentsReused() > 0) {
      facts.add(
          new PageModel.Fact(
              "Segments kept",
              "%d of %d".formatted(outcome.segmentsReused(), outcome.segments()),
              ""));
    }
    quality
        .map(ItemQuality::occluded)
        .filter(Curve::isMeasured)
        .ifPresent(
            made -> facts.add(new PageModel.Fact("Made up", Texts.percent(made.mean()), "")));
    return facts;
  }

  private static Optional<PageModel.CurveText> curve(String name, Curve curve, double top) {
    if (!curve.isMeasured()) {
      return Optional.empty();
    }
    String title =
        "%s: mean %s, worst %s at %s"
            .formatted(
                name,
                Texts.decimal(curve.mean()),
                Texts.decimal(curve.worst()),
                Texts.duration(curve.worstTime()));
    return Optional.of(
        new PageModel.CurveText(
            name, Sparkline.path(curve.points(), top), Texts.decimal(curve.worst()), title));
  }

  List<PageModel.SlowItem> slowest() {
    List<ItemRow> slowest = facts.shown().slowest(SLOWEST);
    double most = slowest.isEmpty() ? 1 : slowest.get(0).outcome().taskSeconds();
    return slowest.stream()
        .map(
            row ->
                new PageModel.SlowItem(
                    name(row.item().output()),
                    row.item().output(),
                    Texts.duration(row.outcome().taskSeconds()),
                    String.valueOf(Math.round(100 * row.outcome().taskSeconds() / most)),
                    row.video()
                        .map(
                            video ->
                                Texts.decimal(1000 * row.outcome().taskSeconds() / video.frames())
                                    + " ms a frame")
                        .orElse("failed")))
        .toList();
  }
}
