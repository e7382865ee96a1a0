package net.lumenia.voice.operator;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** What lasts is said once a minute, and what is new at once. Not thread-safe. */
final class RepeatedWarning {

  private static final Duration PERIOD = Duration.ofMinutes(1);

  private final Consumer<String> log;
  private final LongSupplier nanoTime;
  private String last = "";
  private long said;

  RepeatedWarning(Consumer<String> log, LongSupplier nanoTime) {
    this.log = log;
    this.nanoTime = nanoTime;
  }

  void say(String message) {
    long now = nanoTime.getAsLong();
    if (!message.equals(last) || now - said >= PERIOD.toNanos()) {
      last = message;
      said = now;
      log.accept(message);
    }
  }
}
