package net.lumenia.voice.cli.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import net.lumenia.voice.cli.output.Palette;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FleetTableTest {

  @ParameterizedTest
  @CsvSource({
    "table.txt,        false, 1000",
    "table-cut.txt,    false, 115",
    "table-wide.txt,   true,  1000",
    "table-narrow.txt, false, 80",
  })
  void printsTheFleet(String expected, boolean isWide, int columns) {
    var table = new FleetTable(true, isWide, columns, Palette.PLAIN, StoredAssistants.NOW);
    assertThat(String.join("\n", table.lines(StoredAssistants.rows())) + "\n")
        .isEqualTo(StoredAssistants.text(expected));
  }

  @Test
  void keepsTheTerminalsWidthWithColors() {
    var colored = new FleetTable(true, false, 80, Palette.COLORS, StoredAssistants.NOW);
    assertThat(colored.lines(StoredAssistants.rows()))
        .anyMatch(line -> line.contains("\u001b[31mFalse\u001b[0m     AwaitingApproval"))
        .allMatch(line -> line.replaceAll("\u001b\\[[0-9]+m", "").length() <= 80);
  }

  @Test
  void countsReasons() {
    assertThat(FleetTable.summary(StoredAssistants.rows()))
        .startsWith("6 assistants: ")
        .contains("1 AwaitingApproval", "1 Suspended");
  }
}
