package net.lumenia.voice.lumenia.limiter;

/**
 * Limits the calls in flight. A quarter of the limit is reserved for changes. A lower limit applies
 * from the next call on and does not wait for the calls in flight. Not thread-safe.
 */
final class ConcurrencyLimit {

  private static final int RESERVED_FRACTION = 4;

  private int limit;
  private int inFlight;

  ConcurrencyLimit(int limit) {
    this.limit = limit;
  }

  void resize(int limit) {
    this.limit = limit;
  }

  boolean allows(Priority priority) {
    int reserved = priority == Priority.CHANGE ? 0 : limit / RESERVED_FRACTION;
    return available() > reserved;
  }

  /** How many more calls fit; zero while the calls in flight exceed a lowered limit. */
  int available() {
    return Math.max(0, limit - inFlight);
  }

  boolean isIdle() {
    return inFlight == 0;
  }

  void acquire() {
    inFlight++;
  }

  void release() {
    inFlight--;
  }
}
