package net.lumenia.voice.assistant;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** "Did you mean": the one listed value that is really near to a mistyped one. */
final class NearestValue {

  /** Of a value; longer ones are no typing mistakes. */
  private static final int LONGEST = 256;

  /** A list beyond this is looked through only this far: it is for one word in a sentence. */
  private static final int MOST = 10_000;

  private NearestValue() {}

  /**
   * The nearest value, spaces around it, invisible characters and case aside. Two that are equally
   * near are none: a wrong guess is worse than the list of what is allowed.
   */
  static Optional<String> to(String value, Collection<String> candidates) {
    return value.length() > LONGEST
        ? Optional.empty()
        : nearest(lower(ServerText.visible(value)), candidates);
  }

  private static Optional<String> nearest(String wanted, Collection<String> candidates) {
    Optional<String> nearest = Optional.empty();
    int least = limit(wanted) + 1;
    for (String candidate : candidates.stream().limit(MOST).toList()) {
      if (Math.abs(candidate.length() - wanted.length()) < least + 1) {
        int distance = EditDistance.between(wanted, lower(candidate), least);
        if (distance < least) {
          nearest = Optional.of(candidate);
          least = distance;
        } else if (distance == least) {
          nearest = Optional.empty();
        }
      }
    }
    return nearest;
  }

  /** Nearly all codes of two letters are one letter away from each other. */
  private static int limit(String wanted) {
    return wanted.length() < 4 ? 0 : wanted.length() < 8 ? 1 : 2;
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
