package net.lumenia.voice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CandidatesTest {

  /**
   * The words before the last one, the last one, and what is proposed; names follow the options.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      textBlock =
          """
          ''                        | sta   | status
          ''                        | --ver | --version
          help                      | roll  | rollback
          completion                | ''    | bash zsh fish
          status                    | --al  | --all-namespaces
          status -o                 | ''    | text wide name json yaml
          status                    | -o=js | -o=json
          status --output =         | y     | --output=yaml
          approve                   | acme  | acme acme2
          approve -n team-a         | a     | acme acme2
          wait --timeout            | ''    | FILES
          rollback --kubeconfig     | ''    | FILES
          run                       | --http-p | --http-port
          """)
  void proposes(String before, String last, String expected) {
    Candidates candidates =
        Candidates.of(
            VoiceOperator.commandLine(Map.of()).getCommandSpec(),
            Stream.concat(words(before), Stream.of(last)).toList(),
            _ -> Stream.of("acme", "acme2", "globex"));
    List<String> found = candidates.lines().stream().map(line -> line.split("\t", 2)[0]).toList();
    assertThat(candidates.mayBeFile() ? "FILES" : String.join(" ", found)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "status -n team-a, '-n team-a'",
    "approve --yes --context=prod --as jane, '--context=prod --as jane'",
    "status -o json, ''",
  })
  void namesComeFromTheClusterOfTheOptions(String before, String options) {
    Candidates candidates =
        Candidates.of(
            VoiceOperator.commandLine(Map.of()).getCommandSpec(),
            Stream.concat(words(before), Stream.of("")).toList(),
            given -> Stream.of(String.join(" ", given)));
    assertThat(candidates.lines()).containsExactly(options);
  }

  private static Stream<String> words(String text) {
    return text.isEmpty() ? Stream.of() : Stream.of(text.split(" "));
  }
}
