package dev.troupe.jobs;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Row;

/** Rows that pass through a network in batches, one batch ahead at the most. */
final class BatchedRows implements Iterator<Row> {
  private final Iterator<Row> rows;
  private final int batch;
  private final UnaryOperator<List<Row>> network;
  private final Deque<Row> ready = new ArrayDeque<>();

  BatchedRows(Iterator<Row> rows, int batch, UnaryOperator<List<Row>> network) {
    this.rows = rows;
    this.batch = batch;
    this.network = network;
  }

  @Override
  public boolean hasNext() {
    if (ready.isEmpty() && rows.hasNext()) {
      List<Row> next = new ArrayList<>();
      while (next.size() < batch && rows.hasNext()) {
        next.add(rows.next());
      }
      ready.addAll(network.apply(next));
    }
    return !ready.isEmpty();
  }

  @Override
  public Row next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return ready.remove();
  }
}
