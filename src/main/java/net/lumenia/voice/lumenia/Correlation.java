package net.lumenia.voice.lumenia;

import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.MDC;

/**
 * What joins the log lines of a piece of work with its calls of the API: an id that is in all log
 * lines of the work's thread, and in the header {@code X-Correlation-Id} of its calls. It is made
 * of chance alone, so nobody can choose it.
 */
public final class Correlation {

  /** The id's name in the log's context. */
  public static final String KEY = "correlationId";

  static final String HEADER = "X-Correlation-Id";

  private static final ScopedValue<String> ID = ScopedValue.newInstance();

  private Correlation() {}

  /** The same work under an id of its own, a new one each time that it is run. */
  public static Runnable of(Runnable work) {
    return () -> {
      String id = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
      try (var _ = MDC.putCloseable(KEY, id)) {
        ScopedValue.where(ID, id).run(work);
      }
    };
  }

  /** The id of the work that this thread does, if it has one. */
  static Optional<String> current() {
    return ID.isBound() ? Optional.of(ID.get()) : Optional.empty();
  }
}
