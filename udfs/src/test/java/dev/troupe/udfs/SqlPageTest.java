package dev.troupe.udfs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** docs/sql.md says what is so: each function's signature, and each example's result. */
class SqlPageTest {
  private static final Pattern EXAMPLE =
      Pattern.compile("```sql\n(.*?)```\n```json\n(.*?)```", Pattern.DOTALL);

  @Test
  void examples_run_giveTheResultsBesideThem() throws IOException {
    List<MatchResult> examples = EXAMPLE.matcher(page()).results().toList();

    assertThat(examples).hasSize(KeypointFunction.values().length);
    try (SparkSession session = LocalSpark.session()) {
      for (MatchResult example : examples) {
        assertThat(session.sql(example.group(1)).toJSON().collectAsList())
            .as(example.group(1))
            .containsExactlyElementsOf(example.group(2).lines().toList());
      }
    }
  }

  @ParameterizedTest
  @EnumSource(KeypointFunction.class)
  void function_ofEveryName_isDescribedWithItsSignature(KeypointFunction function)
      throws IOException {
    String parameters =
        function.parameters().stream().map(Parameter::name).collect(Collectors.joining(", "));
    String type = function.type() instanceof StructType ? "struct" : function.type().simpleString();

    assertThat(page())
        .contains("### %s(%s) → %s\n".formatted(function.sqlName(), parameters, type));
  }

  private static String page() throws IOException {
    return Files.readString(Path.of("../docs/sql.md"));
  }
}
