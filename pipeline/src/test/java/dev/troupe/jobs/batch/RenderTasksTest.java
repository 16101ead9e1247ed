package dev.troupe.jobs.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RenderTasksTest {
  private static final int MOST = 8;

  private static RenderUnits.Unit unit(int work, int segments) {
    return new RenderUnits.Unit(work, 0, IntStream.range(0, segments).boxed().toList());
  }

  private static List<Integer> sizes(List<List<RenderUnits.Unit>> tasks) {
    return tasks.stream()
        .map(task -> task.stream().mapToInt(unit -> unit.segments().size()).sum())
        .toList();
  }

  @Test
  void divide_manySegments_tasksBecomeSmaller() {
    List<List<RenderUnits.Unit>> tasks =
        RenderTasks.divide(List.of(unit(0, 20), unit(1, 16)), 2, MOST);

    assertThat(sizes(tasks)).containsExactly(8, 7, 5, 4, 3, 2, 1, 1, 1, 1, 1, 1, 1);
  }

  @Test
  void divide_units_keepsEverySegmentInOrder() {
    List<RenderUnits.Unit> units = List.of(unit(3, 5), unit(1, 1), unit(2, 40));

    List<RenderUnits.Unit> parts =
        RenderTasks.divide(units, 1, MOST).stream().flatMap(List::stream).toList();

    for (RenderUnits.Unit unit : units) {
      assertThat(parts)
          .filteredOn(part -> part.work() == unit.work())
          .flatExtracting(RenderUnits.Unit::segments)
          .isEqualTo(unit.segments());
    }
    assertThat(parts.stream().map(RenderUnits.Unit::work).distinct()).containsExactly(3, 1, 2);
  }

  @Test
  void divide_fewerSegmentsThanCores_oneEach() {
    assertThat(sizes(RenderTasks.divide(List.of(unit(0, 3)), 100, MOST))).containsExactly(1, 1, 1);
    assertThat(RenderTasks.divide(List.of(), 2, MOST)).isEmpty();
  }
}
