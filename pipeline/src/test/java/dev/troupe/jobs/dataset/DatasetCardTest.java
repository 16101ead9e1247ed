package dev.troupe.jobs.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatasetCardTest {
  @ParameterizedTest
  @CsvSource({
    "1,1st",
    "2,2nd",
    "3,3rd",
    "4,4th",
    "11,11th",
    "12,12th",
    "13,13th",
    "22,22nd",
    "112,112th",
    "101,101st"
  })
  void ordinal_number_isSpelledAsInEnglish(int number, String text) {
    assertThat(DatasetCard.ordinal(number)).isEqualTo(text);
  }
}
