package dev.troupe.jobs.report;

import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** The page's upper half: how the run went as a whole. */
final class PageHead {
  private static final DateTimeFormatter WHEN =
      DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private PageHead() {}

  static PageModel of(RunJson.Written written, PageFacts facts, PageLinks links) {
    PageItems items = new PageItems(facts, links, written.run().request().manifest().isPresent());
    PageModel.ItemList list = items.list();
    return new PageModel(
        head(written.run(), facts.totals()),
        attention(written.run(), facts, items),
        PagePlan.rows(written.run()),
        items.slowest(),
        list);
  }

  private static PageModel.Head head(RunFacts run, Totals totals) {
    return new PageModel.Head(
        run.request().manifest().map(FileNames::last).orElse("Batch"),
        verdict(totals),
        totals.failed() == 0 ? "good" : totals.failed() == totals.items() ? "bad" : "mixed",
        WHEN.format(run.times().begin()),
        shares(totals),
        tiles(run, totals));
  }

  private static String verdict(Totals totals) {
    long ready = totals.done() + totals.reused();
    if (totals.items() == 0) {
      return "There was nothing to render.";
    }
    if (totals.failed() == 0) {
      return totals.items() == 1
          ? "The video is ready."
          : "All " + Texts.count(totals.items()) + " videos are ready.";
    }
    return "%s of %s ready, %s failed."
        .formatted(
            Texts.count(ready),
            Texts.count(totals.items(), "video is", "videos are"),
            Texts.count(totals.failed()));
  }

  private static List<PageModel.Share> shares(Totals totals) {
    List<PageModel.Share> shares = new ArrayList<>();
    share(shares, "done", totals.done(), totals, "rendered");
    share(shares, "reused", totals.reused(), totals, "up to date already");
    share(shares, "failed", totals.failed(), totals, "failed");
    return shares;
  }

  private static void share(
      List<PageModel.Share> shares, String status, long count, Totals totals, String text) {
    if (count > 0) {
      String percent = String.format(Locale.ROOT, "%.2f", 100.0 * count / totals.items());
      shares.add(new PageModel.Share(status, percent, Texts.count(count) + " " + text));
    }
  }

  private static List<PageModel.Fact> tiles(RunFacts run, Totals totals) {
    Amounts measured = run.measured();
    double wall = wallSeconds(run);
    long rendered = measured.frames().toRender();
    List<PageModel.Fact> tiles = new ArrayList<>();
    tiles.add(
        new PageModel.Fact(
            "Video ready",
            Texts.duration(totals.seconds()),
            Texts.count(totals.frames(), "frame", "frames")));
    tiles.add(
        new PageModel.Fact(
            "Frames rendered",
            Texts.count(rendered),
            Texts.count(measured.frames().toCapture()) + " captured"));
    tiles.add(
        new PageModel.Fact(
            "Run time",
            Texts.duration(wall),
            "on " + Texts.count(measured.effort().cores(), "core", "cores")));
    tiles.add(
        new PageModel.Fact(
            "Compute",
            Texts.duration(measured.effort().computeHours() * Duration.ofHours(1).toSeconds()),
            "task time"));
    if (rendered > 0 && wall > 0) {
      tiles.add(new PageModel.Fact("Speed", Texts.decimal(rendered / wall), "frames a second"));
    }
    measured
        .effort()
        .cost()
        .ifPresent(
            cost ->
                tiles.add(new PageModel.Fact("Cost", PagePlan.cost(cost), "at the given price")));
    tiles.add(
        new PageModel.Fact(
            "Written",
            Texts.bytes(measured.bytes().written()),
            Texts.bytes(measured.bytes().read()) + " read"));
    return tiles;
  }

  static double wallSeconds(RunFacts run) {
    return Duration.between(run.times().begin(), run.times().end()).toMillis() / 1000.0;
  }

  private static PageModel.Attention attention(RunFacts run, PageFacts facts, PageItems items) {
    return new PageModel.Attention(
        notices(facts.failures(), items::name),
        notices(facts.warnings(), name -> name),
        run.request().notes());
  }

  private static List<PageModel.NoticeText> notices(Notices notices, UnaryOperator<String> name) {
    List<PageModel.NoticeText> texts = new ArrayList<>();
    for (Notices.Notice notice : notices.all()) {
      int more = notice.items() - notice.examples().size();
      texts.add(
          new PageModel.NoticeText(
              notice.text(),
              Texts.count(notice.items(), "video", "videos"),
              notice.examples().stream().map(name).toList(),
              more > 0 ? "and " + Texts.count(more) + " more" : ""));
    }
    if (notices.untold() > 0) {
      texts.add(
          new PageModel.NoticeText(
              "There are others; the table items.parquet has them all.",
              Texts.count(notices.untold(), "more", "more"),
              List.of(),
              ""));
    }
    return texts;
  }

  static List<PageModel.Fact> about(RunJson.Written written) {
    RunFacts run = written.run();
    List<PageModel.Fact> facts = new ArrayList<>();
    facts.add(new PageModel.Fact("Made by", "Troupe " + written.version(), ""));
    run.request()
        .manifest()
        .ifPresent(manifest -> facts.add(new PageModel.Fact("Manifest", manifest, "")));
    facts.add(new PageModel.Fact("Library", run.request().library(), ""));
    facts.add(new PageModel.Fact("Spark master", run.cluster().master(), ""));
    facts.add(new PageModel.Fact("Spark application", run.cluster().application(), ""));
    facts.add(new PageModel.Fact("Executors", Texts.count(run.cluster().executors()), ""));
    facts.add(new PageModel.Fact("Began", run.times().begin().toString(), ""));
    facts.add(new PageModel.Fact("Ended", run.times().end().toString(), ""));
    return facts;
  }
}
