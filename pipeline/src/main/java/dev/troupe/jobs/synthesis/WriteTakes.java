package dev.troupe.jobs.synthesis;

import java.io.IOException;
import java.util.Iterator;
import java.util.Map;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.util.LongAccumulator;

/** A task: writes the takes of its partition, as a rule one. */
final class WriteTakes implements FlatMapFunction<Iterator<Take>, WriteTakes.Written> {
  private static final long serialVersionUID = 1L;

  private final SynthesisRequest request;
  private final LongAccumulator drawn;

  WriteTakes(SynthesisRequest request, LongAccumulator drawn) {
    this.request = request;
    this.drawn = drawn;
  }

  /**
   * What was written.
   *
   * @param take which
   * @param files relative paths and SHA-256
   */
  record Written(Take take, Map<String, String> files) implements java.io.Serializable {}

  @Override
  public Iterator<Written> call(Iterator<Take> takes) throws IOException {
    java.util.List<Written> written = new java.util.ArrayList<>();
    while (takes.hasNext()) {
      Take take = takes.next();
      written.add(new Written(take, new TakeWriter(request, take, drawn::add).write()));
    }
    return written.iterator();
  }
}
