package net.lumenia.voice.assistant;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
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
          en_US                  | en en-US en-GB                        | en-US
          EN                     | de en                                 | en
          Zo                     | Zoe                                   | none
          eb                     | en es de                              | none
          Lea                    | Leo Leah                              | none
          nova3                  | nova-2 nova-3                         | nova-3
          nova-1                 | nova-2 nova-3                         | none
          eleven_turbo_v3        | eleven_turbo_v2 eleven_turbo_v2_5     | eleven_turbo_v2
          eleven-multilingual-v2 | eleven_multilingual_v2                | eleven_multilingual_v2
          multilingual_v2        | eleven_multilingual_v2                | none
          Anna                   | ANNA anna                             | none
          anything               | ''                                    | none
          """)
  void isOnlyWhatIsReallyNear(String value, String candidates, String nearest) {
    List<String> all = List.of(candidates.split(" "));
    assertThat(NearestValue.to(value, all).orElse("none"))
        .isEqualTo(nearest == null ? "none" : nearest);
    assertThat(NearestValue.to(value, all.reversed())).isEqualTo(NearestValue.to(value, all));
  }

  @Test
  void invisibleCharactersAreNoDifference() {
    assertThat(NearestValue.to("\u200bCla\u00adra\u00a0", List.of("Clara"))).contains("Clara");
  }

  @Test
  void nobodyMistypesANovel() {
    assertThat(NearestValue.to("x".repeat(257), List.of("x".repeat(257)))).isEmpty();
  }

  @Test
  @Timeout(10)
  void aListWithoutEndIsNotLookedThrough() {
    List<String> endless = IntStream.range(0, 300_000).mapToObj(i -> "a".repeat(200) + i).toList();
    assertThat(NearestValue.to("a".repeat(200) + "x", endless)).isEmpty();
  }
}
