package net.lumenia.voice.lumenia;

import java.time.Duration;

/** Hears of every call, once, when it is over. It is called on the thread of the call. */
@FunctionalInterface
public interface RequestObserver {

  /**
   * A call is over.
   *
   * @param code the HTTP status, or {@code bad-response} (a 2xx with a worthless body), {@code
   *     timeout}, {@code connection}, {@code withheld} (a PATCH that this program gave up) or
   *     {@code no-room} (a large answer for which there was no memory): few values, none of which a
   *     tenant can choose
   * @param took from the first byte sent to the last one read
   */
  void completed(Operation operation, String code, Duration took);
}
