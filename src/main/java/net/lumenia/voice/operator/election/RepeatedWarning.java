package net.lumenia.voice.operator.election;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Logs a new message at once and a repeated one once a minute. Not thread-safe. */
final class RepeatedWarning {

  private static final Duration PERIOD = Duration.ofMinutes(1);

  private final Consumer<String> sink;
  private final LongSupplier nanoTime;
  private String last = "";
  private long loggedAt;

  RepeatedWarning(Consumer<String> sink, LongSupplier nanoTime) {
    this.sink = sink;
    this.nanoTime = nanoTime;
  }

  void log(String message) {
    long now = nanoTime.getAsLong();
    if (!message.equals(last) || now - loggedAt >= PERIOD.toNanos()) {
      last = message;
      loggedAt = now;
      sink.accept(message);
    }
  }
}
