package net.lumenia.voice.assistant;

import java.util.Arrays;

/**
 * How many typing mistakes lie between two texts: a character too many, too few, another one, or
 * two neighbours swapped (the distance of optimal string alignment, in UTF-16 units).
 */
final class EditDistance {

  private EditDistance() {}

  /**
   * The distance if it is at most the limit, else one more than the limit. Takes time in proportion
   * to the length times the limit: what is farther from the diagonal of the table than the limit
   * can't matter.
   */
  static int between(String a, String b, int limit) {
    int far = limit + 1;
    if (Math.abs(a.length() - b.length()) > limit) {
      return far;
    }
    int[] before = row(b, far);
    int[] above = row(b, far);
    int[] row = row(b, far);
    for (int j = 0; j <= Math.min(limit, b.length()); j++) {
      above[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int from = Math.max(1, i - limit);
      int to = Math.min(b.length(), i + limit);
      row[from - 1] = from == 1 ? Math.min(i, far) : far;
      for (int j = from; j <= to; j++) {
        int other = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        int least = Math.min(above[j - 1] + other, Math.min(above[j], row[j - 1]) + 1);
        row[j] = Math.min(far, isSwap(a, b, i, j) ? Math.min(least, before[j - 2] + 1) : least);
      }
      if (to < b.length()) {
        row[to + 1] = far;
      }
      int[] spare = before;
      before = above;
      above = row;
      row = spare;
    }
    return above[b.length()];
  }

  private static int[] row(String b, int far) {
    int[] row = new int[b.length() + 1];
    Arrays.fill(row, far);
    return row;
  }

  private static boolean isSwap(String a, String b, int i, int j) {
    return i > 1
        && j > 1
        && a.charAt(i - 1) == b.charAt(j - 2)
        && a.charAt(i - 2) == b.charAt(j - 1);
  }
}
