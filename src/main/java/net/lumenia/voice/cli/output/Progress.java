package net.lumenia.voice.cli.output;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.LongSupplier;
import net.lumenia.voice.session.ReadProgress;

/**
 * Shows the progress of long reads on stderr: a line that is rewritten on a terminal, otherwise a
 * line every few seconds. Short work shows nothing. Thread-safe.
 */
public final class Progress implements ReadProgress, AutoCloseable {

  private static final Duration QUIET = Duration.ofMillis(700);
  private static final Duration BETWEEN_REWRITES = Duration.ofMillis(100);
  private static final Duration BETWEEN_LINES = Duration.ofSeconds(5);
  private static final String CLEARED_LINE = "\r\u001b[K";

  private final PrintWriter err;
  private final Terminal terminal;
  private final String work;
  private final LongSupplier nanoTime;
  private final long start;
  private long lastShown;
  private boolean isShown;
  private String count = "";
  private String waiting = "";

  /**
   * @param work what is counted, such as {@code assistants read}
   */
  public Progress(PrintWriter err, Terminal terminal, String work) {
    this(err, terminal, work, System::nanoTime);
  }

  Progress(PrintWriter err, Terminal terminal, String work, LongSupplier nanoTime) {
    this.err = err;
    this.terminal = terminal;
    this.work = work;
    this.nanoTime = nanoTime;
    start = nanoTime.getAsLong();
    lastShown = start;
  }

  @Override
  public synchronized void advanced(int done, int total) {
    count = "%d of %d %s".formatted(done, total, work);
    waiting = "";
    if (done < total) {
      show();
    }
  }

  @Override
  public synchronized void waiting(String why) {
    boolean isNew = !why.equals(waiting);
    waiting = why;
    if (terminal.isErr()) {
      show();
    } else if (isNew) {
      print();
    }
  }

  private void show() {
    long now = nanoTime.getAsLong();
    Duration pause = terminal.isErr() ? BETWEEN_REWRITES : BETWEEN_LINES;
    if (now - start >= QUIET.toNanos() && now - lastShown >= pause.toNanos()) {
      print();
    }
  }

  private void print() {
    lastShown = nanoTime.getAsLong();
    String line = waiting.isEmpty() || count.isEmpty() ? count + waiting : count + ": " + waiting;
    if (terminal.isErr()) {
      err.print(CLEARED_LINE + cut(line));
      isShown = true;
    } else {
      err.println(line);
    }
    err.flush();
  }

  /** A wrapped line could not be rewritten. */
  private String cut(String line) {
    int most = Math.max(1, terminal.columns() - 1);
    return line.length() <= most ? line : line.substring(0, most);
  }

  /** Removes the line, before results and warnings are printed. */
  @Override
  public synchronized void close() {
    if (isShown) {
      err.print(CLEARED_LINE);
      err.flush();
      isShown = false;
    }
  }
}
