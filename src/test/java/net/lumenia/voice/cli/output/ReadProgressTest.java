package net.lumenia.voice.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ReadProgressTest {

  private final StringWriter err = new StringWriter();
  private final AtomicLong nanos = new AtomicLong();

  private Progress progress(boolean isTerminal) {
    return new Progress(
        new PrintWriter(err),
        new Terminal(isTerminal, isTerminal, 30),
        "assistants read",
        nanos::get);
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  @Test
  void shortWorkShowsNothing() {
    try (Progress progress = progress(true)) {
      progress.advanced(0, 2);
      pass(Duration.ofMillis(500));
      progress.advanced(1, 2);
      progress.advanced(2, 2);
    }
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void aTerminalHasOneLineThatIsRemoved() {
    try (Progress progress = progress(true)) {
      progress.advanced(0, 200);
      pass(Duration.ofSeconds(1));
      progress.advanced(1, 200);
      progress.advanced(2, 200);
      pass(Duration.ofSeconds(1));
      progress.waiting("the API limits requests");
    }
    assertThat(err.toString())
        .isEqualTo(
            "\r\u001b[K1 of 200 assistants read"
                + "\r\u001b[K2 of 200 assistants read: the"
                + "\r\u001b[K");
  }

  @Test
  void elsewhereALineComesEveryFewSeconds() {
    try (Progress progress = progress(false)) {
      progress.advanced(0, 200);
      pass(Duration.ofSeconds(4));
      progress.advanced(1, 200);
      pass(Duration.ofSeconds(1));
      progress.advanced(2, 200);
      progress.advanced(3, 200);
      progress.waiting("waiting 30s");
      progress.waiting("waiting 30s");
    }
    assertThat(err.toString())
        .isEqualTo("2 of 200 assistants read\n3 of 200 assistants read: waiting 30s\n");
  }
}
