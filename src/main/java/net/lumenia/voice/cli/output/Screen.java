package net.lumenia.voice.cli.output;

import java.io.PrintWriter;
import java.util.List;
import java.util.Properties;

/**
 * The whole terminal, drawn in place. The alternate screen keeps what the user did before.
 * Thread-safe, because a signal leaves it while a command draws.
 */
public final class Screen implements AutoCloseable {

  /** Alternate screen, no cursor, and no wrapping of long lines. */
  private static final String ENTER = "\u001b[?1049h\u001b[?25l\u001b[?7l";

  private static final String LEAVE = "\u001b[?7h\u001b[?25h\u001b[?1049l";
  private static final String HOME = "\u001b[H";

  /** Before the text: behind a full line, it would clear the last character. */
  private static final String CLEAR_LINE = "\u001b[0m\u001b[2K";

  private static final String CLEAR_BELOW = "\u001b[J";
  private static final int DEFAULT_ROWS = 24;

  private final PrintWriter out;
  private final int rows;
  private boolean isOpen = true;

  private Screen(PrintWriter out, int rows) {
    this.out = out;
    this.rows = rows;
    print(ENTER);
  }

  /** Takes the terminal over, with the size that the launcher told. */
  public static Screen open(PrintWriter out) {
    return open(out, System.getProperties());
  }

  static Screen open(PrintWriter out, Properties properties) {
    String told = properties.getProperty("voice.rows", "");
    return new Screen(out, told.matches("[1-9][0-9]{0,3}") ? Integer.parseInt(told) : DEFAULT_ROWS);
  }

  /** Replaces what is shown. Lines that do not fit are counted in the last one. */
  public synchronized void draw(List<String> lines) {
    if (!isOpen) {
      return;
    }
    var frame = new StringBuilder(HOME);
    int shown = lines.size() < rows ? lines.size() : Math.max(0, rows - 2);
    for (int i = 0; i < shown; i++) {
      frame.append(i == 0 ? "" : "\r\n").append(CLEAR_LINE).append(lines.get(i));
    }
    if (shown < lines.size()) {
      frame
          .append("\r\n")
          .append(CLEAR_LINE)
          .append("… %d more lines".formatted(lines.size() - shown));
    }
    print(frame.append("\r\n").append(CLEAR_BELOW).toString());
  }

  /** Gives the terminal back. */
  @Override
  public synchronized void close() {
    if (isOpen) {
      isOpen = false;
      print(LEAVE);
    }
  }

  private void print(String text) {
    out.print(text);
    out.flush();
  }
}
