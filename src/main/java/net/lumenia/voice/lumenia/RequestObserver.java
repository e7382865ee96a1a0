package net.lumenia.voice.lumenia;

import java.time.Duration;

/** Is told of every completed call, on the thread of the call. */
@FunctionalInterface
public interface RequestObserver {

  /**
   * A call has completed.
   *
   * @param code the HTTP status, or {@code bad-response} (a 2xx with an unusable body), {@code
   *     timeout}, {@code connection}, {@code withheld} (a PATCH that the fence stopped) or {@code
   *     no-room} (not enough memory for a large answer). Tenants cannot choose other values
   * @param took from the first byte sent to the last byte read
   */
  void completed(Operation operation, String code, Duration took);
}
