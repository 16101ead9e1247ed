package dev.troupe.jobs.batch;

import java.util.ArrayList;
import java.util.List;

/**
 * Divides segments among tasks that cores take one after the other: first many to a task, then ever
 * fewer, so that in the end no core waits long for another. Guided self-scheduling
 * (Polychronopoulos and Kuck 1987), with half its shares.
 */
final class RenderTasks {
  private RenderTasks() {}

  /**
   * Divides.
   *
   * @param units what is rendered, in the order in which tasks should take it
   * @param cores how many take tasks
   * @param most segments of a task
   * @return the tasks' units, in order; together the same segments
   */
  static List<List<RenderUnits.Unit>> divide(List<RenderUnits.Unit> units, int cores, int most) {
    long left = units.stream().mapToLong(unit -> unit.segments().size()).sum();
    List<List<RenderUnits.Unit>> tasks = new ArrayList<>();
    List<RenderUnits.Unit> task = new ArrayList<>();
    long room = share(left, cores, most);
    for (RenderUnits.Unit unit : units) {
      int taken = 0;
      while (taken < unit.segments().size()) {
        int until = (int) Math.min(unit.segments().size(), taken + room);
        task.add(part(unit, taken, until));
        room -= until - taken;
        left -= until - taken;
        taken = until;
        if (room == 0) {
          tasks.add(task);
          task = new ArrayList<>();
          room = share(left, cores, most);
        }
      }
    }
    if (!task.isEmpty()) {
      tasks.add(task);
    }
    return tasks;
  }

  private static long share(long left, int cores, int most) {
    return Math.max(1, Math.min(most, left / (2L * cores)));
  }

  private static RenderUnits.Unit part(RenderUnits.Unit unit, int from, int until) {
    return new RenderUnits.Unit(
        unit.work(), unit.reference(), List.copyOf(unit.segments().subList(from, until)));
  }
}
