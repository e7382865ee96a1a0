package net.lumenia.voice.assistant;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerTextTest {

  private static final String SPACE = "[\\s\\p{Z}\u0085]";
  private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}&&[^\\s\u0085]]");
  private static final Pattern SPACES = Pattern.compile(SPACE + "+");

  @ParameterizedTest
  @CsvSource(
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "as it is,as it is",
        "'  two  lines\r\nand\ta tab ','two lines and a tab'",
        "to\u0000k\u200Be\u007Fn,token",
        "a \u0000 b,a b",
        "\uD83D\uDE00 \uD83D,\uD83D\uDE00",
        "\u202Eevil\u00A0text,evil text",
      })
  void showsVisibleCharactersOnOneLine(String text, String visible) {
    assertThat(ServerText.visible(text)).isEqualTo(visible);
  }

  /** The Unicode categories, as java.util.regex knows them. */
  @Property
  void agreesWithTheUnicodeCategories(@ForAll("texts") String text) {
    String visible = INVISIBLE.matcher(text).replaceAll("");
    assertThat(ServerText.visible(text)).isEqualTo(SPACES.matcher(visible).replaceAll(" ").strip());
    assertThat(ServerText.hasInvisible(text)).isEqualTo(INVISIBLE.matcher(text).find());
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings()
        .withChars(
            "ab \t\n\u000B\f\r\u001C\u0085\u00A0\u00AD\u2028\u3000\u200B\u0000\u007F\u009F\uFEFF")
        .withChars('\uD83D', '\uDE00')
        .all()
        .ofMaxLength(12);
  }
}
