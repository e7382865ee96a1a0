package net.lumenia.voice.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InvisibleDifferenceTest {

  private static final Pattern UNICODE = Pattern.compile("(?<!\\\\)\\\\u([0-9a-f]{4})");

  /** The texts have Java's escapes; a blank at an end is {@code \s}. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          Hi\\n ; Hi ; a line break at the end (missing in live) ; end the text without a line break (in YAML, with |- instead of |)
          Hi\\r\\n ; Hi ; a line break at the end (missing in live) ; end the text without a line break (in YAML, with |- instead of |)
          Hi\\n\\n ; Hi ; line breaks at the end (missing in live) ; end the text without a line break (in YAML, with |- instead of |)
          Hi\\n\\n ; Hi\\n ; a line break at the end (missing in live) ; end the text with one line break (in YAML, with |)
          Hi ; Hi\\n ; a line break at the end (missing in the spec) ; end the text with one line break (in YAML, with |)
          Hi ; Hi\\n\\n ; line breaks at the end (missing in the spec) ; end the text with 2 line breaks (in YAML, with |+)
          Hi\\s ; Hi ; white space at the end of a line (missing in live) ; remove that white space
          Hi\\s\\nyou ; Hi\\nyou ; white space at the end of a line (missing in live) ; remove that white space
          Hi ; Hi\\t ; white space at the end of a line (missing in the spec) ; write the text with the white space of live (in YAML, in double quotes)
          Hi\\s ; Hi\\t ; white space at the end of a line ; write the text with the white space of live (in YAML, in double quotes)
          \\n\\sHi ; Hi ; white space at the beginning (missing in live) ; remove that white space
          Hi\\u00a0 ; Hi ; white space at the end of a line (missing in live) ; remove that white space
          a\\r\\nb ; a\\nb ; line ends (CRLF in the spec, LF in live) ; save the text with LF line ends
          a\\r\\nb\\r\\n ; a\\nb\\n ; line ends (CRLF in the spec, LF in live) ; save the text with LF line ends
          a\\nb ; a\\r\\nb ; line ends (LF in the spec, CRLF in live) ; write the text with CRLF line ends (in YAML, as \\\\r\\\\n in double quotes)
          a\\rb\\nc ; a\\nb\\nc ; line ends (mixed in the spec, LF in live) ; save the text with LF line ends
          e\\u0301 ; \\u00e9 ; Unicode normalization (NFD in the spec, NFC in live) ; write the text in NFC
          \\u00e9 ; e\\u0301 ; Unicode normalization (NFC in the spec, NFD in live) ; write the text in NFD
          a\\u200bb ; ab ; invisible characters or special spaces (U+200B in the spec) ; remove U+200B
          \\ufeffab ; ab ; invisible characters or special spaces (U+FEFF in the spec) ; remove U+FEFF
          a\\u00a0b ; a b ; invisible characters or special spaces (U+00A0 in the spec) ; remove U+00A0
          a b ; a\\u00a0b ; invisible characters or special spaces (U+00A0 in live) ; write U+00A0 where live has it (in YAML, as an escape such as \\\\u00A0 in double quotes)
          a\\r\\nb\\n ; a\\nb ; line ends (CRLF in the spec, LF in live) and a line break at the end (missing in live) ; save the text with LF line ends and end the text without a line break (in YAML, with |- instead of |)
          Hi\\s\\n ; Hi ; white space at the end of a line (missing in live) and a line break at the end (missing in live) ; remove that white space and end the text without a line break (in YAML, with |- instead of |)
          """)
  void saysWhatDiffersAndWhatToWrite(String desired, String live, String text, String remedy) {
    Optional<InvisibleDifference> found =
        InvisibleDifference.between(unescaped(desired), unescaped(live));

    assertThat(found.map(InvisibleDifference::text)).contains(text);
    assertThat(found.map(InvisibleDifference::remedy)).contains(unescaped(remedy));
  }

  @ParameterizedTest
  @CsvSource({
    "Hi, Hi",
    "Hi, Ho",
    "Hi, Hi.",
    "a b, ab",
    "a  b, a b",
    "Hi, ''",
    "é, e",
    "Hi\\n, Ho",
    "ﬁ, fi"
  })
  void isEmptyForEqualTextsAndWhatAReaderSees(String desired, String live) {
    assertThat(InvisibleDifference.between(unescaped(desired), unescaped(live))).isEmpty();
  }

  /** A live text is another program's, and may have any length and characters. */
  @ParameterizedTest
  @ValueSource(strings = {"\u0301\u0316", " \t", "\r\n", "\u200b", "\n ", "\uD800", "e\u0301"})
  void takesLinearTime(String repeated) {
    String live = "é" + repeated.repeat(100_000);

    assertThat(InvisibleDifference.between("é!", live + "?")).isEmpty();
    assertThat(InvisibleDifference.between("e\u0301!", live + "!")).isNotNull();
  }

  @Test
  void describesEachPartOfSeveralTextsOnce() {
    Optional<InvisibleDifference> one = InvisibleDifference.between("a ", "a");
    Optional<InvisibleDifference> same = InvisibleDifference.between("b ", "b");

    assertThat(InvisibleDifference.together(List.of(one, same))).isEqualTo(one);
    assertThat(InvisibleDifference.together(List.of(one, Optional.empty()))).isEmpty();
    assertThat(InvisibleDifference.together(List.of())).isEmpty();
  }

  private static String unescaped(String text) {
    return UNICODE
        .matcher(text)
        .replaceAll(match -> Character.toString(Integer.parseInt(match.group(1), 16)))
        .translateEscapes();
  }
}
