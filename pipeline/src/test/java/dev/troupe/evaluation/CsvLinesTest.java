package dev.troupe.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CsvLinesTest {
  @Test
  void parse_quotesAndLineEnds_areUnderstood() {
    assertThat(CsvLines.parse("\uFEFFa,b\r\n\"x, \"\"y\"\"\",2\n\n , \n\"over\nlines\",\n"))
        .containsExactly(
            List.of("a", "b"),
            List.of("x, \"y\"", "2"),
            List.of("", ""),
            List.of("over\nlines", ""));
    assertThat(CsvLines.parse("")).isEmpty();
  }

  @Test
  void quoted_field_isReadBack() {
    for (String field : List.of("plain", "a,b", "say \"so\"", "two\nlines")) {
      assertThat(CsvLines.parse(CsvLines.quoted(field) + ",end"))
          .containsExactly(List.of(field, "end"));
    }
  }
}
