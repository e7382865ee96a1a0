package net.lumenia.voice.assistant;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/** Finds the listed values that a mistyped one was most likely meant to be: "did you mean". */
final class NearestValue {

  /** Of a value, in UTF-16 units; longer ones are no typing mistakes. */
  private static final int LONGEST = 256;

  /** Values named in one message. */
  private static final int NAMED = 3;

  private NearestValue() {}

  /**
   * The nearest candidates, spaces around the value, invisible characters and case aside: at most
   * three, those that are equally near in alphabetical order. None if no candidate is really near,
   * or if the budget ends before that is known: a wrong guess is worse than the list of what is
   * allowed.
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

  /** Nearly all codes of two letters are one letter away from each other. */
  private static int limit(String wanted) {
    return wanted.length() < 4 ? 0 : wanted.length() < 8 ? 1 : 2;
  }
}
