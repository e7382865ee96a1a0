package net.lumenia.voice.assistant;

/**
 * Limits the search for similar values that one message may cost. The API decides how many values
 * it lists, and tenants decide what they mistype, so neither must decide how long the search takes.
 * One unit is one cell of an {@link EditDistance} table, or one candidate that is skipped for its
 * length. Not thread-safe.
 */
public final class SearchBudget {

  /** A few milliseconds; enough to search five lists of 20,000 ordinary names. */
  static final long UNITS = 2_000_000;

  private final long units;
  private long spent;

  /** A budget for one message. */
  public SearchBudget() {
    this(UNITS);
  }

  SearchBudget(long units) {
    this.units = units;
  }

  void spend(long more) {
    spent += more;
  }

  boolean isSpent() {
    return spent >= units;
  }

  /** The units spent so far. Exceeds the budget by at most the last candidate. */
  public long spent() {
    return spent;
  }
}
