package dev.troupe.evaluation;

import dev.troupe.problems.ItemBoundary;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.util.LongAccumulator;

/**
 * A task: evaluates the shots of its partition, as a rule one. Shots that cannot be read are named.
 */
final class EvaluateShots implements FlatMapFunction<Iterator<Shot>, ShotOutcome> {
  private static final long serialVersionUID = 1L;

  private final EvaluationRequest request;
  private final LongAccumulator measured;

  EvaluateShots(EvaluationRequest request, LongAccumulator measured) {
    this.request = request;
    this.measured = measured;
  }

  @Override
  public Iterator<ShotOutcome> call(Iterator<Shot> shots) throws IOException {
    List<ShotOutcome> outcomes = new ArrayList<>();
    try (UserNetworks networks = new UserNetworks(request.options())) {
      while (shots.hasNext()) {
        outcomes.add(evaluate(shots.next(), networks));
      }
    }
    return outcomes.iterator();
  }

  private ShotOutcome evaluate(Shot shot, UserNetworks networks) throws IOException {
    return ItemBoundary.run(
        "Cannot evaluate " + shot.driving(),
        () -> {
          try (ShotEvaluation evaluation = new ShotEvaluation(request, shot, networks)) {
            return evaluation.run(measured::add);
          }
        },
        why -> ShotOutcome.skipped(shot, why));
  }
}
