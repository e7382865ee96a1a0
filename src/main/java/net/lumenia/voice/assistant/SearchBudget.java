package net.lumenia.voice.assistant;

/**
 * Bounds the work that one message may cost: the search for the listed values that are nearest to a
 * mistyped one. The API decides how many values it lists and tenants decide what they mistype, so
 * neither may decide how long that takes. One unit is one cell of an {@link EditDistance} table, or
 * one candidate that is skipped for its length. Not thread-safe.
 */
public final class SearchBudget {

  /** Some milliseconds; enough to search five lists of 20,000 ordinary names. */
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

  /** How many units were spent so far: at most the last candidate more than there were. */
  public long spent() {
    return spent;
  }
}
