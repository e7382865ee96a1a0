package net.lumenia.voice.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The API server decides the same; SlicesTest would notice a difference. */
class LabelSelectorTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          slice=a                     | slice=a         | true
          slice==a                    | slice=a,other=b | true
          slice = a                   | slice=b         | false
          slice=a                     | -               | false
          slice=                      | slice=          | true
          slice!=a                    | slice=a         | false
          slice!=a                    | slice=b         | true
          slice!=a                    | -               | true
          slice in (a, b)             | slice=b         | true
          slice in (a,b)              | slice=c         | false
          slice in (a)                | -               | false
          slice notin (a,b)           | slice=a         | false
          slice notin (a,b)           | slice=c         | true
          slice notin (a,b)           | -               | true
          example.com/slice           | example.com/slice=x | true
          slice                       | other=x         | false
          !slice                      | other=x         | true
          ! slice                     | slice=x         | false
          slice=a,tier in (1,2),!test | slice=a,tier=2  | true
          slice=a,tier in (1,2),!test | slice=a,tier=2,test=1 | false
          slice=a,tier in (1,2)       | slice=a         | false
          in=notin                    | in=notin        | true
          """)
  void labelsMatchOrNot(String selector, String labels, boolean expected) {
    assertThat(LabelSelector.parse(selector).matches(labels(labels))).isEqualTo(expected);
  }

  private static Map<String, String> labels(String text) {
    return text == null
        ? Map.of()
        : Arrays.stream(text.split(","))
            .map(label -> label.split("=", 2))
            .collect(Collectors.toMap(label -> label[0], label -> label[1]));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          "     "              | '', at '' (character 1): expected the name of a label
          slice=a,             | 'slice=a,', at '' (character 9): expected the name of a label
          slice=a b            | 'slice=a b', at ' b' (character 8): expected one of = == != in notin, or a comma
          slice~a              | 'slice~a', at '~a' (character 6): expected one of
          slice in a           | 'slice in a', at ' a' (character 9): expected '('
          slice in (a          | 'slice in (a', at '' (character 12): expected ')'
          slice=-a             | 'slice=-a', at '-a' (character 7): expected the value of a label
          a/b/c=d              | 'a/b/c=d', at 'a/b/c=d' (character 1): expected the name of a label
          Example.com/slice=a  | 'Example.com/slice=a', at 'Example.com/slice=a' (character 1): expected the name
          """)
  void errorNamesThePlaceAndWhatIsExpected(String selector, String message) {
    assertThatThrownBy(() -> LabelSelector.parse(selector.strip()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void namesAndValuesAreAsLongAsKubernetesAllows() {
    String longest = "x".repeat(63);
    assertThat(LabelSelector.parse(longest + "=" + longest).names()).containsExactly(longest);
    assertThatThrownBy(() -> LabelSelector.parse(longest + "x"))
        .hasMessageContaining("expected the name of a label");
    assertThatThrownBy(() -> LabelSelector.parse("a=" + longest + "x"))
        .hasMessageContaining("expected the value of a label: at most 63");
    assertThat(LabelSelector.parse("%s/a".formatted("d".repeat(253))).names()).hasSize(1);
    assertThatThrownBy(() -> LabelSelector.parse("%s/a".formatted("d".repeat(254))))
        .hasMessageContaining("expected the name of a label");
  }
}
