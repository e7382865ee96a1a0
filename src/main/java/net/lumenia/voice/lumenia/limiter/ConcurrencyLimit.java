package net.lumenia.voice.lumenia.limiter;

/**
 * How many requests are under way at once. Resyncs leave a quarter of the limit to changes. A lower
 * limit counts from the next request on; nothing waits for those that are under way. Not
 * thread-safe.
 */
final class ConcurrencyLimit {

  private static final int RESERVE = 4;

  private int limit;
  private int underWay;

  ConcurrencyLimit(int limit) {
    this.limit = limit;
  }

  void resize(int limit) {
    this.limit = limit;
  }

  boolean hasRoom(Priority priority) {
    int kept = priority == Priority.CHANGE ? 0 : limit / RESERVE;
    return free() > kept;
  }

  /** How many more may begin; none while a lowered limit is exceeded. */
  int free() {
    return Math.max(0, limit - underWay);
  }

  boolean isUnused() {
    return underWay == 0;
  }

  void begin() {
    underWay++;
  }

  void end() {
    underWay--;
  }
}
