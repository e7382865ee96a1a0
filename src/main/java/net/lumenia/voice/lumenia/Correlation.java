package net.lumenia.voice.lumenia;

import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.MDC;

/**
 * Correlates the log lines of a task with its calls of the API: a random id in all log lines of the
 * task's thread, and in the header {@code X-Correlation-Id} of its calls.
 */
public final class Correlation {

  /** The id's key in the MDC. */
  public static final String KEY = "correlationId";

  static final String HEADER = "X-Correlation-Id";

  private static final ScopedValue<String> ID = ScopedValue.newInstance();

  private Correlation() {}

  /** Wraps a task so that every run has a new id. */
  public static Runnable of(Runnable task) {
    return () -> {
      String id = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
      try (var _ = MDC.putCloseable(KEY, id)) {
        ScopedValue.where(ID, id).run(task);
      }
    };
  }

  /** The id of the task that this thread runs, if it has one. */
  public static Optional<String> current() {
    return ID.isBound() ? Optional.of(ID.get()) : Optional.empty();
  }
}
