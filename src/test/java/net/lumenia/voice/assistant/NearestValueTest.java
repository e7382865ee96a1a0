package net.lumenia.voice.assistant;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestValueTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      textBlock =
          """
          # value                | candidates                            | nearest
          Elliott                | Elliot Clara                          | Elliot
          Eliot                  | Elliot Clara                          | Elliot
          Elliot                 | Clara Elliot                          | Elliot
          lCara                  | Clara Elliot                          | Clara
          CLARA                  | Clara Elliot                          | Clara
          'Clara '               | Clara Elliot                          | Clara
          'Clara '               | CLARA Clara                           | Clara
          en_US                  | en en-US en-GB                        | en-US
          EN                     | de en                                 | en
          ΝΙΚΟΣ                  | Νικος Νίκη                            | Νικος
          Zo                     | Zoe                                   | none
          eb                     | en es de                              | none
          Lea                    | Leo Leah                              | none
          nova3                  | nova-2 nova-3                         | nova-3
          nova-1                 | nova-2 nova-3                         | nova-2 nova-3
          nova-1                 | nova-2 nova-3 nova-4                  | nova-2 nova-3 nova-4
          nova-1                 | nova-2 nova-3 nova-4 nova-5 nova      | nova-2 nova-3 nova-4
          eleven_turbo_v3        | eleven_turbo_v2 eleven_turbo_v2_5     | eleven_turbo_v2
          eleven_flash_v25       | eleven_flash_v2 eleven_flash_v2_5     | eleven_flash_v2 eleven_flash_v2_5
          eleven-multilingual-v2 | eleven_multilingual_v2                | eleven_multilingual_v2
          multilingual_v2        | eleven_multilingual_v2                | none
          Anna                   | ANNA anna                             | ANNA anna
          anything               | ''                                    | none
          """)
  void suggestsOnlyNearValues(String value, String candidates, String nearest) {
    List<String> all = List.of(candidates.split(" "));
    List<String> expected = nearest == null ? List.of() : List.of(nearest.split(" "));
    assertThat(to(value, all)).isEqualTo(expected);
    assertThat(to(value, all.reversed())).isEqualTo(expected);
  }

  @Test
  void ignoresInvisibleCharacters() {
    assertThat(to("\u200bCla\u00adra\u00a0", List.of("Clara"))).containsExactly("Clara");
  }

  @Test
  void suggestsNothingForVeryLongValues() {
    assertThat(to("x".repeat(257), List.of("x".repeat(257)))).isEmpty();
  }

  @Test
  void searchesLongLists() {
    var names = new ArrayList<String>();
    var random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      names.add(letters(random, 20));
    }
    String last = names.stream().max(String::compareTo).orElseThrow();
    Collections.sort(names);
    var budget = new SearchBudget();
    assertThat(NearestValue.to(last + "x", names, budget)).containsExactly(last);
    assertThat(budget.spent()).isLessThan(SearchBudget.UNITS / 5);
  }

  @Test
  void skipsValuesOfOtherLengths() {
    List<String> longer = IntStream.range(0, 20_000).mapToObj(i -> "a".repeat(200) + i).toList();
    var budget = new SearchBudget();
    assertThat(NearestValue.to("a".repeat(190), longer, budget)).isEmpty();
    assertThat(budget.spent()).isEqualTo(20_000);
  }

  /** Every candidate differs in its first and last two characters, so all of it is compared. */
  @Test
  void worstListStaysWithinTheBudget() {
    List<String> worst =
        IntStream.range(0, 20_000).mapToObj(i -> "b" + "a".repeat(253) + (char) i + "b").toList();
    var budget = new SearchBudget();
    assertThat(NearestValue.to("a".repeat(256), worst, budget)).isEmpty();
    assertThat(budget.isSpent()).isTrue();
    assertThat(budget.spent()).isLessThan(SearchBudget.UNITS + 256 * 5);
  }

  /** The nearest candidate so far may not be the nearest of all. */
  @Test
  void unfinishedSearchSuggestsNothing() {
    assertThat(NearestValue.to("Elliott", List.of("Elliot", "Clara"), new SearchBudget(5)))
        .isEmpty();
  }

  private static List<String> to(String value, Collection<String> candidates) {
    return NearestValue.to(value, candidates, new SearchBudget());
  }

  private static String letters(Random random, int length) {
    return random
        .ints(length, 'a', 'z' + 1)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
