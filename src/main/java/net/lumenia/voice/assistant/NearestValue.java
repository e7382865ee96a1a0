package net.lumenia.voice.assistant;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/** Finds the listed values that are most similar to a mistyped one, for "did you mean" messages. */
final class NearestValue {

  /** In UTF-16 units. A longer value is not a typing mistake. */
  private static final int LONGEST = 256;

  /** The maximum number of suggestions. */
  private static final int NAMED = 3;

  private NearestValue() {}

  /**
   * The nearest candidates in alphabetical order, at most three. Ignores case, surrounding spaces
   * and invisible characters. Empty if no candidate is near enough, or if the budget ends first: a
   * wrong suggestion is worse than the list of allowed values.
   */
  static List<String> to(String value, Collection<String> candidates, SearchBudget budget) {
    if (value.length() > LONGEST) {
      return List.of();
    }
    String wanted = ServerText.visible(value);
    return candidates.contains(wanted) ? List.of(wanted) : nearest(wanted, candidates, budget);
  }

  private static List<String> nearest(
      String wanted, Collection<String> candidates, SearchBudget budget) {
    var nearest = new TreeSet<String>();
    int least = limit(wanted);
    for (String candidate : candidates) {
      if (budget.isSpent()) {
        return List.of();
      }
      budget.spend(1);
      if (Math.abs(candidate.length() - wanted.length()) <= least) {
        int distance = EditDistance.between(wanted, candidate, least, budget);
        if (distance < least) {
          nearest.clear();
          least = distance;
        }
        if (distance == least) {
          nearest.add(candidate);
          if (nearest.size() > NAMED) {
            nearest.removeLast();
          }
        }
      }
    }
    return List.copyOf(nearest);
  }

  /** Almost all two-letter codes differ by only one letter, so short values get no suggestions. */
  private static int limit(String wanted) {
    return wanted.length() < 4 ? 0 : wanted.length() < 8 ? 1 : 2;
  }
}
