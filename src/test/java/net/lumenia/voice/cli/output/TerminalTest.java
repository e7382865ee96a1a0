package net.lumenia.voice.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Properties;
import net.lumenia.voice.cli.output.Palette.Style;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TerminalTest {

  @Test
  void withoutTheLauncherThereIsNoTerminal() {
    assertThat(Terminal.of(new Properties())).isEqualTo(new Terminal(false, false, 120));
  }

  @Test
  void theLauncherTellsOfEachStream() {
    var properties = new Properties();
    properties.setProperty("voice.stdout.terminal", "true");
    properties.setProperty("voice.columns", "80");
    assertThat(Terminal.of(properties)).isEqualTo(new Terminal(true, false, 80));
  }

  @ParameterizedTest
  @CsvSource({
    "true,  '', '', xterm, true",
    "false, '', '', xterm, false",
    "true,  1,  '', xterm, false",
    "true,  1,  1,  xterm, false",
    "false, '', 1,  xterm, true",
    "true,  '', '', dumb,  false",
  })
  void colors(boolean isTerminal, String noColor, String force, String term, boolean colored) {
    Palette palette =
        Palette.of(isTerminal, Map.of("NO_COLOR", noColor, "CLICOLOR_FORCE", force, "TERM", term));
    assertThat(palette.paint(Style.BAD, "no")).isEqualTo(colored ? "\u001b[31mno\u001b[0m" : "no");
  }
}
