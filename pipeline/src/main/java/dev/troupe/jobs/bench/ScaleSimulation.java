package dev.troupe.jobs.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Many executors simulated: a driver that hands out tasks one after another, each of which costs it
 * some time, and executors that each take the next task when they are free. Networks between
 * machines, broadcasts and stragglers are not in it.
 */
final class ScaleSimulation {
  private static final int TASKS_PER_EXECUTOR = 20;

  private ScaleSimulation() {}

  static BenchResult.Scale run(double taskSeconds, double driverSeconds, int... executors) {
    List<BenchResult.Point> points = new ArrayList<>();
    for (int count : executors) {
      points.add(point(count, taskSeconds, driverSeconds));
    }
    return new BenchResult.Scale(taskSeconds, 1000 * driverSeconds, points);
  }

  private static BenchResult.Point point(int executors, double task, double dispatch) {
    int tasks = executors * TASKS_PER_EXECUTOR;
    PriorityQueue<Double> freeAt = new PriorityQueue<>();
    for (int i = 0; i < executors; i++) {
      freeAt.add(0.0);
    }
    double driverFreeAt = 0;
    double end = 0;
    for (int i = 0; i < tasks; i++) {
      driverFreeAt = Math.max(driverFreeAt, freeAt.remove()) + dispatch;
      end = driverFreeAt + task;
      freeAt.add(end);
    }
    double wall = freeAt.stream().mapToDouble(Double::doubleValue).max().orElse(end);
    return new BenchResult.Point(
        executors, tasks, wall, tasks * task / (wall * executors), tasks * dispatch / wall);
  }
}
