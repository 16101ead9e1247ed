package dev.troupe.jobs.report;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.DoubleFunction;

/** What was planned beside what it was. */
final class PagePlan {
  /** More than planned by more than this is worth a colour. */
  private static final double NOTABLE = 0.1;

  private final List<PageModel.PlanRow> rows = new ArrayList<>();

  private PagePlan() {}

  static List<PageModel.PlanRow> rows(RunFacts run) {
    if (run.plan().isEmpty()) {
      return List.of();
    }
    Amounts plan = run.plan().get();
    Amounts real = run.measured();
    PagePlan page = new PagePlan();
    page.count("Videos", plan.inputs().items(), real.inputs().items());
    page.count("Up to date before", plan.inputs().itemsDone(), real.inputs().itemsDone());
    page.count("Driving clips", plan.inputs().clips(), real.inputs().clips());
    page.count("Characters", plan.inputs().characters(), real.inputs().characters());
    page.count("Frames captured", plan.frames().toCapture(), real.frames().toCapture());
    page.count("Frames rendered", plan.frames().toRender(), real.frames().toRender());
    page.add("Run time", plan.effort().wallSeconds(), real.effort().wallSeconds(), Texts::duration);
    page.add(
        "Compute time",
        hours(plan.effort().computeHours()),
        hours(real.effort().computeHours()),
        Texts::duration);
    Optional<Double> planned = plan.effort().cost();
    Optional<Double> paid = real.effort().cost();
    if (planned.isPresent() && paid.isPresent()) {
      page.add("Cost", planned.get(), paid.get(), PagePlan::cost);
    }
    page.bytes("Read", plan.bytes().read(), real.bytes().read());
    page.bytes("Written", plan.bytes().written(), real.bytes().written());
    return page.rows;
  }

  private static double hours(double hours) {
    return hours * Duration.ofHours(1).toSeconds();
  }

  static String cost(double cost) {
    return String.format(Locale.ROOT, "%,.2f", cost);
  }

  private void count(String name, long planned, long actual) {
    add(name, (double) planned, (double) actual, value -> Texts.count(Math.round(value)));
  }

  private void bytes(String name, long planned, long actual) {
    add(name, (double) planned, (double) actual, value -> Texts.bytes(Math.round(value)));
  }

  private void add(String name, double planned, double actual, DoubleFunction<String> text) {
    String difference = "as planned";
    String tone = "same";
    if (planned > 0 && Math.round(100 * (actual - planned) / planned) != 0) {
      double share = (actual - planned) / planned;
      difference = String.format(Locale.ROOT, "%+.0f %%", 100 * share).replace('-', '−');
      tone = share > NOTABLE ? "more" : "same";
    } else if (planned == 0 && actual > 0) {
      difference = "not planned";
      tone = "more";
    }
    rows.add(
        new PageModel.PlanRow(name, text.apply(planned), text.apply(actual), difference, tone));
  }
}
