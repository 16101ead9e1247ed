package dev.troupe.udfs;

import java.util.ArrayList;
import java.util.List;

/** The row forms, called as Spark calls them. */
class RowFormsTest extends FunctionProperties {
  @Override
  List<Object> evaluate(KeypointFunction function, List<List<Object>> rows) {
    List<Object> results = new ArrayList<>();
    for (List<Object> row : rows) {
      results.add(lists(call(BestForm.of(function), row)));
    }
    return results;
  }

  @Override
  double tolerance() {
    return 0;
  }

  private static Object call(RowUdf udf, List<Object> row) {
    return switch (row.size()) {
      case 1 -> udf.call(row.get(0));
      case 2 -> udf.call(row.get(0), row.get(1));
      case 3 -> udf.call(row.get(0), row.get(1), row.get(2));
      case 5 -> udf.call(row.get(0), row.get(1), row.get(2), row.get(3), row.get(4));
      default ->
          udf.call(
              row.get(0), row.get(1), row.get(2), row.get(3), row.get(4), row.get(5), row.get(6));
    };
  }
}
