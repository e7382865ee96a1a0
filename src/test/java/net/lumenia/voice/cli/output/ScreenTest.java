package net.lumenia.voice.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Properties;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScreenTest {

  private final StringWriter out = new StringWriter();

  @Test
  void drawsInPlaceAndGivesTheTerminalBackOnce() {
    Screen screen = open("5");
    screen.draw(List.of("one", "two"));
    screen.close();
    screen.close();
    screen.draw(List.of("late"));
    assertThat(out.toString())
        .startsWith("\u001b[?1049h")
        .contains("\u001b[H", "one\r\n", "two")
        .doesNotContain("late")
        .endsWith("\u001b[?1049l")
        .containsOnlyOnce("\u001b[?1049l");
  }

  @Test
  void countsWhatDoesNotFit() {
    open("5").draw(IntStream.range(0, 9).mapToObj(i -> "line" + i).toList());
    assertThat(out.toString()).contains("line2", "… 6 more lines").doesNotContain("line3");
  }

  private Screen open(String rows) {
    var properties = new Properties();
    properties.setProperty("voice.rows", rows);
    return Screen.open(new PrintWriter(out), properties);
  }
}
